namespace Entente.Feel.Values;

/// <summary>A length in years and months.</summary>
/// <example><c>P1Y6M</c></example>
public readonly partial record struct YearsDuration(long Months) : IComparable<YearsDuration>
{
    /// <summary>Shorter.</summary>
    public static bool operator <(YearsDuration a, YearsDuration b) => a.Months < b.Months;

    /// <summary>Longer.</summary>
    public static bool operator >(YearsDuration a, YearsDuration b) => a.Months > b.Months;

    /// <summary>Shorter or the same.</summary>
    public static bool operator <=(YearsDuration a, YearsDuration b) => a.Months <= b.Months;

    /// <summary>Longer or the same.</summary>
    public static bool operator >=(YearsDuration a, YearsDuration b) => a.Months >= b.Months;

    /// <inheritdoc/>
    public int CompareTo(YearsDuration other) => Months.CompareTo(other.Months);
}
