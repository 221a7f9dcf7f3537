namespace Entente.Bodies.Editing;

/// <summary>What somebody proposes to change in a body's folder, and how far it is.</summary>
/// <param name="Reverts">The edition it goes back to, for one that reverts.</param>
/// <param name="Edition">The one it became, once published.</param>
public sealed record Proposal(Guid Id, string Body, string Title, string? Why, ProposalOrigin Origin, int? Reverts, ProposalState State,
    Guid? BegunBy, DateTimeOffset BegunAt, DateTimeOffset ChangedAt, Guid? ProposedBy, Guid? ApprovedBy, string? Stage, IReadOnlyList<Finding>? Failure, int? Edition)
{
    /// <summary>What is proposed of each file: the last change of its path.</summary>
    public IReadOnlyList<ProposedFile> Files { get; init; } = [];

    /// <summary>Everybody who changed a file of it.</summary>
    public IReadOnlySet<Guid> Authors { get; init; } = new HashSet<Guid>();

    public bool IsOpen => State is ProposalState.Draft or ProposalState.Proposed or ProposalState.Approved;
}

/// <param name="Digest">Null: the file is to be removed.</param>
/// <param name="Base">The published file that whoever changed it last had seen.</param>
public sealed record ProposedFile(string Path, string? Digest, string? Base, Guid? By, DateTimeOffset At);

public enum ProposalState { Draft, Proposed, Approved, Published, Withdrawn }

public enum ProposalOrigin { Page, Folder, Revert }

/// <summary>What was done to a proposal, by whom, and why.</summary>
public sealed record ProposalStep(DateTimeOffset At, string Act, Guid? By, string? Name, string? Note);

/// <summary>
/// Who may do what with a proposal. Two persons: whoever changed a file or proposed it does not publish it, whatever posts they hold.
/// </summary>
public static class ProposalRules
{
    public static bool MayRead(Person? person, string body) => person?.May(Right.Describe, body) == true;

    public static bool MayChange(Person person, Proposal proposal) => proposal.State == ProposalState.Draft && person.May(Right.Describe, proposal.Body);

    public static bool MayPropose(Person person, Proposal proposal) => MayChange(person, proposal);

    public static bool MayApprove(Person person, Proposal proposal) =>
        proposal.State == ProposalState.Proposed && person.May(Right.Describe, proposal.Body) && IsSecond(person.Id, proposal);

    public static bool MayReturn(Person person, Proposal proposal) => proposal.State == ProposalState.Proposed && person.May(Right.Describe, proposal.Body);

    public static bool MayWithdraw(Person person, Proposal proposal) =>
        proposal.State is ProposalState.Draft or ProposalState.Proposed && person.May(Right.Describe, proposal.Body);

    /// <summary>Whether this is another pair of eyes.</summary>
    public static bool IsSecond(Guid person, Proposal proposal) => proposal.ProposedBy != person && !proposal.Authors.Contains(person);
}
