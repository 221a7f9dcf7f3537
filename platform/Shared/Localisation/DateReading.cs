namespace Entente.Shared.Localisation;

/// <summary>What a typed or pasted date was found to be.</summary>
public abstract record DateReading
{
    public sealed record Understood(DateOnly Value) : DateReading;

    /// <summary>Day and month can be exchanged: 03/04 is two days. Ask.</summary>
    public sealed record Ambiguous(DateOnly First, DateOnly Second) : DateReading;

    /// <param name="Parts">Which of three separate fields are to be mended.</param>
    public sealed record NotADate(DateFault Fault, DateParts Parts = DateParts.All) : DateReading;

    /// <summary>What to tell the person beside the field; null when the date is understood.</summary>
    public string? Problem(Words words) => this switch
    {
        Ambiguous two => words["dates.ambiguous", ("first", two.First), ("second", two.Second)],
        // texts: dates.fault.*
        NotADate not => words[$"dates.fault.{Kebab.Of(not.Fault)}"],
        _ => null,
    };
}

[Flags]
public enum DateParts
{
    None = 0,
    Day = 1,
    Month = 2,
    Year = 4,
    All = Day | Month | Year,
}

/// <summary>Why a text is not taken for a date.</summary>
public enum DateFault
{
    Empty,
    TooLong,
    Unreadable,
    Serial,
    RunTogether,
    ShortYear,
    YearOutOfRange,
    NoSuchMonth,
    NoSuchDay,
    HasTime,
    DayMissing,
    MonthMissing,
    YearMissing,
    PartsMissing,
}
