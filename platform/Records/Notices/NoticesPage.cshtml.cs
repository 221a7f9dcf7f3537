using Entente.Bodies;
using Entente.Shared.Components;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Records.Notices;

/// <summary>What a body announces, as far as the reader is meant: what they have not read first.</summary>
[AllowAnonymous]
public sealed class NoticesPage(BodyCatalogue bodies, DefinitionCatalogue definitions, NoticeReading notices, NoticeMail mail) : BodyPage(bodies)
{
    public ListState State { get; private set; } = null!;

    public IReadOnlyList<Announced> Rows { get; private set; } = [];

    public int Total { get; private set; }

    /// <summary>Whether the reader is told of new ones by mail; null for the public.</summary>
    public bool? Mailed { get; private set; }

    public string Address => $"{BodyAddress}/notices";

    public async Task<IActionResult> OnGetAsync(string body)
    {
        if (!Find(body))
            return Refuse(StatusCodes.Status404NotFound);
        State = ListState.Of(Request, "made");
        (Rows, Total) = await notices.List(Me, body, State.Offset, ListState.Size, Cancelled);
        Mailed = Me is null ? null : await mail.Wanted(Me, body, Cancelled);
        return Page();
    }

    public async Task<IActionResult> OnPostMailAsync(string body, bool wanted)
    {
        if (Me is null || !Find(body))
            return Refuse(StatusCodes.Status404NotFound);
        await mail.Choose(Me, body, wanted, Cancelled);
        return Go(Address);
    }

    public LocalText? NameOf(Announced notice) => definitions.Find(Body.Code, notice.Definition)?.Definition.Name;
}
