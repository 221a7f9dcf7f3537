namespace Entente.Feel.Syntax;

/// <summary>
/// Where something stands in the text: for instance <c>quota_kg</c> in <c>1 + quota_kg</c> is <c>(4, 8)</c>.
/// All spans are equal, because where a thing stands is no part of what it says: two trees are equal when they read the same.
/// </summary>
/// <param name="Start">Offset of the first character, from 0.</param>
/// <param name="Length">Number of UTF-16 characters.</param>
public readonly record struct Span(int Start, int Length)
{
    /// <summary>Offset after the last character.</summary>
    public int End => Start + Length;

    /// <summary>From the beginning of one to the end of the other.</summary>
    public static Span Across(Span first, Span last) => new(first.Start, last.End - first.Start);

    /// <summary>Always true; see the type.</summary>
    public bool Equals(Span other) => true;

    /// <summary>Always the same; see the type.</summary>
    public override int GetHashCode() => 0;
}
