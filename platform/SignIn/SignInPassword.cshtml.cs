using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Entente.SignIn;

[AllowAnonymous]
public sealed class SignInPasswordPage(PasswordEntrance entrance, Unfinished unfinished) : DoorPage
{
    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    public IActionResult OnGet() => Me is null ? Page() : Go(BackTo);

    public async Task<IActionResult> OnPost()
    {
        if (string.IsNullOrWhiteSpace(Email))
            Problems.Add(nameof(Email), T["sign-in.email.missing"]);
        if (string.IsNullOrEmpty(Password))
            Problems.Add(nameof(Password), T["sign-in.password.missing"]);
        if (Problems.Any)
            return Again();
        switch (await entrance.Password(HttpContext, Email!.Trim(), Password!))
        {
            case Answer.Right right:
                await unfinished.Begin(HttpContext, Steps.Password, right.Person.Id, new PasswordPassed());
                return Go(Here("/sign-in/code"));
            case Answer.Wait wait:
                return TooMany(wait.For);
            default:
                Problems.Add(nameof(Password), T["sign-in.password.wrong"]);
                return Again();
        }
    }
}
