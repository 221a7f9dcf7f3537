using Entente.Bodies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Entente.SignIn;

[AllowAnonymous]
public sealed class SignInPage(PasskeyEntrance passkeys, Entrance entrance, DemonstrationDoor demonstration, BodyCatalogue bodies) : DoorPage
{
    [BindProperty]
    public string? Credential { get; set; }

    /// <summary>A session ended while the person was at work.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Ended { get; set; }

    public bool FormKept => BackTo.StartsWith(KeptForms.Route, StringComparison.Ordinal);

    public IReadOnlyList<DemonstrationPost> People { get; private set; } = [];

    public async Task<IActionResult> OnGet()
    {
        if (Me is not null)
            return Go(BackTo);
        await Fill();
        return Page();
    }

    /// <summary>The challenge for the browser's passkeys.</summary>
    public async Task<IActionResult> OnPostAsk() => Content(await passkeys.Ask(HttpContext, person: null), "application/json");

    public async Task<IActionResult> OnPost()
    {
        await Fill();
        var answer = await passkeys.Check(HttpContext, Credential);
        if (answer.Wait is { } wait)
            return TooMany(wait);
        if (answer.Person is { } person)
        {
            await entrance.Admit(HttpContext, person, How.Passkey);
            return Go(BackTo);
        }
        Problems.Add(T[answer.Why == Refused.PasskeyLate ? "sign-in.passkey.late" : "sign-in.passkey.refused"]);
        return Again(StatusCodes.Status400BadRequest);
    }

    /// <summary>The body's own name, or the installation.</summary>
    public string Where(string code) => bodies.Find(code)?.ShortName.In(T.Language.Code).Text ?? T["sign-in.demonstration.installation"];

    /// <summary>The post as its body names it, and of which party.</summary>
    public string Describe(DemonstrationPost post)
    {
        if (bodies.Find(post.Body) is not { } body)
            return T["sign-in.demonstration.administrator"];
        var language = T.Language.Code;
        string?[] parts = [body.Post(post.Post)?.Name.In(language).Text, post.Party is null ? null : body.Party(post.Party)?.Name.In(language).Text];
        return string.Join(" · ", parts.OfType<string>());
    }

    private async Task Fill() => People = await demonstration.People(Cancelled);
}
