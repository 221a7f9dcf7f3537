using System.Globalization;
using Entente.Shared.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Entente.SignIn;

/// <summary>What the pages around signing in share: the way back, the answer to too many tries, and a name instead of a number.</summary>
public abstract class DoorPage : RoomPage
{
    /// <summary>Where to go afterwards.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Back { get; set; }

    protected string BackTo => ReturnAddress.Of(Back);

    /// <summary>A page of the door that keeps the way back.</summary>
    public string Here(string page, string? handler = null)
    {
        var query = handler is null ? new QueryString() : QueryString.Create("handler", handler);
        return page + (BackTo == ReturnAddress.Home ? query : query.Add("back", BackTo));
    }

    /// <summary>How long to wait, when there were too many tries.</summary>
    public TimeSpan? Wait { get; private set; }

    protected IActionResult TooMany(TimeSpan wait)
    {
        Wait = wait;
        Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        Problems.Add(T["sign-in.wait", ("minutes", (int)Math.Ceiling(wait.TotalMinutes))]);
        return Again(StatusCodes.Status429TooManyRequests);
    }

    // Nothing of these pages may be kept: they show keys, codes and names before anybody is signed in.
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        Response.Headers.CacheControl = "no-cache, no-store";
        var site = HttpContext.RequestServices.GetRequiredService<Site>();
        // Passkeys belong to a name: somebody who came by number is sent to the same page under the name.
        if (HttpMethods.IsGet(Request.Method) && Request.Host.Host == "127.0.0.1" && site.Name == "localhost")
            context.Result = new RedirectResult(site.Link(Request.Path + Request.QueryString));
        base.OnPageHandlerExecuting(context);
    }
}
