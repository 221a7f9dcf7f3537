using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Pages;
using Entente.Shared.Localisation;

namespace Entente.Records;

/// <summary>How people call a period that is kept by its code: "Week 7 of 2026, from 9 February 2026".</summary>
public static class PeriodName
{
    /// <summary>A code of no rhythm says itself.</summary>
    public static string Say(string code, Words t)
    {
        foreach (var rhythm in Enum.GetValues<Rhythm>())
            if (ReportingPeriod.Of(rhythm, code) is { } period)
                return Periods.Say(rhythm, new Period(period.Start, period.End), t);
        return code;
    }
}
