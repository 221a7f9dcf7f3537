using System.Globalization;

namespace Entente.Feel.Values;

public readonly partial record struct YearsDuration
{
    // Far beyond the years that can be written, and far from what a long can count.
    private const long Furthest = 1_000_000_000_000_000_000;

    /// <summary>Whole years; negative when it is.</summary>
    public long Years => Months / 12;

    /// <summary>Months beyond the years.</summary>
    public int MonthsOfYear => (int)(Months % 12);

    /// <summary>Reads <c>P1Y6M</c>, also with a minus before it; at least one part is given.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out YearsDuration duration)
    {
        duration = default;
        var lexeme = new Lexeme(text);
        var negative = lexeme.Take('-');
        if (!lexeme.Take('P') || !lexeme.TakeNumber(out var number, out _))
            return false;
        var sum = (Int128)number;
        if (lexeme.Take('Y'))
        {
            sum *= 12;
            if (!lexeme.AtEnd && lexeme.TakeNumber(out var months, out _) && lexeme.Take('M'))
                sum += months;
        }
        else if (!lexeme.Take('M'))
            return false;
        return lexeme.AtEnd && TryOf(negative ? -sum : sum, out duration);
    }

    /// <summary>Together; false beyond what can be counted.</summary>
    public bool TryAdd(YearsDuration other, out YearsDuration sum) => TryOf((Int128)Months + other.Months, out sum);

    /// <summary>As long the other way.</summary>
    public YearsDuration Negate() => new(-Months);

    /// <summary>So many times; a part of a month is cut off. False beyond what can be counted.</summary>
    public bool TryMultiply(Number times, out YearsDuration product)
    {
        product = default;
        return Number.TryMultiply(Months, times, out var scaled) && scaled.Round(0, Rounding.Down).TryToInt128(out var months) && TryOf(months, out product);
    }

    /// <summary>So many parts; a part of a month is cut off. False when there are none.</summary>
    public bool TryDivide(Number parts, out YearsDuration part)
    {
        part = default;
        return Number.TryDivide(Months, parts, out var scaled) && scaled.Round(0, Rounding.Down).TryToInt128(out var months) && TryOf(months, out part);
    }

    /// <summary>How many times the other fits; false when that is nothing.</summary>
    public bool TryDivide(YearsDuration other, out Number times) => Number.TryDivide(Months, other.Months, out times);

    /// <summary>As <c>P1Y6M</c>; nothing is <c>P0M</c>.</summary>
    public override string ToString()
    {
        if (Months == 0)
            return "P0M";
        var (years, months) = (Math.Abs(Years), Math.Abs(MonthsOfYear));
        return string.Create(CultureInfo.InvariantCulture, $"{(Months < 0 ? "-" : "")}P{(years == 0 ? "" : $"{years}Y")}{(months == 0 ? "" : $"{months}M")}");
    }

    private static bool TryOf(Int128 months, out YearsDuration duration)
    {
        var within = Int128.Abs(months) <= Furthest;
        duration = new YearsDuration(within ? (long)months : 0);
        return within;
    }
}
