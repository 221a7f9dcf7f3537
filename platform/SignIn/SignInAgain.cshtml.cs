using Entente.Shared.Data;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;

namespace Entente.SignIn;

/// <summary>Before something sensitive: the person shows once more that it is they who sit there.</summary>
[Authorize]
public sealed class SignInAgainPage(PasskeyEntrance passkeys, PasswordEntrance password, Sessions sessions, Database database, DoorLog log) : DoorPage
{
    [BindProperty]
    public string? Credential { get; set; }

    [BindProperty]
    public string? OneTimeCode { get; set; }

    public Ways Ways { get; private set; } = new(0, false);

    /// <summary>Somebody of a demonstration has nothing to show, and confirms instead.</summary>
    public bool IsDemonstration => Session.How == How.Demonstration;

    private Session Session => HttpContext.Features.GetRequiredFeature<Session>();

    public async Task OnGet() => await Fill();

    public async Task<IActionResult> OnPostAsk() => Content(await passkeys.Ask(HttpContext, Me), "application/json");

    public async Task<IActionResult> OnPostPasskey()
    {
        await Fill();
        var answer = await passkeys.Check(HttpContext, Credential);
        if (answer.Wait is { } wait)
            return TooMany(wait);
        if (answer.Person?.Id == Me!.Id)
            return await Proved();
        Problems.Add(T[answer.Why == Refused.PasskeyLate ? "sign-in.passkey.late" : "sign-in.passkey.refused"]);
        return Again(StatusCodes.Status400BadRequest);
    }

    public async Task<IActionResult> OnPostCode()
    {
        await Fill();
        if (string.IsNullOrWhiteSpace(OneTimeCode))
        {
            Problems.Add(nameof(OneTimeCode), T["sign-in.code.missing"]);
            return Again();
        }
        switch (await password.Code(HttpContext, Me!, OneTimeCode))
        {
            case Answer.Right:
                return await Proved();
            case Answer.Wait wait:
                return TooMany(wait.For);
            default:
                Problems.Add(nameof(OneTimeCode), T["sign-in.code.wrong"]);
                return Again();
        }
    }

    public async Task<IActionResult> OnPostConfirm() => IsDemonstration ? await Proved() : Refuse(StatusCodes.Status404NotFound);

    private async Task<IActionResult> Proved()
    {
        await database.Write(async connection =>
        {
            await sessions.Proved(connection, Session.Id);
            await log.Write(connection, HttpContext, Happened.SteppedUp, Me!.Id);
        }, Cancelled);
        return Go(BackTo);
    }

    private async Task Fill() => Ways = await database.Write(connection => Credentials.Ways(connection, Me!.Id), Cancelled);
}
