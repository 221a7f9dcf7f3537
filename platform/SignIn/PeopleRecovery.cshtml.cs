using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Entente.SignIn;

/// <summary>Who of one's people asked to be let in again.</summary>
[Authorize]
public sealed class PeopleRecoveryPage(Recoveries recoveries) : DoorPage
{
    public IReadOnlyList<OpenRecovery> Open { get; private set; } = [];

    public async Task<IActionResult> OnGet()
    {
        if (!Vouching.MayHelpAnybody(Me!))
            return Refuse(StatusCodes.Status403Forbidden);
        Open = await recoveries.OpenFor(Me!, Cancelled);
        return Page();
    }
}
