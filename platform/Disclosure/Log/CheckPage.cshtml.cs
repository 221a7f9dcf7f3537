using Entente.Ledger;
using Entente.Shared.Data;
using Entente.Shared.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Disclosure.Log;

/// <summary>What the QR code of a receipt leads to: whether what it holds is in the log, checked as the program does off-line.</summary>
[AllowAnonymous]
public sealed class CheckPage : RoomPage
{
    public CompactReceipt? Receipt { get; private set; }

    public Verdict? Verdict { get; private set; }

    public async Task<IActionResult> OnGetAsync(string code)
    {
        var database = HttpContext.RequestServices.GetRequiredService<Database>();
        var keys = await database.Read(null, connection => KnownKeys.Read(connection, Cancelled), Cancelled);
        try
        {
            Receipt = CompactReceipt.Parse(code);
            Verdict = Receipt.Verify(Policy.Of(keys.Select(key => key.Key)));
        }
        catch (LedgerFormatException)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
        }
        return Page();
    }
}
