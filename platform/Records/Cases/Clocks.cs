using System.Globalization;
using Entente.Bodies;
using Entente.Bodies.Definitions;

namespace Entente.Records.Cases;

/// <summary>A step that was taken: what a clock and a second pair of eyes look at.</summary>
public sealed record Past(string Step, string? From, string To, DateTimeOffset At, Guid? By, Guid? Key);

/// <summary>A span in which a clock ran, and how many of its days counted.</summary>
/// <param name="Until">Null: it runs now.</param>
public sealed record ClockSpan(DateTimeOffset From, DateTimeOffset? Until, int Days);

/// <summary>What a clock shows, with all that it was worked out from.</summary>
/// <param name="Due">The first instant that is too late; null while it stands still.</param>
/// <param name="EndedAt">Null while it goes on, running or not.</param>
/// <param name="Free">The days off within the spans, by the calendar's own names; weekends are only counted.</param>
public sealed record ClockReading(Clock Clock, DateTimeOffset StartedAt, DateTimeOffset? Due, DateTimeOffset? EndedAt, IReadOnlyList<ClockSpan> Spans, IReadOnlyList<(DateOnly Day, LocalText Name)> Free, int Weekends)
{
    public int Used => Spans.Sum(span => span.Days);

    public bool StandsStill => EndedAt is null && Spans[^1].Until is not null;

    /// <summary>The last day on which it is in time, in the body's zone.</summary>
    public DateOnly? LastDay(TimeZoneInfo zone) => Due is { } due ? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(due, zone).DateTime).AddDays(-1) : null;
}

/// <summary>
/// Time limits of cases. Only whole days count, in the body's zone, on which the clock ran from midnight to midnight: neither the day on
/// which it starts, nor those on which it stops or goes on. It is in time until the end of the last one. Pure.
/// </summary>
public static class Clocks
{
    /// <summary>A calendar that is full of holidays must not keep anybody counting for ever.</summary>
    private const int MostDays = 40_000;

    /// <summary>Null where it never started.</summary>
    /// <param name="past">In the order in which the steps were taken.</param>
    public static ClockReading? Read(Clock clock, IReadOnlyList<Past> past, Body body)
    {
        var (spans, startedAt, endedAt) = Timeline(clock, past);
        if (startedAt is not { } started)
            return null;
        var days = new DaysOff(body, clock.WorkingDays, clock.Calendar);
        var counted = new List<ClockSpan>();
        DateTimeOffset? due = null;
        foreach (var (from, until) in spans)
        {
            var left = clock.Days - counted.Sum(span => span.Days);
            var (count, end) = days.Count(from, until, left);
            counted.Add(new ClockSpan(from, until, count));
            due = end;
            if (end is not null)
                break;
        }
        return new ClockReading(clock, started, due, endedAt, counted, days.Free, days.Weekends);
    }

    /// <summary>The first instant that is too late, when a limit runs from this moment without a stop.</summary>
    public static DateTimeOffset End(TimeLimit limit, DateTimeOffset from, Body body) =>
        new DaysOff(body, limit.WorkingDays, limit.Calendar).Count(from, null, limit.Days).End!.Value;

    /// <summary>Until when a step may be taken from the state that was reached; null: there is no limit, or the state was never reached.</summary>
    public static DateTimeOffset? OpenUntil(Step step, string state, IReadOnlyList<Past> past, Body body) =>
        step.Within is { } within && past.LastOrDefault(taken => taken.To == state && taken.From != state) is { } reached ? End(within, reached.At, body) : null;

    private static (List<(DateTimeOffset From, DateTimeOffset? Until)> Spans, DateTimeOffset? Started, DateTimeOffset? Ended) Timeline(Clock clock, IReadOnlyList<Past> past)
    {
        var spans = new List<(DateTimeOffset From, DateTimeOffset? Until)>();
        DateTimeOffset? started = null, ended = null;
        foreach (var taken in past)
        {
            var (runs, stops) = (clock.Runs.Contains(taken.To, StringComparer.Ordinal), clock.Stops.Contains(taken.To, StringComparer.Ordinal));
            var going = started is not null && ended is null;
            if (runs && !going)
                (spans, started, ended) = ([(taken.At, null)], taken.At, null);
            else if (runs && spans[^1].Until is not null)
                spans.Add((taken.At, null));
            else if (!runs && going && spans[^1].Until is null)
                spans[^1] = (spans[^1].From, taken.At);
            if (!runs && !stops && going)
                ended = taken.At;
        }
        return (spans, started, ended);
    }

    /// <summary>Counts days, and remembers which it left out.</summary>
    private sealed class DaysOff(Body body, bool working, string? calendar)
    {
        private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(body.Zone);
        private readonly Dictionary<DateOnly, LocalText> _holidays = working && calendar is not null && body.List(calendar) is { } list ? Holidays(list) : [];

        public List<(DateOnly Day, LocalText Name)> Free { get; } = [];

        public int Weekends { get; private set; }

        /// <summary>How many of the wanted days lie within the span, and where the last of them ends when all do.</summary>
        public (int Days, DateTimeOffset? End) Count(DateTimeOffset from, DateTimeOffset? until, int wanted)
        {
            var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(from, _zone).DateTime);
            if (Midnight(day) < from)
                day = day.AddDays(1);
            var count = 0;
            for (var looked = 0; looked < MostDays; looked++, day = day.AddDays(1))
            {
                var end = Midnight(day.AddDays(1));
                if (until is { } stop && end > stop)
                    return (count, null);
                if (IsFree(day))
                    continue;
                if (++count == wanted)
                    return (count, end);
            }
            return (count, Midnight(day));
        }

        private bool IsFree(DateOnly day)
        {
            if (!working)
                return false;
            if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
                Weekends++;
            else if (_holidays.TryGetValue(day, out var name))
                Free.Add((day, name));
            else
                return false;
            return true;
        }

        // Where summer time begins at midnight, the day begins an hour later.
        private DateTimeOffset Midnight(DateOnly day)
        {
            var local = day.ToDateTime(TimeOnly.MinValue);
            while (_zone.IsInvalidTime(local))
                local = local.AddMinutes(30);
            return new DateTimeOffset(local, _zone.GetUtcOffset(local)).ToUniversalTime();
        }

        private static Dictionary<DateOnly, LocalText> Holidays(CodeList list)
        {
            var days = new Dictionary<DateOnly, LocalText>();
            foreach (var code in list.Codes)
                if (code.Values.TryGetValue("day", out var text) && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                    days[day] = code.Label;
            return days;
        }
    }
}
