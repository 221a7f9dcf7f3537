using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Entente.SignIn;

/// <summary>Nothing was lost: what was typed before the session ended, to be sent once more.</summary>
[AllowAnonymous]
public sealed class ResendPage(KeptForms forms) : DoorPage
{
    public KeptForm? Kept { get; private set; }

    public async Task<IActionResult> OnGet(string token)
    {
        Kept = await forms.Find(token, Me?.Id, Cancelled);
        if (Kept is null && Me is null)
            return Challenge();
        return Kept is null ? Again(StatusCodes.Status404NotFound) : Page();
    }
}
