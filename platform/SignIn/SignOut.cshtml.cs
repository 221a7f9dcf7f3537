using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Entente.SignIn;

[AllowAnonymous]
public sealed class SignOutPage(Entrance entrance) : DoorPage
{
    public IActionResult OnGet() => Me is null ? Go("/") : Page();

    public async Task<IActionResult> OnPost()
    {
        await entrance.Leave(HttpContext);
        return Go("/");
    }
}
