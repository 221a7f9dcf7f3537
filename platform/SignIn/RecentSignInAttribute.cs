using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Entente.SignIn;

/// <summary>
/// On a page whose act is sensitive: a passkey or code must have been shown in the last five minutes. Otherwise the
/// person is asked for it and comes back; a form is kept meanwhile.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RecentSignInAttribute : Attribute, IAsyncAuthorizationFilter, IOrderedFilter
{
    // After the antiforgery check, so that only forms the person sent are kept.
    public int Order => 2000;

    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var http = context.HttpContext;
        var services = http.RequestServices;
        if (http.Features.Get<Session>() is not { } session || session.ProvedRecently(services.GetRequiredService<TimeProvider>().GetUtcNow()))
            return;
        string address = http.Request.PathBase + http.Request.Path + http.Request.QueryString;
        if (HttpMethods.IsPost(http.Request.Method))
            address = await services.GetRequiredService<KeptForms>().Keep(http, session.Person) ?? address;
        http.Response.Headers.Location = SignInPages.Again(address);
        context.Result = new StatusCodeResult(StatusCodes.Status303SeeOther);
    }
}
