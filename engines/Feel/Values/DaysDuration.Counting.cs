namespace Entente.Feel.Values;

public readonly partial record struct DaysDuration
{
    // More would not fit beside the range of days: some 10 million times the years that can be written.
    private static readonly Int128 furthest = Int128.MaxValue / 4;

    /// <summary>Together; false beyond what can be counted.</summary>
    public bool TryAdd(DaysDuration other, out DaysDuration sum) => TryOf(Nanoseconds + other.Nanoseconds, out sum);

    /// <summary>As long the other way.</summary>
    public DaysDuration Negate() => new(-Nanoseconds);

    /// <summary>So many times; a part of a nanosecond is cut off. False beyond what can be counted.</summary>
    public bool TryMultiply(Number times, out DaysDuration product)
    {
        product = default;
        return Number.TryMultiply(Scaled(0), times, out var scaled) && TryFromNanoseconds(scaled, out product);
    }

    /// <summary>So many parts; false when there are none, or beyond what can be counted.</summary>
    public bool TryDivide(Number parts, out DaysDuration part)
    {
        part = default;
        return Number.TryDivide(Scaled(0), parts, out var scaled) && TryFromNanoseconds(scaled, out part);
    }

    /// <summary>How many times the other fits; false when that is nothing.</summary>
    public bool TryDivide(DaysDuration other, out Number times) => Number.TryDivide(Scaled(0), other.Scaled(0), out times);

    /// <summary>A length in seconds, of which nanoseconds are kept; false beyond what can be counted.</summary>
    public static bool TryOfSeconds(Number seconds, out DaysDuration duration)
    {
        duration = default;
        return Number.TryMultiply(seconds, Time.Second, out var scaled) && TryFromNanoseconds(scaled, out duration);
    }

    private static bool TryFromNanoseconds(Number nanoseconds, out DaysDuration duration)
    {
        duration = default;
        var whole = nanoseconds.Round(0, Rounding.Down);
        return whole.TryToInt128(out var count) && TryOf(count, out duration);
    }

    private static bool TryOf(Int128 nanoseconds, out DaysDuration duration)
    {
        var within = Int128.Abs(nanoseconds) <= furthest;
        duration = new DaysDuration(within ? nanoseconds : 0);
        return within;
    }

    private Number Scaled(int exponent) =>
        Number.TryRounded(Nanoseconds < 0, new Wide(0, (UInt128)Int128.Abs(Nanoseconds)), exponent, false, out var number) ? number : default;
}
