using System.Globalization;

namespace Entente.Feel.Values;

public readonly partial record struct DaysDuration
{
    private const long Minute = 60 * Time.Second;
    private const long Hour = 60 * Minute;

    /// <summary>Whole days; negative when it is.</summary>
    public long Days => (long)(Nanoseconds / Time.WholeDay);

    /// <summary>Hours beyond the days.</summary>
    public int Hours => (int)(Nanoseconds % Time.WholeDay / Hour);

    /// <summary>Minutes beyond the hours.</summary>
    public int Minutes => (int)(Nanoseconds % Hour / Minute);

    /// <summary>Seconds beyond the minutes, with their fraction.</summary>
    public Number Seconds => Number.Pack(Nanoseconds < 0, (UInt128)Int128.Abs(Nanoseconds % Minute), -9);

    /// <summary>All of it in seconds.</summary>
    public Number TotalSeconds => Scaled(-9);

    /// <summary>Reads <c>P1DT2H3M4.5S</c>, also with a minus before it; at least one part is given.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DaysDuration duration)
    {
        duration = default;
        var lexeme = new Lexeme(text);
        var negative = lexeme.Take('-');
        if (!lexeme.Take('P'))
            return false;
        var sum = Int128.Zero;
        if (!lexeme.AtEnd && !lexeme.Rest.StartsWith("T"))
        {
            if (!lexeme.TakeNumber(out var days, out _) || !lexeme.Take('D'))
                return false;
            sum = (Int128)days * Time.WholeDay;
        }
        else if (lexeme.AtEnd)
            return false;
        if (!lexeme.AtEnd && !TryTakeTime(ref lexeme, ref sum))
            return false;
        duration = new DaysDuration(negative ? -sum : sum);
        return true;
    }

    private static bool TryTakeTime(ref Lexeme lexeme, ref Int128 sum)
    {
        if (!lexeme.Take('T') || lexeme.AtEnd)
            return false;
        for (var last = long.MaxValue; !lexeme.AtEnd;)
        {
            if (!lexeme.TakeNumber(out var number, out _))
                return false;
            var fraction = 0L;
            var pointed = lexeme.Take('.');
            if (pointed && !lexeme.TakeFraction(out fraction, out _))
                return false;
            var unit = lexeme.Take('S') ? Time.Second : pointed ? 0 : lexeme.Take('M') ? Minute : lexeme.Take('H') ? Hour : 0;
            if (unit == 0 || unit >= last)
                return false;
            last = unit;
            sum += ((Int128)number * unit) + fraction;
        }
        return true;
    }

    /// <summary>As <c>P1DT2H</c>; nothing is <c>PT0S</c>.</summary>
    public override string ToString()
    {
        if (Nanoseconds == 0)
            return "PT0S";
        var size = Int128.Abs(Nanoseconds);
        var (days, rest) = (size / Time.WholeDay, (long)(size % Time.WholeDay));
        var time = $"{Part(rest / Hour, 'H')}{Part(rest % Hour / Minute, 'M')}{SecondsText(rest % Minute)}";
        return $"{(Nanoseconds < 0 ? "-" : "")}P{Part(days, 'D')}{(time.Length == 0 ? "" : "T")}{time}";
    }

    private static string Part(Int128 number, char unit) =>
        number == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{number}{unit}");

    private static string SecondsText(long nanoseconds) =>
        nanoseconds == 0 ? "" : $"{Number.Pack(false, (UInt128)nanoseconds, -9)}S";
}
