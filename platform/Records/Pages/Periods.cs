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
    public static Period? Holding(Rhythm rhythm, DateOnly day) => ReportingPeriod.Holding(rhythm, day) is { } period ? new Period(period.Start, period.End) : null;

    /// <summary>The one of today and those before it, the latest first.</summary>
    public static IEnumerable<Period> Latest(Rhythm rhythm, DateOnly today, int count)
    {
        for (var period = Holding(rhythm, today); period is { From: { } from } && count > 0; count--)
        {
            yield return period.Value;
            period = Holding(rhythm, from.AddDays(-1));
        }
    }

    /// <summary>2026-02-14, 2026-W07, 2026-03, 2026-Q1, 2026-H1, 2026.</summary>
    public static string Code(Rhythm rhythm, Period? period) =>
        period?.From is not { } from ? OnceCode : ReportingPeriod.Holding(rhythm, from) is { } known ? known.Code : from.Year.ToString(CultureInfo.InvariantCulture);

    /// <summary>The same of a return, in whichever of its rhythms the period is.</summary>
    public static string Code(ReturnTrait trait, Period? period) => Code(RhythmOf(trait, period), period);

    public static Period? Find(Rhythm rhythm, string? code, DateOnly today) =>
        code is not null && ReportingPeriod.Of(rhythm, code) is { } period && period.Start <= today.AddYears(1) ? new Period(period.Start, period.End) : null;

    public static Period? Find(ReturnTrait trait, string? code, DateOnly today) =>
        trait.Rhythms.Select(rhythm => Find(rhythm, code, today)).FirstOrDefault(period => period is not null);

    public static string Say(ReturnTrait trait, Period? period, Words t) => Say(RhythmOf(trait, period), period, t);

    private static Rhythm RhythmOf(ReturnTrait trait, Period? period) =>
        period is { From: { } from, Until: { } until } ? ReportingPeriod.RhythmOf(trait, from, until) : trait.Every;

    /// <summary>As people say it: "Week 7 of 2026, from 9 February 2026".</summary>
    public static string Say(Rhythm rhythm, Period? period, Words t)
    {
        if (period is not { From: { } from })
            return t["records.page.period.once"];
        var day = from.ToDateTime(TimeOnly.MinValue);
        return rhythm switch
        {
            Rhythm.Day => t["records.page.period.day", ("day", from)],
            Rhythm.Week => t["records.page.period.week", ("number", ISOWeek.GetWeekOfYear(day)), ("year", Year(ISOWeek.GetYear(day))), ("from", from)],
            Rhythm.Month => t["records.page.period.month", ("month", MonthNames.Of(t.Language)[from.Month - 1]), ("year", Year(from.Year))],
            Rhythm.Quarter => t["records.page.period.quarter", ("number", ((from.Month - 1) / 3) + 1), ("year", Year(from.Year))],
            Rhythm.HalfYear => t["records.page.period.half-year", ("number", from.Month <= 6 ? 1 : 2), ("year", Year(from.Year))],
            _ => Year(from.Year),
        };
    }

    // A year is no quantity and is not grouped.
    private static string Year(int year) => year.ToString(CultureInfo.InvariantCulture);
}
