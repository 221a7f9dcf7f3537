using System.Globalization;
using System.Runtime.InteropServices;

namespace Entente.Bodies.Definitions;

/// <summary>A period that something is declared for, by its code: 2026-W07, 2026-03, 2026-Q1, 2026-H1, 2026. The last day is excluded.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ReportingPeriod(string Code, DateOnly Start, DateOnly End)
{
    /// <summary>Reads the code of a period in which a return may be owed; null when it is none.</summary>
    public static ReportingPeriod? Of(ReturnTrait trait, string code) =>
        trait.Rhythms.Select(rhythm => Of(rhythm, code)).FirstOrDefault(period => period is not null);

    /// <summary>The same from the first day to the one after the last; where no rhythm has it, it is called by its days.</summary>
    public static ReportingPeriod Of(ReturnTrait trait, DateOnly start, DateOnly end) => Of(RhythmOf(trait, start, end), start, end);

    /// <summary>The rhythm that has this period; the usual one where none has.</summary>
    public static Rhythm RhythmOf(ReturnTrait trait, DateOnly start, DateOnly end) =>
        trait.Rhythms.Where(rhythm => Holding(rhythm, start) is { } period && period.Start == start && period.End == end).DefaultIfEmpty(trait.Every).First();

    /// <summary>The period of this rhythm that a day lies in; null where there are none.</summary>
    public static ReportingPeriod? Holding(Rhythm rhythm, DateOnly day) => rhythm switch
    {
        Rhythm.Day => Day(day),
        Rhythm.Week => Named(rhythm, day.AddDays(-(((int)day.DayOfWeek + 6) % 7)), 7),
        Rhythm.Once => null,
        _ => Named(rhythm, day),
    };

    /// <summary>Those of this rhythm that begin within these days, the last one excluded, in their order.</summary>
    public static IEnumerable<ReportingPeriod> Between(Rhythm rhythm, DateOnly from, DateOnly until)
    {
        for (var period = Holding(rhythm, from); period is { } one && one.Start < until; period = Holding(rhythm, one.End))
            if (one.Start >= from)
                yield return one;
    }

    /// <summary>Reads the code of a period of this rhythm; null when it is none.</summary>
    public static ReportingPeriod? Of(Rhythm rhythm, string code)
    {
        if (code.Length < 4 || !int.TryParse(code.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < 1900 or > 2999)
            return null;
        var rest = code[4..];
        return rhythm switch
        {
            Rhythm.Day => DateOnly.TryParseExact(code, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? Day(day) : null,
            Rhythm.Week => Numbered(rest, "-W00", 1, ISOWeek.GetWeeksInYear(year)) is { } week ? Weeks(code, year, week) : null,
            Rhythm.Month => Numbered(rest, "-00", 1, 12) is { } month ? Months(code, year, month, 1) : null,
            Rhythm.Quarter => Numbered(rest, "-Q0", 1, 4) is { } quarter ? Months(code, year, quarter * 3 - 2, 3) : null,
            Rhythm.HalfYear => Numbered(rest, "-H0", 1, 2) is { } half ? Months(code, year, half * 6 - 5, 6) : null,
            Rhythm.Year => rest.Length == 0 ? Months(code, year, 1, 12) : null,
            _ => null,
        };
    }

    /// <summary>The period of this rhythm that goes from this day to that; where none does, it is called by its days.</summary>
    public static ReportingPeriod Of(Rhythm rhythm, DateOnly start, DateOnly end)
    {
        // Weeks belong to the year of their Thursday; every other period to that of its first day.
        var code = rhythm switch
        {
            Rhythm.Day => start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Rhythm.Week => string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(start.ToDateTime(default)):0000}-W{ISOWeek.GetWeekOfYear(start.ToDateTime(default)):00}"),
            Rhythm.Month => start.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            Rhythm.Quarter => string.Create(CultureInfo.InvariantCulture, $"{start.Year:0000}-Q{(start.Month + 2) / 3}"),
            Rhythm.HalfYear => string.Create(CultureInfo.InvariantCulture, $"{start.Year:0000}-H{(start.Month + 5) / 6}"),
            _ => start.ToString("yyyy", CultureInfo.InvariantCulture),
        };
        return Of(rhythm, code) is { } known && known.Start == start && known.End == end ? known
            : new ReportingPeriod(string.Create(CultureInfo.InvariantCulture, $"{start:yyyy-MM-dd}/{end.AddDays(-1):yyyy-MM-dd}"), start, end);
    }

    /// <summary>How such codes look: 2026-W07.</summary>
    public static string Sample(Rhythm rhythm) => rhythm switch
    {
        Rhythm.Day => "2026-03-14",
        Rhythm.Week => "2026-W07",
        Rhythm.Month => "2026-03",
        Rhythm.Quarter => "2026-Q1",
        Rhythm.HalfYear => "2026-H1",
        _ => "2026",
    };

    private static ReportingPeriod Day(DateOnly day) => new(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), day, day.AddDays(1));

    private static ReportingPeriod Named(Rhythm rhythm, DateOnly start, int days) => Of(rhythm, start, start.AddDays(days));

    private static ReportingPeriod Named(Rhythm rhythm, DateOnly day)
    {
        var months = rhythm switch { Rhythm.Month => 1, Rhythm.Quarter => 3, Rhythm.HalfYear => 6, _ => 12 };
        var start = new DateOnly(day.Year, ((day.Month - 1) / months * months) + 1, 1);
        return Of(rhythm, start, start.AddMonths(months));
    }

    private static ReportingPeriod Weeks(string code, int year, int week)
    {
        var start = DateOnly.FromDateTime(ISOWeek.ToDateTime(year, week, DayOfWeek.Monday));
        return new ReportingPeriod(code, start, start.AddDays(7));
    }

    private static ReportingPeriod Months(string code, int year, int month, int length)
    {
        var start = new DateOnly(year, month, 1);
        return new ReportingPeriod(code, start, start.AddMonths(length));
    }

    private static int? Numbered(string rest, string shape, int least, int most) =>
        rest.Length == shape.Length && rest.StartsWith(shape.TrimEnd('0'), StringComparison.Ordinal)
        && int.TryParse(rest.AsSpan(shape.TrimEnd('0').Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null;
}
