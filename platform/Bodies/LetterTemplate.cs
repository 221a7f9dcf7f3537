namespace Entente.Bodies;

/// <summary>A letter that the body's people send to many parties at once, from the body's folder: letters/CODE.yaml.</summary>
/// <param name="Paragraphs">In their order; what stands in braces is filled in for each party.</param>
public sealed record LetterTemplate(string Code, LocalText Name, LetterTo To, LocalText Subject, IReadOnlyList<LocalText> Paragraphs)
{
    /// <summary>What a letter may mention: the party, the body, the year, today, the last day to answer, and of the year what is missing, came late, is still to come, and how many there are.</summary>
    public static IReadOnlyList<string> Mentions { get; } = ["party", "body", "year", "today", "reply-by", "missing", "late", "owed", "expected-count", "received-count", "missing-count", "late-count"];

    /// <summary>Mentions that are lists: each must be a paragraph of its own.</summary>
    public static IReadOnlyList<string> Lists { get; } = ["missing", "late", "owed"];
}

/// <summary>To which parties a letter goes unless somebody chooses otherwise.</summary>
public enum LetterTo
{
    /// <summary>Those of whom something is missing.</summary>
    Missing,
    /// <summary>Those of whom something came late, or is missing.</summary>
    Late,
    /// <summary>Those who still owe something that is not due yet.</summary>
    Owed,
    /// <summary>Every party that owes anything.</summary>
    All,
}
