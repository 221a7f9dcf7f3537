using System.Globalization;

namespace Entente.Feel.Values;

public readonly partial record struct Time
{
    /// <summary>Reads <c>10:30:00</c>, <c>10:30:00.5Z</c>, <c>10:30:00+02:00</c>, <c>10:30:00@Europe/Paris</c>; 24:00:00 is 00:00:00.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Time time)
    {
        var lexeme = new Lexeme(text.StartsWith('T') ? text[1..] : text);
        return TryTake(ref lexeme, out time, out _);
    }

    /// <summary>A time from its parts; false when there is no such time. The second may have a fraction, of which nanoseconds are kept.</summary>
    public static bool TryOf(long hour, long minute, Number second, Zone? zone, out Time time)
    {
        time = default;
        if (hour is < 0 or > 23 || minute is < 0 or > 59 || second.Sign < 0 || second >= 60
            || !Number.TryMultiply(second, Second, out var part) || !part.Floor().TryToInt64(out var nanoseconds))
            return false;
        time = new Time((((hour * 60) + minute) * 60 * Second) + nanoseconds, zone);
        return true;
    }

    /// <summary>The second with its fraction.</summary>
    public Number SecondOfMinute => Number.Pack(false, (UInt128)(Nanoseconds % (60 * Second)), -9);

    /// <summary>Later by a duration, or earlier; after midnight it begins anew.</summary>
    public Time Add(DaysDuration duration)
    {
        var sum = (Nanoseconds + (duration.Nanoseconds % WholeDay)) % WholeDay;
        return new Time((long)(sum < 0 ? sum + WholeDay : sum), Zone);
    }

    /// <summary>How long after another; in UTC when both have a zone, null when only one has.</summary>
    public DaysDuration? Since(Time other) =>
        Zone is null != other.Zone is null ? null
        : new DaysDuration(Nanoseconds - other.Nanoseconds - (((Zone?.StandardSeconds ?? 0) - (other.Zone?.StandardSeconds ?? 0)) * Second));

    internal static bool TryTake(ref Lexeme lexeme, out Time time, out bool nextDay)
    {
        time = default;
        nextDay = false;
        if (!lexeme.TakePair(out var hour) || !lexeme.Take(':') || !lexeme.TakePair(out var minute) || !lexeme.Take(':') || !lexeme.TakePair(out var second))
            return false;
        var fraction = 0L;
        if (lexeme.Take('.') && (!lexeme.TakeFraction(out fraction, out var digits) || digits == 0))
            return false;
        nextDay = hour == 24 && minute == 0 && second == 0 && fraction == 0;
        if ((hour > 23 && !nextDay) || minute > 59 || second > 59 || !Zone.TryTake(ref lexeme, out var zone))
            return false;
        time = new Time((((((hour % 24) * 60L) + minute) * 60) + second) * Second + fraction, zone);
        return true;
    }

    /// <summary>As <c>10:30:00</c>, with the fraction and the zone where there is one.</summary>
    public override string ToString()
    {
        var fraction = Fraction == 0 ? "" : Fraction.ToString("'.'000000000", CultureInfo.InvariantCulture).TrimEnd('0');
        return string.Create(CultureInfo.InvariantCulture, $"{Hour:00}:{Minute:00}:{WholeSecond:00}{fraction}{Zone}");
    }
}
