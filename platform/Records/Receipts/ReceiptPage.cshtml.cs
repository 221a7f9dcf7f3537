using Entente.Bodies;
using Entente.Ledger;
using Entente.Records.Pages;
using Entente.Shared.Web;
using Entente.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Records.Receipts;

/// <summary>The receipt of a submitted version, to keep, to print and to check: its place in the log and how anybody can see that it stands there.</summary>
[AllowAnonymous]
public sealed class ReceiptPage(BodyCatalogue bodies, DefinitionCatalogue definitions, Desks desks, ReceiptReading reading, People people, Site site) : StatementPages(bodies, definitions, desks)
{
    public Received Received { get; private set; } = null!;

    /// <summary>Who sent it, for those who are signed in.</summary>
    public string? By { get; private set; }

    public bool JustDone { get; private set; }

    /// <summary>Short enough for a letter: the statement and the version.</summary>
    public string Reference => $"{Received.Head.Statement}/{Received.Head.Version}";

    public string Files => $"{Address}/view";

    /// <summary>How many witnesses signed the state of the log that the receipt is about.</summary>
    public int Witnesses => Received.Receipt is { } receipt ? receipt.Proof.Checkpoint.Signatures.Count(signature => signature.Name != Checkpoint.Parse(receipt.Proof.Checkpoint).Origin) : 0;

    /// <summary>Capital letters, which a QR code packs densely; addresses are the same in either.</summary>
    public string? CheckAddress => Received.Receipt is { } receipt ? site.Link("/log/r/").ToUpperInvariant() + receipt.ToCompact() : null;

    public QrPicture? Picture => field ??= CheckAddress is { } address ? QrPicture.Of(address) : null;

    public async Task<IActionResult> OnGetAsync(string body, string definition, Guid id, int? number, int? version)
    {
        if (await FindHead(body, definition, id) is { } refused)
            return refused;
        if (await reading.Read(Me, body, definition, id, number ?? version, Cancelled) is not { } received)
            return Refuse(StatusCodes.Status404NotFound);
        Received = received;
        By = Me is not null && received.By is { } person ? (await people.Find(person, Cancelled))?.Name : null;
        JustDone = Request.Query["done"] == "1";
        return Page();
    }
}
