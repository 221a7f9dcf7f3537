using System.Globalization;
using Entente.Feel.Values;

namespace Entente.Feel.Explaining;

/// <summary>Days, times and durations as they are said: "20 July 2026", "5 days and 3 hours".</summary>
internal sealed class Clock(Phrases phrases)
{
    /// <summary>Null for what is better left as it is written: years before 1000 or after 9999, durations of a billion years.</summary>
    public string? Say(in Value value) => value.Kind switch
    {
        Kind.Date => Say(value.AsDate),
        Kind.Time => phrases.Isolated(Say(value.AsTime)),
        Kind.DateAndTime when Say(value.AsDateAndTime.Date) is { } date => phrases.Fill("date.time", date, phrases.Isolated(Say(value.AsDateAndTime.Time))),
        Kind.DaysDuration => Say(value.AsDaysDuration),
        Kind.YearsDuration => Say(value.AsYearsDuration),
        _ => null,
    };

    private string? Say(Date date) => date.Year is < 1000 or > 9999 ? null
        : phrases.Fill("date", date.Day == 1 ? phrases["date.first"] : Figures(date.Day), phrases[$"month.{Figures(date.Month)}"], Figures(date.Year));

    // 14:30:00@Europe/Paris is said as 14:30 (Europe/Paris).
    private static string Say(Time time)
    {
        var written = Value.Of(time).Text();
        var clock = written.AsSpan().IndexOfAny("+-Z@") is >= 0 and var end ? written[..end] : written;
        var said = time is { WholeSecond: 0, Fraction: 0 } ? clock[..5] : clock;
        return written[clock.Length..].TrimStart('@') switch
        {
            "" => said,
            "Z" => $"{said} (UTC)",
            var zone => $"{said} ({zone})",
        };
    }

    private string? Say(YearsDuration duration) => Parts(duration.Months < 0, ("years", Int128.Abs(duration.Months) / 12), ("months", Int128.Abs(duration.Months) % 12));

    private string? Say(DaysDuration duration)
    {
        var seconds = Int128.Abs(duration.Nanoseconds) / Time.Second;
        return duration.Nanoseconds % Time.Second != 0 ? null
            : Parts(duration.Nanoseconds < 0, ("days", seconds / 86400), ("hours", seconds / 3600 % 24), ("minutes", seconds / 60 % 60), ("seconds", seconds % 60));
    }

    private string? Parts(bool isNegative, params (string Unit, Int128 Count)[] units)
    {
        if (units.Any(unit => unit.Count > int.MaxValue))
            return null;
        var parts = units.Where(unit => unit.Count > 0).Select(unit => phrases.Count($"unit.{unit.Unit}", (int)unit.Count, phrases.Grouped(Figures((int)unit.Count)))).ToList();
        var said = parts.Count == 0 ? phrases["duration.none"] : phrases.Join(parts, "list.and");
        return isNegative ? phrases.Fill("duration.negative", said) : said;
    }

    private static string Figures(int number) => number.ToString(CultureInfo.InvariantCulture);
}
