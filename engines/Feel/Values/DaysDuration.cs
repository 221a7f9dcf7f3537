namespace Entente.Feel.Values;

/// <summary>A length in days, hours, minutes and seconds, to the nanosecond.</summary>
/// <example><c>P1DT2H</c></example>
public readonly partial record struct DaysDuration(Int128 Nanoseconds) : IComparable<DaysDuration>
{
    /// <summary>So many seconds.</summary>
    public static DaysDuration OfSeconds(long seconds) => new((Int128)seconds * Time.Second);

    /// <summary>So many days.</summary>
    public static DaysDuration OfDays(long days) => new((Int128)days * Time.WholeDay);

    /// <summary>Shorter.</summary>
    public static bool operator <(DaysDuration a, DaysDuration b) => a.Nanoseconds < b.Nanoseconds;

    /// <summary>Longer.</summary>
    public static bool operator >(DaysDuration a, DaysDuration b) => a.Nanoseconds > b.Nanoseconds;

    /// <summary>Shorter or the same.</summary>
    public static bool operator <=(DaysDuration a, DaysDuration b) => a.Nanoseconds <= b.Nanoseconds;

    /// <summary>Longer or the same.</summary>
    public static bool operator >=(DaysDuration a, DaysDuration b) => a.Nanoseconds >= b.Nanoseconds;

    /// <inheritdoc/>
    public int CompareTo(DaysDuration other) => Nanoseconds.CompareTo(other.Nanoseconds);
}
