using Entente.Bodies;
using Entente.Shared.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Entente.SignIn;

/// <summary>
/// A form refused for its antiforgery token stood open too long, or somebody signed in or out meanwhile: what was
/// typed is kept for whom the form was made, and offered to them if it is they who are here now.
/// </summary>
public sealed class ExpiredForms(KeptForms forms) : IAsyncAlwaysRunResultFilter
{
    public async Task OnResultExecutionAsync(ResultExecutingContext context, ResultExecutionDelegate next)
    {
        if (context.Result is IAntiforgeryValidationFailedResult)
        {
            var http = context.HttpContext;
            http.Features.Set(new ExpiredForm());
            if (IsFromOurPage(http.Request) && await forms.Keep(http, http.Features.Get<Person>()?.Id) is { } address)
            {
                http.Response.Headers.Location = address;
                context.Result = new StatusCodeResult(StatusCodes.Status303SeeOther);
            }
        }
        await next();
    }

    // Without a token only the browser can say so: a form planted elsewhere must not become ours by way of a button
    // on our page. What a script sent has nobody who would press it.
    private static bool IsFromOurPage(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"] == "same-origin" && request.Headers["Sec-Fetch-Mode"].ToString() is "" or "navigate";
}
