using Entente.Ledger;
using Entente.Bodies;
using Entente.Records.Content;

namespace Entente.Records.Writing;

/// <summary>Something that somebody wants done with a statement. Every way in makes one of these.</summary>
/// <param name="Statement">Its id, made by whoever opens it.</param>
public abstract record Command(Guid Statement, string Body, string Code);

/// <summary>What a statement is about, given once when it is opened.</summary>
/// <param name="Party">Null for what the body itself declares.</param>
/// <param name="Period">For a return.</param>
/// <param name="ShownTo">Who reads it, among the choices that the definition gives: the text of a <see cref="Disclosing.Choice"/>; null: as the definition says.</param>
public sealed record Subject(string? Party, Period? Period = null, string? Number = null, string? Title = null, string? ShownTo = null);

/// <summary>A new statement, without any content yet.</summary>
public sealed record Open(Guid Statement, string Body, string Code, Subject Subject) : Command(Statement, Body, Code);

/// <summary>A step of the workflow. One that submits takes the content along; with a subject it opens the statement as well.</summary>
/// <param name="Expected">The version that was last seen; 0 before the first.</param>
public sealed record Take(Guid Statement, string Body, string Code, string Step, int Expected) : Command(Statement, Body, Code)
{
    public Subject? Opening { get; init; }

    public Statement? Content { get; init; }

    public string? Reason { get; init; }

    public IReadOnlyList<Excuse> Excuses { get; init; } = [];

    /// <summary>The draft that the content was read from; null where it comes from elsewhere. What was changed in it since is not lost: the step is refused.</summary>
    public DraftRead? Draft { get; init; }

    /// <summary>For an entry of a register: from when until when it is true.</summary>
    public Period? Valid { get; init; }

    /// <summary>For an entry of a register: it was wrong and is set right; without it, it changed.</summary>
    public bool Corrects { get; init; }

    /// <summary>For an entry of a register: what is planned for later days is given up.</summary>
    public bool Replaces { get; init; }

    /// <summary>Other readers from now on, among those that the definition lets a party choose: the text of a <see cref="Disclosing.Choice"/>.</summary>
    public string? ShownTo { get; init; }

    /// <summary>Why these readers were chosen.</summary>
    public string? Because { get; init; }

    /// <summary>The draft was worked on since the content was read from it, and stays.</summary>
    public bool KeepsDraft { get; init; }

    /// <summary>The delegate's passkey signs it, or is about to.</summary>
    public Signing? Signing { get; init; }
}

/// <summary>A signature over the commitment of what is submitted.</summary>
/// <param name="Seed">From which the salts come, so that the commitment is known before it is written.</param>
/// <param name="Signature">Null: nothing is written, and the answer says the commitment that is to be signed.</param>
public sealed record Signing(byte[] Seed, Assertion? Signature);

/// <summary>A draft as somebody read it.</summary>
/// <param name="Through">The last of its changes that was in it.</param>
public sealed record DraftRead(int Generation, long Through);

/// <summary>Why a warning is to pass.</summary>
public sealed record Excuse(string Rule, string? Section, Guid? Row, string? Field, string Reason)
{
    public bool Covers(Fault fault) => fault.Rule == Rule && fault.Section == Section && fault.Row == Row && fault.Field == Field;
}

/// <summary>A correction by the body's people. Nothing changes until the party accepts it.</summary>
public sealed record Propose(Guid Statement, string Body, string Code, Guid Proposal, int Expected, Statement Content, string Reason) : Command(Statement, Body, Code)
{
    /// <summary>The draft of the body's people that the content was read from; it ends with the proposal.</summary>
    public DraftRead? Draft { get; init; }
}

/// <summary>The party's answer to a proposal; accepting makes it a version.</summary>
public sealed record Settle(Guid Statement, string Body, string Code, Guid Proposal, bool Accepted, string? Reason) : Command(Statement, Body, Code);

/// <summary>What came by e-mail or note, entered by the body's people for the party, which then confirms it.</summary>
/// <param name="Original">The file that came.</param>
public sealed record EnterOnBehalf(Guid Statement, string Body, string Code, string Step, int Expected, Subject? Opening, Statement Content, Guid? Original, string Reason) : Command(Statement, Body, Code)
{
    /// <summary>The draft of the body's people that the content was read from; it ends with the version.</summary>
    public DraftRead? Draft { get; init; }

    public Period? Valid { get; init; }
}

/// <summary>The party confirms what was entered on its behalf.</summary>
public sealed record Confirm(Guid Statement, string Body, string Code, int Expected) : Command(Statement, Body, Code);

/// <summary>A version from before this system, with the date it was declared then. Checks of today do not stop it: they are noted.</summary>
/// <param name="Source">Where it comes from, in words.</param>
/// <param name="State">The state it had come to.</param>
public sealed record Import(Guid Statement, string Body, string Code, Subject? Opening, int Expected, Statement Content, DateTimeOffset DeclaredAt, string Source, string State) : Command(Statement, Body, Code)
{
    public Period? Valid { get; init; }
}

/// <summary>Other readers from now on, of what was declared already: a version that says the same. What has been read stays read.</summary>
/// <param name="ShownTo">The text of a <see cref="Disclosing.Choice"/>.</param>
public sealed record ShowTo(Guid Statement, string Body, string Code, int Expected, string ShownTo, string Reason) : Command(Statement, Body, Code);

/// <summary>A member's slice goes into the statement of its union (null: is taken out again).</summary>
public sealed record CompileInto(Guid Statement, string Body, string Code, int Expected, Guid? Union) : Command(Statement, Body, Code);
