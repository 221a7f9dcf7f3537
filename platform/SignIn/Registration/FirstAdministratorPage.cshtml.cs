using Entente.Bodies;
using Entente.Shared.Localisation;
using Entente.Shared.Mail;
using Entente.Shared.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Entente.SignIn.Registration;

/// <summary>Whoever starts a new installation says who they are. Later there is nothing at this address.</summary>
[AllowAnonymous]
public sealed class FirstAdministratorPage(FirstAdministrator first) : RoomPage
{
    [BindProperty] public string? Name { get; set; }
    [BindProperty] public string? Email { get; set; }

    public async Task<IActionResult> OnGet(string link) => await Opens(link) ? Page() : Refuse(StatusCodes.Status404NotFound);

    public async Task<IActionResult> OnPost(string link)
    {
        if (!await Opens(link))
            return Refuse(StatusCodes.Status404NotFound);
        var (name, email) = (Name?.Trim() ?? "", Email?.Trim() ?? "");
        if (!PersonName.IsGood(Name))
            Problems.Add(nameof(Name), T[string.IsNullOrWhiteSpace(Name) ? "sign-in.name.missing" : "registration.problem.name"]);
        if (!Recipient.IsAddress(email))
            Problems.Add(nameof(Email), T["registration.problem.email"]);
        if (Problems.Any)
            return Again();
        var language = Language.Find(T.Language.Code, Language.All)?.Code ?? Language.English.Code;
        return await first.Begin(name, email, language, Cancelled) is { } next ? Go(next) : Refuse(StatusCodes.Status404NotFound);
    }

    private Task<bool> Opens(string link)
    {
        Response.Headers.CacheControl = "no-cache, no-store";
        return first.Opens(link, Cancelled);
    }
}
