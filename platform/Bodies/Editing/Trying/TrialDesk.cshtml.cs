using Entente.Shared.Components;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Bodies.Editing;

/// <summary>Where a proposal is given to members to try: to whom, until when, brought up to the proposal, and closed.</summary>
public sealed class TrialDesk(BodyCatalogue bodies, Proposals proposals, Checking checking, Trials trials, TimeProvider time) : ProposalPages(bodies, proposals, checking)
{
    [BindProperty] public string[] Asked { get; set; } = [];

    [BindProperty] public DateEntry LastDay { get; set; } = new();

    public Trial? Trial { get; private set; }

    /// <summary>Every space that this proposal has had: their comments stay.</summary>
    public IReadOnlyList<Trial> Before { get; private set; } = [];

    public bool MayOpen => Proposal.State is ProposalState.Draft or ProposalState.Proposed;

    public string Here => $"{Address}/trial";

    public IEnumerable<Option> Parties =>
        Body.Members(Body.Today(time)).Select(member => new Option(member.Party.Code, Say(member.Party.Name).Text, Body.Standing(member.Membership.Standing) is { } standing && standing != Body.Standings[0] ? Say(standing.Name).Text : null)).OrderBy(option => option.Text, T.Alphabet);

    public async Task<IActionResult> OnGetAsync(string code, Guid id)
    {
        if (await Enter(code, id) is { } refused)
            return refused;
        await Look();
        Asked = [.. Trial?.Parties ?? []];
        LastDay = DateEntry.From(Trial?.LastDay);
        return Page();
    }

    /// <summary>Opens a space, or brings the one that is open up to the proposal.</summary>
    public async Task<IActionResult> OnPostAsync(string code, Guid id)
    {
        if (await Enter(code, id) is { } refused)
            return refused;
        await Look();
        var today = Body.Today(time);
        var until = ReadDate(nameof(LastDay), LastDay, T["editing.trial.until"], required: false);
        if (until < today)
            Problems.Add(nameof(LastDay), T["editing.trial.until.past"]);
        if (Asked.Any(party => Body.Members(today).All(member => member.Party.Code != party)))
            Problems.Add(nameof(Asked), T["editing.trial.who.not-a-member"]);
        if (!MayOpen)
            Problems.Add(T["editing.no-longer"]);
        else if (!Checked.Passes)
            Problems.Add(T["editing.mend-first"]);
        if (Problems.Any)
            return Again();
        await trials.Open(Me!, Proposal, Asked.Length == 0 ? null : [.. Asked.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], until, Cancelled);
        return Go($"{Here}?done=trying");
    }

    public async Task<IActionResult> OnPostCloseAsync(string code, Guid id)
    {
        if (await Enter(code, id) is { } refused)
            return refused;
        await Look();
        if (Trial is not null)
        {
            await trials.Close(Me!, Trial, Cancelled);
            return Go($"{Here}?done=closed");
        }
        Problems.Add(T["editing.no-longer"]);
        return Again();
    }

    private async Task Look()
    {
        Before = [.. (await trials.All(Me!, Body.Code, Cancelled)).Where(trial => trial.Proposal == Proposal.Id)];
        Trial = Before.FirstOrDefault(trial => trial.IsOpen);
    }
}
