using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Cases;
using Entente.Records.Content;
using Entente.Records.Notices;
using Entente.Records.Registers;

namespace Entente.Records.Writing;

/// <summary>All that a decision looks at, loaded before it.</summary>
public sealed record Situation(Body Body, Definition Definition, int DefinitionVersion, bool Withdrawn, Actor Actor, DateTimeOffset Now, Review Review)
{
    /// <summary>The statement as it is; null when there is none yet.</summary>
    public Known? Known { get; init; }

    /// <summary>The statement of a union into which this one is to go; null when there is none of that id.</summary>
    public Known? Union { get; init; }

    /// <summary>For a case, and for steps that look at others: what was done before.</summary>
    public CaseFacts Case { get; init; } = CaseFacts.None;

    /// <summary>What the last version says, where a decision passes it on.</summary>
    public Statement? Last { get; init; }

    /// <summary>For an entry of a register: what is known of its days.</summary>
    public KnownEntry? Entry { get; init; }

    /// <summary>For a split, or what takes one back: the entries that come out of it.</summary>
    internal IReadOnlyList<EntryPart> Parts { get; init; } = [];

    /// <summary>Where entries change by request: what waits for an answer.</summary>
    internal WaitingRequest? Request { get; init; }

    /// <summary>Where entries change by request: whether the command is done, asked for, or agreed to.</summary>
    internal Way Way { get; init; }
}

/// <summary>A statement as it is now.</summary>
/// <param name="LastBy">Who took the last step.</param>
/// <param name="WorkedOn">Who worked on the draft since the last version.</param>
/// <param name="Unconfirmed">Whether its last version was entered on the party's behalf and not confirmed yet.</param>
public sealed record Known(Guid Id, string? Party, Period? Period, string State, int Version, string ShownTo, Guid? CompiledIn, Actor? LastBy, IReadOnlyList<Guid> WorkedOn, bool Unconfirmed, Proposal? Proposal)
{
    /// <summary>For an entry of a register: when its last version holds.</summary>
    public Period? Valid { get; init; }

    public DateTimeOffset? OpenedAt { get; init; }
}

/// <summary>A correction that waits for the party.</summary>
public sealed record Proposal(Guid Id, int OnVersion, Statement Content, Guid? By, string Reason);

/// <summary>What the rules say: the faults of a content, and whether a step's guard holds.</summary>
public sealed record Review(Func<Statement, IReadOnlyList<Fault>> Judge, Func<Step, Statement?, bool> Guard)
{
    /// <summary>For a definition without rules.</summary>
    public static Review Nothing { get; } = new(_ => [], (_, _) => true);
}

/// <summary>What is to be done, or why not. With a fault that blocks there is no effect: a refused command changes nothing.</summary>
/// <param name="Faults">Everything that is wrong or to be noticed, at once.</param>
public sealed record Decision(IReadOnlyList<Fault> Faults, Effect? Effect)
{
    public bool Refused => Effect is null;
}

/// <summary>What a command changes.</summary>
/// <param name="Before">Null: the statement begins.</param>
public sealed record Effect(Known? Before, Known After, Subject? Opening, NewVersion? Version, IReadOnlyList<Happening> Events)
{
    public Proposal? Proposed { get; init; }

    public (Guid Proposal, bool Accepted, string? Answer)? Settled { get; init; }

    public bool Confirmed { get; init; }

    /// <summary>Why its readers were chosen, where they were.</summary>
    public string? Because { get; init; }

    public Allotment? Allotted { get; init; }

    public NewReferral? Referred { get; init; }

    public (Guid Referral, string Opinion)? Advised { get; init; }

    /// <summary>A reply to a notice, which changes nothing of the notice itself.</summary>
    public NewReply? Replied { get; init; }

    /// <summary>The clock that ran out.</summary>
    public string? RanOut { get; init; }

    /// <summary>What becomes, with the entry, of those that come out of it.</summary>
    public IReadOnlyList<(Guid Entry, Effect Effect)> Parts { get; init; } = [];

    /// <summary>What is asked for and waits.</summary>
    internal RequestChange? Asked { get; init; }

    /// <summary>How a request ended.</summary>
    internal AnswerRequest? Answered { get; init; }
}

/// <summary>A version to be written.</summary>
public sealed record NewVersion(int Number, Statement Content, DateTimeOffset MadeAt)
{
    public bool OnBehalf { get; init; }

    public string? ImportedFrom { get; init; }

    public Guid? Original { get; init; }

    public Period? Valid { get; init; }

    /// <summary>For an entry of a register: what the version does; null: it begins, or it changes.</summary>
    public Act? Act { get; init; }

    /// <summary>For a merger: the entry that stands for both.</summary>
    public Guid? Into { get; init; }

    /// <summary>The version whose days are again as they were before it.</summary>
    public int? Undoes { get; init; }

    /// <summary>For an entry of a register: what it says is kept, and holds on no day.</summary>
    public bool Ends { get; init; }

    public string? Reason { get; init; }

    public IReadOnlyList<(Fault Fault, string? Excuse)> Faults { get; init; } = [];
}

/// <summary>One line of the history: who did what, when, why.</summary>
public sealed record Happening(string Step, string? From, string To, int? Version, DateTimeOffset At, bool OnBehalf, string? Reason);
