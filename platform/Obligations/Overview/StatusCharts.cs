using System.Globalization;
using Entente.Shared.Components;
using Entente.Shared.Localisation;

namespace Entente.Obligations.Overview;

/// <summary>The status as figures.</summary>
public static class StatusCharts
{
    public static Chart OverYears(IReadOnlyList<(int Year, StatusCounts Counts)> years, Words t, Func<int, string> rows) =>
        new(t["obligations.trend.title"], null, t["obligations.status.year"], [.. years.Select(year => year.Year.ToString(CultureInfo.InvariantCulture))],
        [
            Of(t["obligations.outcome.on-time"], Tone.Good, years, counts => counts.OnTime),
            Of(t["obligations.outcome.late"], Tone.Late, years, counts => counts.Late),
            Of(t["obligations.outcome.missing"], Tone.Bad, years, counts => counts.Missing),
            Of(t["obligations.outcome.to-come"], Tone.Plain, years, counts => counts.ToCome),
            Of(t["obligations.outcome.not-applicable"], Tone.Quiet, years, counts => counts.NotApplicable),
        ]) { Rows = place => rows(years[place].Year) };

    private static Series Of(string name, Tone tone, IReadOnlyList<(int, StatusCounts)> years, Func<StatusCounts, int> count) => new(name, tone, [.. years.Select(year => (decimal?)count(year.Item2))]);
}
