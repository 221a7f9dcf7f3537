namespace Entente.Bodies.Definitions;

/// <summary>What only the one kind has; the others are null.</summary>
public sealed record Traits(ReturnTrait? Return = null, RegisterTrait? Register = null, CaseTrait? Case = null, CertificateTrait? Certificate = null, NoticeTrait? Notice = null)
{
    /// <summary>How records of another kind than certificates use up lines of certificates.</summary>
    public IReadOnlyList<Draw> Draws { get; init; } = [];
}

/// <param name="Every">The rhythm of its periods.</param>
/// <param name="Due">A formula over <c>period</c>, <c>party</c> and facts for the day it is due, or null where it never is.</param>
/// <param name="Prefill">Whether the answers of the period before stand there for confirmation.</param>
public sealed record ReturnTrait(Rhythm Every, string? Due, bool Prefill)
{
    /// <summary>A formula over <c>party</c>, <c>period</c> and facts; null: every party that declares it owes it.</summary>
    public string? OwedBy { get; init; }

    /// <summary>Why it is owed: the first that holds is said; null: what the definition is about.</summary>
    public IReadOnlyList<Because>? Because { get; init; }

    /// <summary>Where a rule changes the rhythm: the last that holds counts; null: it never changes.</summary>
    public IReadOnlyList<Tightening>? Tightens { get; init; }

    /// <summary>Days from the one it is due, those before it negative; null: as the body says.</summary>
    public IReadOnlyList<int>? Remind { get; init; }

    /// <summary>Who sees whether it was declared in time; null: own.</summary>
    public string? StatusShownTo { get; init; }

    /// <summary>The code of the requirement that it meets; null: none.</summary>
    public string? Requirement { get; init; }

    /// <summary>What it is held against; null: nothing.</summary>
    public Mirror? Mirrors { get; init; }

    /// <summary>The rhythms in which it may be owed, the usual one first.</summary>
    public IEnumerable<Rhythm> Rhythms => (Tightens ?? []).Select(tightening => tightening.Every).Prepend(Every).Distinct();
}

public enum Rhythm { Week, Month, Quarter, HalfYear, Year, Once, Day }

/// <param name="Title">The fields that name an entry.</param>
/// <param name="Key">The fields that no two entries have alike on one day; empty where there are none.</param>
/// <param name="Alike">The fields by which probable duplicates are found.</param>
/// <param name="NoticeDays">How many days before it takes effect a change must be notified; 0: at once.</param>
/// <param name="ByRequest">A change takes effect once the body's people agreed.</param>
public sealed record RegisterTrait(IReadOnlyList<string> Title, IReadOnlyList<string> Key, IReadOnlyList<string> Alike, int NoticeDays, bool ByRequest)
{
    /// <summary>What parties owe by its entries; null: nothing.</summary>
    public Obliges? Obliges { get; init; }
}

/// <param name="Number">How cases are numbered: AR-{year}-{0000}.</param>
public sealed record CaseTrait(string Number, IReadOnlyList<string> Title, IReadOnlyList<Clock> Clocks)
{
    /// <summary>Null where none are written.</summary>
    public IReadOnlyList<LetterText>? Letters { get; init; }

    /// <summary>What others are shown whose opinion is asked; null where nobody's is.</summary>
    public Referrals? Referrals { get; init; }
}

/// <summary>A letter that is written when one of these steps is taken, and kept with it.</summary>
/// <param name="Text">With {section.field}, {number}, {party}, {day} and {reason} to be filled in.</param>
public sealed record LetterText(string Code, LocalText Name, IReadOnlyList<string> On, LocalText Text);

/// <param name="Shows">The sections that whoever is asked is shown.</param>
/// <param name="Within">How long they have.</param>
public sealed record Referrals(IReadOnlyList<string> Shows, TimeLimit Within);

/// <summary>A number of whole days.</summary>
/// <param name="Calendar">A list of the body with the days that are no working days, in a column "day".</param>
public sealed record TimeLimit(int Days, bool WorkingDays, string? Calendar);

/// <summary>A time limit that runs in some states and stands still in others.</summary>
/// <param name="Runs">The states in which it runs; it ends in any state that is neither here nor in <paramref name="Stops"/>.</param>
/// <param name="Calendar">A list of the body with the days that are no working days, in a column "day"; null: calendar days.</param>
public sealed record Clock(string Code, LocalText Name, IReadOnlyList<string> Runs, IReadOnlyList<string> Stops, int Days, bool WorkingDays, string? Calendar)
{
    /// <summary>The step that the house takes when it has run out; null: that is only noted.</summary>
    public string? Then { get; init; }
}

/// <param name="Lines">The table whose rows can be used up; null for a certificate that is only verified.</param>
/// <param name="Amount">The number field of a line that is used up.</param>
/// <param name="Draws">How another record (or this kind of certificate itself) uses lines up; null where nothing does.</param>
/// <param name="Public">The places ("section" or "section.field") that the public verification page shows.</param>
public sealed record CertificateTrait(string Number, IReadOnlyList<string> Title, string? Lines, string? Amount, IReadOnlyList<Draw> Draws, IReadOnlyList<string> Public)
{
    /// <summary>The field that names the certificate of the same kind which this one replaces.</summary>
    public string? Replaces { get; init; }

    /// <summary>The field with the last day on which it holds; null: it does not end.</summary>
    public string? ValidUntil { get; init; }
}

/// <summary>Each row of this record's table takes an amount from a line of a certificate: "section" with a reference, a line number and an amount.</summary>
public sealed record Draw(string Section, string Certificate, string Line, string Amount, string From);

/// <param name="Title">The field that names it.</param>
/// <param name="PublishAt">The field that holds when it is published; null: when it is submitted.</param>
/// <param name="ReplyBy">The field that holds until when replies are taken; null: no replies.</param>
public sealed record NoticeTrait(IReadOnlyList<string> Title, string? PublishAt, string? ReplyBy)
{
    /// <summary>The field that holds when it is over; null: it does not end.</summary>
    public string? EndsAt { get; init; }

    /// <summary>Who reads the replies beside the party and the publisher: "own" or an audience; null: own.</summary>
    public string? RepliesShownTo { get; init; }

    /// <summary>Who sees which parties have replied; null: own.</summary>
    public string? RepliedShownTo { get; init; }
}
