using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Entente.Shared.Web;

/// <summary>Notes that a form was refused for its antiforgery token, so that the answer can say so and give back what was typed.</summary>
public sealed class ExpiredForms : IAlwaysRunResultFilter
{
    public void OnResultExecuting(ResultExecutingContext context)
    {
        if (context.Result is IAntiforgeryValidationFailedResult)
            context.HttpContext.Features.Set(new ExpiredForm());
    }

    public void OnResultExecuted(ResultExecutedContext context) { }
}
