namespace Entente.Feel.Values;

/// <summary>A time of day to the nanosecond; with a zone, or without: then it is the time of wherever it is read.</summary>
public readonly partial record struct Time
{
    /// <summary>Nanoseconds of a second.</summary>
    public const long Second = 1_000_000_000;

    /// <summary>Nanoseconds of a day.</summary>
    public const long WholeDay = 86_400 * Second;

    /// <summary>A time of day.</summary>
    /// <param name="nanoseconds">Since midnight, less than a day.</param>
    /// <param name="zone">Null for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not within a day.</exception>
    public Time(long nanoseconds, Zone? zone = null)
    {
        if (nanoseconds is < 0 or >= WholeDay)
            throw new ArgumentOutOfRangeException(nameof(nanoseconds), "A time lies within a day.");
        Nanoseconds = nanoseconds;
        Zone = zone;
    }

    /// <summary>Since midnight.</summary>
    public long Nanoseconds { get; }

    /// <summary>Null for none.</summary>
    public Zone? Zone { get; }

    /// <summary>0 to 23.</summary>
    public int Hour => (int)(Nanoseconds / (3600 * Second));

    /// <summary>0 to 59.</summary>
    public int Minute => (int)(Nanoseconds / (60 * Second) % 60);

    /// <summary>0 to 59, without its fraction.</summary>
    public int WholeSecond => (int)(Nanoseconds / Second % 60);

    /// <summary>The fraction of the second in nanoseconds.</summary>
    public int Fraction => (int)(Nanoseconds % Second);
}
