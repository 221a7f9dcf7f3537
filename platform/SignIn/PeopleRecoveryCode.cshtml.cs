using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Entente.SignIn;

/// <summary>The code to tell the person, once.</summary>
[Authorize]
public sealed class PeopleRecoveryCodePage(Unfinished unfinished) : DoorPage
{
    public SpokenCode Spoken { get; private set; } = null!;

    public async Task<IActionResult> OnGet()
    {
        if (await unfinished.Look(HttpContext, Steps.SpokenCode) is not { } standing || standing.Person != Me!.Id)
            return Go("/people/recovery");
        Spoken = standing.State;
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        await unfinished.Take(HttpContext, Steps.SpokenCode);
        return Go("/people/recovery");
    }
}
