using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Entente.SignIn;

/// <summary>Setting up a way to sign in: a passkey first, a password with a one-time code otherwise.</summary>
[AllowAnonymous, RecentSignIn]
public sealed class EnrolPage(Enrolling enrolling, PasskeyEntrance passkeys) : DoorPage
{
    private const int LongestName = 100;

    [BindProperty]
    public string? Credential { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    public Enrollee? Who { get; private set; }

    /// <summary>A name the person will recognise among several; the device's, until they give another.</summary>
    public string SuggestedName => Device.Name(Request.Headers.UserAgent);

    public async Task<IActionResult> OnGet() => (Who = await enrolling.Who(HttpContext)) is null ? NobodyKnown() : Page();

    public async Task<IActionResult> OnPostAsk() =>
        await enrolling.Who(HttpContext) is { } who ? Content(await passkeys.AskForNew(HttpContext, who.Person), "application/json") : NobodyKnown();

    public async Task<IActionResult> OnPost()
    {
        Who = await enrolling.Who(HttpContext);
        if (Who is null)
            return NobodyKnown();
        var name = string.IsNullOrWhiteSpace(Name) ? SuggestedName : Name.Trim();
        if (await passkeys.CheckNew(HttpContext, Who.Person, Credential, name.Length <= LongestName ? name : name[..LongestName]) is not { } passkey)
        {
            Problems.Add(T["sign-in.enrol.passkey.refused"]);
            return Again(StatusCodes.Status400BadRequest);
        }
        return await enrolling.Keep(HttpContext, Who, passkey) ? Go("/account" + Who.Welcome) : NobodyKnown();
    }

    private PageResult NobodyKnown()
    {
        Response.StatusCode = StatusCodes.Status410Gone;
        return Page();
    }
}
