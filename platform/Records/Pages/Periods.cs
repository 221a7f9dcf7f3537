using System.Globalization;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Shared.Localisation;

namespace Entente.Records.Pages;

/// <summary>The periods of a return: which there are, how they are written in addresses, how they are called.</summary>
public static class Periods
{
    private const string OnceCode = "once";

    /// <summary>The one that the day lies in; null for a return that is made once.</summary>
    public static Period? Holding(Rhythm rhythm, DateOnly day) => rhythm switch
    {
        Rhythm.Week => From(day.AddDays(-(((int)day.DayOfWeek + 6) % 7)), rhythm),
        Rhythm.Month => From(new DateOnly(day.Year, day.Month, 1), rhythm),
        Rhythm.Quarter => From(new DateOnly(day.Year, ((day.Month - 1) / 3 * 3) + 1, 1), rhythm),
        Rhythm.HalfYear => From(new DateOnly(day.Year, day.Month <= 6 ? 1 : 7, 1), rhythm),
        Rhythm.Year => From(new DateOnly(day.Year, 1, 1), rhythm),
        _ => null,
    };

    /// <summary>The one of today and those before it, the latest first.</summary>
    public static IEnumerable<Period> Latest(Rhythm rhythm, DateOnly today, int count)
    {
        for (var period = Holding(rhythm, today); period is { From: { } from } && count > 0; count--)
        {
            yield return period.Value;
            period = Holding(rhythm, from.AddDays(-1));
        }
    }

    /// <summary>2026-W07, 2026-03, 2026-Q1, 2026-H1, 2026.</summary>
    public static string Code(Rhythm rhythm, Period? period)
    {
        if (period?.From is not { } from)
            return OnceCode;
        var culture = CultureInfo.InvariantCulture;
        var day = from.ToDateTime(TimeOnly.MinValue);
        return rhythm switch
        {
            Rhythm.Week => string.Create(culture, $"{ISOWeek.GetYear(day)}-W{ISOWeek.GetWeekOfYear(day):00}"),
            Rhythm.Month => string.Create(culture, $"{from.Year}-{from.Month:00}"),
            Rhythm.Quarter => string.Create(culture, $"{from.Year}-Q{((from.Month - 1) / 3) + 1}"),
            Rhythm.HalfYear => string.Create(culture, $"{from.Year}-H{(from.Month <= 6 ? 1 : 2)}"),
            _ => from.Year.ToString(culture),
        };
    }

    public static Period? Find(Rhythm rhythm, string? code, DateOnly today) =>
        Latest(rhythm, today.AddYears(1), 600).Cast<Period?>().FirstOrDefault(period => Code(rhythm, period) == code);

    /// <summary>As people say it: "Week 7 of 2026, from 9 February 2026".</summary>
    public static string Say(Rhythm rhythm, Period? period, Words t)
    {
        if (period is not { From: { } from })
            return t["records.page.period.once"];
        var day = from.ToDateTime(TimeOnly.MinValue);
        return rhythm switch
        {
            Rhythm.Week => t["records.page.period.week", ("number", ISOWeek.GetWeekOfYear(day)), ("year", Year(ISOWeek.GetYear(day))), ("from", from)],
            Rhythm.Month => t["records.page.period.month", ("month", MonthNames.Of(t.Language)[from.Month - 1]), ("year", Year(from.Year))],
            Rhythm.Quarter => t["records.page.period.quarter", ("number", ((from.Month - 1) / 3) + 1), ("year", Year(from.Year))],
            Rhythm.HalfYear => t["records.page.period.half-year", ("number", from.Month <= 6 ? 1 : 2), ("year", Year(from.Year))],
            _ => Year(from.Year),
        };
    }

    // A year is no quantity and is not grouped.
    private static string Year(int year) => year.ToString(CultureInfo.InvariantCulture);

    private static Period From(DateOnly from, Rhythm rhythm) => new(from, rhythm switch
    {
        Rhythm.Week => from.AddDays(7),
        Rhythm.Month => from.AddMonths(1),
        Rhythm.Quarter => from.AddMonths(3),
        Rhythm.HalfYear => from.AddMonths(6),
        _ => from.AddYears(1),
    });
}
