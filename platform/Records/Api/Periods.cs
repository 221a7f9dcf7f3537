using System.Globalization;
using System.Text.RegularExpressions;
using Entente.Bodies;

namespace Entente.Records.Api;

/// <summary>Periods as programs write them: 2026-07-14, 2026, 2026-07, 2026-Q1, 2026-H1, 2026-W07, or two days with a slash between them.</summary>
internal static partial class Periods
{
    public static bool TryRead(string text, out Period period)
    {
        period = default;
        if (text.Split('/') is [var first, var second])
        {
            if (!Day(first, out var start) || !Day(second, out var end) || start >= end)
                return false;
            period = new Period(start, end);
            return true;
        }
        if (Day(text, out var day) && day < DateOnly.MaxValue)
        {
            period = new Period(day, day.AddDays(1));
            return true;
        }
        var match = Whole().Match(text);
        if (!match.Success || !int.TryParse(match.Groups["year"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < 1800 or > 9000)
            return false;
        var number = match.Groups["number"].Success ? int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture) : 1;
        var found = match.Groups["what"].Value switch
        {
            "Q" when number is >= 1 and <= 4 => Months(year, (3 * number) - 2, 3),
            "H" when number is 1 or 2 => Months(year, (6 * number) - 5, 6),
            "W" when number >= 1 && number <= ISOWeek.GetWeeksInYear(year) => Week(year, number),
            "" when !match.Groups["number"].Success => Months(year, 1, 12),
            "" when number is >= 1 and <= 12 => Months(year, number, 1),
            _ => default(Period?),
        };
        period = found ?? default;
        return found is not null;
    }

    private static bool Day(string text, out DateOnly day) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    private static Period Months(int year, int first, int many) => new(new DateOnly(year, first, 1), new DateOnly(year, first, 1).AddMonths(many));

    private static Period Week(int year, int week)
    {
        var monday = DateOnly.FromDateTime(ISOWeek.ToDateTime(year, week, DayOfWeek.Monday));
        return new Period(monday, monday.AddDays(7));
    }

    [GeneratedRegex(@"^(?<year>[0-9]{4})(-(?<what>[QHW]?)(?<number>[0-9]{1,2}))?\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Whole();
}
