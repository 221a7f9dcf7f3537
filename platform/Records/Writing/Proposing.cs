using Entente.Records.Content;

namespace Entente.Records.Writing;

/// <summary>The body's people never change what a party declared: they propose, and the party accepts or not.</summary>
internal static class Proposing
{
    public const string Proposed = "propose";
    public const string Accepted = "accept-proposal";
    public const string Rejected = "reject-proposal";

    public static Decision Propose(Situation situation, Propose propose)
    {
        if (situation.Known is not { } known)
            return Decide.Refuse([Refusals.Of(Refusals.NotThere)]);
        var faults = new List<Fault>();
        Decide.CheckVersion(situation, propose.Expected, faults);
        if (!situation.Actor.Serves(situation.Body.Code))
            faults.Add(Refusals.Of(Refusals.MayNot, Proposed));
        // What is for the party alone nobody enters or mends for it.
        if (situation.Definition.MayBeSealed)
            faults.Add(Refusals.Of(Refusals.SealedFromUs));
        if (known.Version == 0)
            faults.Add(Refusals.Of(Refusals.WrongState, known.State));
        if (known.Proposal is not null)
            faults.Add(Refusals.Of(Refusals.ProposalOpen));
        if (string.IsNullOrWhiteSpace(propose.Reason))
            faults.Add(Refusals.Of(Refusals.ReasonNeeded, Proposed));
        // Faults that the party would have to answer for are hers to see when she accepts; an error helps nobody.
        faults.AddRange(situation.Review.Judge(propose.Content).Where(fault => fault.Blocks));
        if (faults.Count > 0)
            return Decide.Refuse(faults);
        var proposal = new Proposal(propose.Proposal, known.Version, propose.Content, situation.Actor.Person, propose.Reason);
        return new Decision([], new Effect(known, known with { Proposal = proposal }, null, null,
            [new Happening(Proposed, known.State, known.State, known.Version, situation.Now, OnBehalf: false, propose.Reason)]) { Proposed = proposal });
    }

    public static Decision Settle(Situation situation, Settle settle)
    {
        if (situation.Known is not { } known)
            return Decide.Refuse([Refusals.Of(Refusals.NotThere)]);
        if (known.Proposal is not { } proposal || proposal.Id != settle.Proposal)
            return Decide.Refuse([Refusals.Of(Refusals.NoProposal)]);
        var faults = new List<Fault>();
        if (!situation.Actor.May(["submit"], situation.Body.Code, known.Party))
            faults.Add(Refusals.Of(Refusals.MayNot, settle.Accepted ? Accepted : Rejected));
        if (settle.Accepted && proposal.OnVersion != known.Version)
            faults.Add(Refusals.Of(Refusals.Moved, Decide.Text(proposal.OnVersion), Decide.Text(known.Version)));
        if (!settle.Accepted && string.IsNullOrWhiteSpace(settle.Reason))
            faults.Add(Refusals.Of(Refusals.ReasonNeeded, Rejected));
        var judged = settle.Accepted ? situation.Review.Judge(proposal.Content) : [];
        faults.AddRange(judged.Where(fault => fault.Blocks));
        if (faults.Count > 0)
            return Decide.Refuse(faults);
        var version = settle.Accepted ? new NewVersion(known.Version + 1, proposal.Content, situation.Now) { Reason = proposal.Reason, Valid = known.Valid, Act = situation.Definition.Kind == Entente.Bodies.Definitions.DefinitionKind.Register ? Registers.Act.Correct : null, Faults = [.. judged.Select(fault => (fault, (string?)proposal.Reason))] } : null;
        var after = known with { Version = version?.Number ?? known.Version, Proposal = null, LastBy = situation.Actor };
        return new Decision(judged, new Effect(known, after, null, version,
            [new Happening(settle.Accepted ? Accepted : Rejected, known.State, known.State, version?.Number, situation.Now, OnBehalf: false, settle.Reason)]) { Settled = (proposal.Id, settle.Accepted, settle.Reason) });
    }
}
