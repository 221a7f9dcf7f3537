using Entente.Bodies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Entente.SignIn;

/// <summary>The second half: the code from the telephone, or a printed one.</summary>
[AllowAnonymous]
public sealed class SignInCodePage(PasswordEntrance password, Entrance entrance, Unfinished unfinished, People people) : DoorPage
{
    [BindProperty]
    public string? OneTimeCode { get; set; }

    public async Task<IActionResult> OnGet() =>
        await unfinished.Look(HttpContext, Steps.Password) is null ? Go(Here("/sign-in/password")) : Page();

    public async Task<IActionResult> OnPost()
    {
        if (await unfinished.Look(HttpContext, Steps.Password) is not { Person: { } id } || await people.Find(id, Cancelled) is not { } person)
            return Go(Here("/sign-in/password"));
        if (string.IsNullOrWhiteSpace(OneTimeCode))
        {
            Problems.Add(nameof(OneTimeCode), T["sign-in.code.missing"]);
            return Again();
        }
        switch (await password.Code(HttpContext, person, OneTimeCode))
        {
            case Answer.Right:
                // Taken only now, so that a mistyped code can be typed again; whoever takes it first comes in.
                if (await unfinished.Take(HttpContext, Steps.Password) is null)
                    return Go(Here("/sign-in/password"));
                await entrance.Admit(HttpContext, person, How.Password);
                return Go(BackTo);
            case Answer.Wait wait:
                return TooMany(wait.For);
            default:
                Problems.Add(nameof(OneTimeCode), T["sign-in.code.wrong"]);
                return Again();
        }
    }
}
