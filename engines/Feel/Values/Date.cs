using System.Diagnostics.CodeAnalysis;

namespace Entente.Feel.Values;

/// <summary>A day of the Gregorian calendar, also before it was introduced; years from −999,999,999 to 999,999,999, with a year 0.</summary>
/// <example><c>new Date(2026, 1, 31)</c> prints as <c>2026-01-31</c>.</example>
public readonly partial struct Date : IEquatable<Date>, IComparable<Date>
{
    /// <summary>The last year, and with a minus the first.</summary>
    public const int LastYear = 999_999_999;

    // Year, month − 1 and day − 1, so that their order is the order of days and default(Date) is a day.
    private readonly long packed;

    internal Date(ulong bits) => packed = unchecked((long)bits);

    /// <summary>A day.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such day.</exception>
    public Date(int year, int month, int day)
    {
        if (!IsDay(year, month, day))
            throw new ArgumentOutOfRangeException(nameof(day), $"There is no day {year}-{month}-{day}.");
        packed = ((long)year << 9) | ((long)(month - 1) << 5) | (long)(day - 1);
    }

    /// <summary>The year; negative before the year 0.</summary>
    public int Year => (int)(packed >> 9);

    /// <summary>1 for January.</summary>
    public int Month => (int)((packed >> 5) & 15) + 1;

    /// <summary>The day of the month, from 1.</summary>
    public int Day => (int)(packed & 31) + 1;

    /// <summary>The same day in .NET, which counts the years 1 to 9999; false for others.</summary>
    public bool TryToDateOnly(out DateOnly day)
    {
        var within = Year is >= 1 and <= 9999;
        day = within ? new DateOnly(Year, Month, Day) : default;
        return within;
    }

    internal ulong Bits => unchecked((ulong)packed);

    /// <summary>A day, or false when there is no such day.</summary>
    public static bool TryOf(long year, long month, long day, out Date date)
    {
        var exists = IsDay(year, month, day);
        date = exists ? new Date((int)year, (int)month, (int)day) : default;
        return exists;
    }

    /// <summary>A day of .NET.</summary>
    public static implicit operator Date(DateOnly day) => new(day.Year, day.Month, day.Day);

    /// <summary>How many days a month has.</summary>
    public static int DaysInMonth(long year, int month) => month switch
    {
        2 => IsLeap(year) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };

    /// <summary>Whether the year has a 29th of February.</summary>
    public static bool IsLeap(long year) => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    /// <summary>Same day.</summary>
    public static bool operator ==(Date a, Date b) => a.packed == b.packed;

    /// <summary>Another day.</summary>
    public static bool operator !=(Date a, Date b) => a.packed != b.packed;

    /// <summary>Earlier.</summary>
    public static bool operator <(Date a, Date b) => a.packed < b.packed;

    /// <summary>Later.</summary>
    public static bool operator >(Date a, Date b) => a.packed > b.packed;

    /// <summary>Earlier or the same.</summary>
    public static bool operator <=(Date a, Date b) => a.packed <= b.packed;

    /// <summary>Later or the same.</summary>
    public static bool operator >=(Date a, Date b) => a.packed >= b.packed;

    /// <inheritdoc/>
    public bool Equals(Date other) => packed == other.packed;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Date other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => packed.GetHashCode();

    /// <inheritdoc/>
    public int CompareTo(Date other) => packed.CompareTo(other.packed);

    private static bool IsDay(long year, long month, long day) =>
        year is >= -LastYear and <= LastYear && month is >= 1 and <= 12 && day >= 1 && day <= DaysInMonth(year, (int)month);
}
