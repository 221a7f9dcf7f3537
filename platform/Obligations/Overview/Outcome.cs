using System.Runtime.InteropServices;

namespace Entente.Obligations;

/// <summary>What became of one thing that was owed, as of an instant.</summary>
public enum Outcome
{
    /// <summary>Declared before the day on which it was due was over.</summary>
    OnTime,
    /// <summary>Declared after it.</summary>
    Late,
    /// <summary>Not declared, although the day is over.</summary>
    Missing,
    /// <summary>Not declared, and not due yet.</summary>
    ToCome,
    /// <summary>Does not apply to the party, which said why.</summary>
    NotApplicable,
}

/// <summary>How many things are how, of a party, a duty, a year or all together. Nil counts within what was received.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct StatusCounts(int OnTime, int Late, int Missing, int ToCome, int NotApplicable, int Nil)
{
    /// <summary>All that is owed; what does not apply is not owed.</summary>
    public int Expected => OnTime + Late + Missing + ToCome;

    public int Received => OnTime + Late;

    public int All => Expected + NotApplicable;

    /// <summary>The share of what was due that was received, in percent; null where nothing was due yet.</summary>
    public int? Share => Received + Missing is > 0 and var due ? (int)Math.Floor(100m * Received / due) : null;

    public int Of(Outcome outcome) => outcome switch
    {
        Outcome.OnTime => OnTime,
        Outcome.Late => Late,
        Outcome.Missing => Missing,
        Outcome.ToCome => ToCome,
        _ => NotApplicable,
    };

    /// <summary>What one cell says of several periods: what most needs somebody.</summary>
    public Outcome? Worst => All == 0 ? null : Missing > 0 ? Outcome.Missing : ToCome > 0 ? Outcome.ToCome : Late > 0 ? Outcome.Late : OnTime > 0 ? Outcome.OnTime : Outcome.NotApplicable;

    public static StatusCounts operator +(StatusCounts one, StatusCounts other) => new(one.OnTime + other.OnTime, one.Late + other.Late, one.Missing + other.Missing,
        one.ToCome + other.ToCome, one.NotApplicable + other.NotApplicable, one.Nil + other.Nil);
}

/// <summary>What is owed, whoever owes it: a definition, or a requirement of a register.</summary>
public readonly record struct DutyKey(string Definition, Guid? Requirement)
{
    /// <summary>As it stands in addresses.</summary>
    public override string ToString() => Requirement is { } requirement ? $"{Definition}.{requirement}" : Definition;

    public static DutyKey? Parse(string? text) => text?.Split('.', 2) switch
    {
        [{ Length: > 0 } definition] => new DutyKey(definition, null),
        [{ Length: > 0 } definition, var entry] when Guid.TryParseExact(entry, "D", out var requirement) => new DutyKey(definition, requirement),
        _ => null,
    };
}
