using Entente.Bodies;
using Entente.Disclosure;
using Entente.Records.Pages;
using Entente.Records.Reading;
using Entente.Records.Tables;
using Entente.Records.Writing;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Records.ForParties;

/// <summary>The party's word on what the body's people proposed, or entered for it.</summary>
public sealed class AnswerPage(BodyCatalogue bodies, DefinitionCatalogue definitions, Desks desks, Readings readings, People people, Door door) : ForPartyPages(bodies, definitions, desks, readings, people, door)
{
    public WaitingForParty Waiting { get; private set; } = null!;

    /// <summary>Who proposed or entered it.</summary>
    public string? By { get; private set; }

    public IReadOnlyList<ChangedAnswer> Changed { get; private set; } = [];

    /// <summary>What it corrects is no longer what stands: it cannot be accepted any more.</summary>
    public bool Outdated => Waiting.Proposed is { } proposed && proposed.OnVersion != Head.Version;

    public async Task<IActionResult> OnGetAsync(string body, string definition, Guid id) => await FindWaiting(body, definition, id) ?? Page();

    /// <param name="word">What was pressed: agree, refuse or confirm.</param>
    /// <param name="expected">The proposal, or the version, that was shown.</param>
    public async Task<IActionResult> OnPostAsync(string body, string definition, Guid id, string? word, string? expected, string? reason)
    {
        if (await FindWaiting(body, definition, id) is { } refused)
            return refused;
        if (!MaySubmit)
            return Refuse(StatusCodes.Status403Forbidden);
        Reason = reason?.Trim();
        switch (word)
        {
            case "agree" or "refuse" when Guid.TryParse(expected, out var proposal):
                if (word == "refuse" && string.IsNullOrEmpty(Reason))
                {
                    Problems.Add("reason", T["records.for-party.refuse.missing"]);
                    return Again();
                }
                return await Do(new Settle(id, body, definition, proposal, word == "agree", string.IsNullOrEmpty(Reason) ? null : Reason), Address);
            case "confirm" when int.TryParse(expected, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var version):
                return await Do(new Confirm(id, body, definition, version), Address);
            default:
                return Refuse(StatusCodes.Status400BadRequest);
        }
    }

    private async Task<IActionResult?> FindWaiting(string body, string definition, Guid id)
    {
        if (await FindHead(body, definition, id) is { } refused)
            return refused;
        Waiting = await Readings.As(Me, Showing.History(id), connection => WaitingForParty.Of(connection, id, Cancelled), Cancelled);
        if (!Waiting.Anything && !HttpMethods.IsPost(Request.Method))
            return Go(Address);
        await PrepareToShow();
        By = await NameOf(Waiting.Proposed?.By ?? Waiting.Entered?.By);
        if (Waiting.Proposed is not { } proposed || Outdated)
            return null;
        var stands = await Readings.As(Me, Showing.Versions(id, Head.Version), connection => TypedRows.Load(connection, Published, id, Head.Version, Cancelled), Cancelled);
        Changed = [.. Changes.Between(stands, KnownStatement.Content(Definition, proposed.Content))];
        return null;
    }
}
