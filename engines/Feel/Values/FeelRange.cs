namespace Entente.Feel;

/// <summary>What lies between two ends, each counted in (closed) or not. An end that is null is open: there is no bound on that side.</summary>
/// <example><c>new FeelRange(true, Value.Of(1), Value.Of(10), false)</c> is <c>[1..10)</c>.</example>
public sealed record FeelRange(bool ClosedStart, Value Start, Value End, bool ClosedEnd)
{
    /// <summary>Whether it was written as a comparison: the specification keeps <c>(&lt; 10)</c> apart from <c>(null..10)</c>; with both ends the same and open it is <c>(!= 10)</c>.</summary>
    public bool IsComparison { get; init; }

    /// <summary>As the language writes it.</summary>
    public override string ToString() => Value.Of(this).ToString();

    /// <summary>Whether the value lies within; null when it cannot be compared with an end.</summary>
    public bool? Contains(in Value value)
    {
        if (value.IsNull || (Start.IsNull && End.IsNull))
            return null;
        if (IsComparison && !ClosedStart && !ClosedEnd && !Start.IsNull && !End.IsNull)
            return !Value.Same(value, Start);
        var after = Start.IsNull ? 1 : Value.Order(value, Start);
        var before = End.IsNull ? -1 : Value.Order(value, End);
        return after is null || before is null ? null
            : (after > 0 || (after == 0 && ClosedStart)) && (before < 0 || (before == 0 && ClosedEnd));
    }
}
