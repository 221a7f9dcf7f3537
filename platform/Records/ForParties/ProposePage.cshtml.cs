using Entente.Bodies;
using Entente.Disclosure;
using Entente.Records.Pages;
using Entente.Records.Pages.Entry;
using Entente.Records.Reading;
using Entente.Records.Tables;
using Entente.Records.Writing;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Records.ForParties;

/// <summary>The body's people propose a correction of what a party declared: nothing changes until the party agrees.</summary>
public sealed class ProposePage(BodyCatalogue bodies, DefinitionCatalogue definitions, Desks desks, Readings readings, People people, Door door) : ForPartyPages(bodies, definitions, desks, readings, people, door)
{
    public IReadOnlyList<ChangedAnswer> Changed { get; private set; } = [];

    public IReadOnlyList<FaultView> Blocking { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string body, string definition, Guid id) => await FindChanges(body, definition, id) ?? Page();

    public async Task<IActionResult> OnPostAsync(string body, string definition, Guid id, string? reason)
    {
        if (await FindChanges(body, definition, id) is { } refused)
            return refused;
        Reason = reason?.Trim();
        if (string.IsNullOrEmpty(Reason))
            Problems.Add("reason", T["records.page.reason.missing"]);
        if (Problems.Any || Blocking.Count > 0 || Changed.Count == 0)
            return Again();
        return await Do(new Propose(id, body, definition, Guid.CreateVersion7(Desks.Now), Head.Version, Desk.Draft.Content(Definition), Reason!) { Draft = Read }, Address);
    }

    private async Task<IActionResult?> FindChanges(string body, string definition, Guid id)
    {
        if (await FindOurs(body, definition, id) is { } refused)
            return refused;
        if (Head.Version == 0)
            return Go(Address);
        var stands = await Readings.As(Me, Showing.Versions(id, Head.Version), connection => TypedRows.Load(connection, Published, id, Head.Version, Cancelled), Cancelled);
        Changed = [.. Changes.Between(stands, Desk.Content)];
        Blocking = [.. Desk.Faults.Where(fault => fault.Blocks).Select(fault => FaultView.Of(fault, Definition, Address, SayFault(fault), MayWork, T))];
        return null;
    }
}
