using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Entente.SignIn;

[AllowAnonymous]
public sealed class SignInRecoverPage(RecoveryAsks recoveries) : DoorPage
{
    private const int LongestAddress = 254;

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Asked { get; set; }

    public async Task<IActionResult> OnPost()
    {
        if (string.IsNullOrWhiteSpace(Email) || Email.Length > LongestAddress)
        {
            Problems.Add(nameof(Email), T["sign-in.email.missing"]);
            return Again();
        }
        return await recoveries.Ask(HttpContext, Email.Trim()) is { } wait ? TooMany(wait) : Go("/sign-in/recover?asked=1");
    }
}
