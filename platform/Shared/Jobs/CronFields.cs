using System.Globalization;

namespace Entente.Shared.Jobs;

/// <summary>The five fields of a calendar schedule, read into the sets of values they allow.</summary>
internal sealed class CronFields
{
    private static readonly string[] Months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] Weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    private readonly TimeOnly[] _times;
    private readonly HashSet<int> _days;
    private readonly HashSet<int> _months;
    private readonly HashSet<int> _weekdays;

    private CronFields(string[] fields)
    {
        var minutes = Values(fields[0], "minute", 0, 59, []);
        var hours = Values(fields[1], "hour", 0, 23, []);
        _days = Values(fields[2], "day of the month", 1, 31, []);
        _months = Values(fields[3], "month", 1, 12, Months);
        _weekdays = [.. Values(fields[4], "day of the week", 0, 7, Weekdays).Select(day => day % 7)];
        _times = [.. hours.Order().SelectMany(hour => minutes.Order().Select(minute => new TimeOnly(hour, minute)))];
    }

    public static CronFields Parse(string text)
    {
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != 5)
            throw new FormatException($"“{text}” has {fields.Length} fields; minute, hour, day, month and weekday make five.");
        // Cron itself reads this as "either", which nobody expects: better to refuse it.
        if (fields[2] != "*" && fields[4] != "*")
            throw new FormatException($"“{text}” names both a day of the month and a day of the week; name one.");
        return new CronFields(fields);
    }

    public IEnumerable<TimeOnly> TimesOn(DateOnly day) =>
        _months.Contains(day.Month) && _days.Contains(day.Day) && _weekdays.Contains((int)day.DayOfWeek) ? _times : [];

    private static HashSet<int> Values(string field, string name, int least, int most, string[] names)
    {
        var values = new HashSet<int>();
        foreach (var part in field.Split(','))
        {
            var (range, step) = part.Split('/') switch
            {
                [var whole] => (whole, 1),
                [var whole, var by] when int.TryParse(by, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 => (whole, number),
                _ => throw Wrong(),
            };
            var (from, to) = range.Split('-') switch
            {
                ["*"] => (least, most),
                [var one] => (Value(one), part.Contains('/', StringComparison.Ordinal) ? most : Value(one)),
                [var start, var end] => (Value(start), Value(end)),
                _ => throw Wrong(),
            };
            if (from > to)
                throw Wrong();
            for (var value = from; value <= to; value += step)
                values.Add(value);
        }
        return values;

        int Value(string text)
        {
            var named = Array.IndexOf(names, text.ToUpperInvariant());
            if (named >= 0)
                return named + (name == "month" ? 1 : 0);
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most ? value : throw Wrong();
        }

        FormatException Wrong() => new($"“{field}” is no {name}.");
    }
}
