namespace Entente.Shared.Localisation;

/// <summary>What a typed or pasted number was found to be.</summary>
public abstract record NumberReading
{
    /// <summary>It has one meaning. The canonical form is plain digits with a point and no trailing zero, as records keep it.</summary>
    public sealed record Understood(decimal Value, string Canonical) : NumberReading;

    /// <summary>It can be read in two ways, a thousand apart; the one usual in the person's language is named first. Ask.</summary>
    public sealed record Ambiguous(decimal First, decimal Second) : NumberReading;

    public sealed record NotANumber(NumberFault Fault) : NumberReading;

    /// <summary>What to tell the person beside the field; null when the number is understood.</summary>
    public string? Problem(Words words) => this switch
    {
        // The two readings are written so that either can be typed back and is understood.
        Ambiguous two => words["numbers.ambiguous", ("first", NumberReader.Print(two.First, words.Language)), ("second", NumberReader.Print(two.Second, words.Language))],
        // texts: numbers.fault.*
        NotANumber not => words[$"numbers.fault.{Kebab.Of(not.Fault)}"],
        _ => null,
    };
}

/// <summary>Why a text is not taken for a number.</summary>
public enum NumberFault
{
    Empty,
    TooLong,
    Several,
    SpreadsheetError,
    Formula,
    Percent,
    Currency,
    Brackets,
    Exponent,
    Letters,
    UnknownSign,
    NoDigits,
    MinusSign,
    Grouping,
    Incomplete,
    TooManyDigits,
}
