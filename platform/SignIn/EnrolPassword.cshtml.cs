using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Entente.SignIn;

/// <summary>The password is chosen here and counts from the first right code on.</summary>
[AllowAnonymous, RecentSignIn]
public sealed class EnrolPasswordPage(Enrolling enrolling, Unfinished unfinished, UserManager<Account> users) : DoorPage
{
    [BindProperty]
    public string? Password { get; set; }

    public Enrollee? Who { get; private set; }

    public async Task<IActionResult> OnGet() => (Who = await enrolling.Who(HttpContext)) is null ? Go("/enrol") : Page();

    public async Task<IActionResult> OnPost()
    {
        Who = await enrolling.Who(HttpContext);
        if (Who is null)
            return Go("/enrol");
        var account = new Account(Who.Person, null);
        foreach (var rules in users.PasswordValidators)
            foreach (var error in (await rules.ValidateAsync(users, account, Password)).Errors)
                // texts: sign-in.password.*
                Problems.Add(nameof(Password), T[error.Code, ("shortest", PasswordRules.Shortest), ("longest", PasswordRules.Longest)]);
        if (Problems.Any)
            return Again();
        await unfinished.Begin(HttpContext, Steps.NewPassword, Who.Person.Id, new NewPassword(users.PasswordHasher.HashPassword(account, Password!), OneTimeCodes.NewKey()));
        return Go("/enrol/code");
    }
}
