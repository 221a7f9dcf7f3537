using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Cases;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Tests.Rooms.Records.Cases;

/// <summary>Time limits: whole days on which the clock ran, in the body's zone, without weekends and holidays.</summary>
public sealed class ClocksTests
{
    private static readonly Body Body = CasesApp.WithHolidays();
    private static readonly Clock Working = new("decision", Kit.Definitions.Say("Decision"), ["submitted"], ["waiting"], 5, WorkingDays: true, "holidays");
    private static readonly Clock Plain = Working with { WorkingDays = false, Calendar = null };

    [Fact]
    public void The_day_it_starts_does_not_count_and_the_last_day_counts_to_its_end()
    {
        // Monday 2 March 2026, 14:00 in Madrid; the fifth whole day is Saturday, which ends at 23:00 UTC.
        var reading = Clocks.Read(Plain, [Step(2, 13, "submitted")], Body)!;
        reading.Due.ShouldBe(new DateTimeOffset(2026, 3, 7, 23, 0, 0, TimeSpan.Zero));
        reading.LastDay(TimeZoneInfo.FindSystemTimeZoneById("Europe/Madrid")).ShouldBe(new DateOnly(2026, 3, 7));
    }

    [Fact]
    public void Weekends_and_holidays_are_left_out_and_named()
    {
        var reading = Clocks.Read(Working, [Step(2, 13, "submitted")], Body)!;
        // 3, 4, (5 is a holiday), 6, (7 and 8 a weekend), 9, 10 March.
        reading.LastDay(TimeZoneInfo.FindSystemTimeZoneById("Europe/Madrid")).ShouldBe(new DateOnly(2026, 3, 10));
        (reading.Weekends, reading.Free.Single().Day).ShouldBe((2, new DateOnly(2026, 3, 5)));
    }

    [Fact]
    public void While_it_stands_still_no_day_counts_and_nothing_is_due()
    {
        List<Past> past = [Step(2, 13, "submitted"), Step(4, 9, "waiting")];
        var still = Clocks.Read(Working, past, Body)!;
        (still.Due, still.StandsStill, still.Used).ShouldBe((null, true, 1));
        past.Add(Step(16, 9, "submitted"));
        // One day is used, the 3rd; 17, 18, 19 and 20 March are the rest.
        Clocks.Read(Working, past, Body)!.LastDay(TimeZoneInfo.FindSystemTimeZoneById("Europe/Madrid")).ShouldBe(new DateOnly(2026, 3, 20));
        past.Add(Step(18, 9, "granted"));
        var ended = Clocks.Read(Working, past, Body)!;
        ended.EndedAt.ShouldBe(past[^1].At);
        past.Add(Step(19, 9, "submitted"));
        Clocks.Read(Working, past, Body)!.StartedAt.ShouldBe(past[^1].At, "a new request has the whole time");
    }

    [Fact]
    public void It_never_starts_where_no_step_leads_to_its_states() => Clocks.Read(Working, [Step(2, 13, "draft")], Body).ShouldBeNull();

    [Fact]
    public void A_year_that_has_summer_time_has_days_of_23_and_25_hours()
    {
        var limit = new TimeLimit(1, WorkingDays: false, null);
        // Sunday 29 March 2026 has 23 hours in Madrid, Sunday 25 October 25.
        Clocks.End(limit, new DateTimeOffset(2026, 3, 28, 12, 0, 0, TimeSpan.Zero), Body).ShouldBe(new DateTimeOffset(2026, 3, 29, 22, 0, 0, TimeSpan.Zero));
        Clocks.End(limit, new DateTimeOffset(2026, 10, 24, 12, 0, 0, TimeSpan.Zero), Body).ShouldBe(new DateTimeOffset(2026, 10, 25, 23, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void However_often_it_stops_the_days_that_counted_are_never_more_than_its_limit_and_a_stop_never_makes_it_earlier() =>
        Prop.ForAll(Gen.Choose(1, 60).NonEmptyListOf().ToArbitrary(), hours =>
        {
            var past = new List<Past> { Step(2, 13, "submitted") };
            DateTimeOffset? before = Clocks.Read(Working, past, Body)!.Due;
            foreach (var (at, gap) in hours.Index())
            {
                past.Add(new Past("step", past[^1].To, at % 2 == 0 ? "waiting" : "submitted", past[^1].At.AddHours(gap), null, null));
                var reading = Clocks.Read(Working, past, Body)!;
                if (reading.Used > Working.Days || (reading.Due is { } due && due < before))
                    return false;
                before = reading.Due ?? before;
            }
            return true;
        }).QuickCheckThrowOnFailure();

    private static Past Step(int day, int hour, string to) => new("step", "other", to, new DateTimeOffset(2026, 3, day, hour, 0, 0, TimeSpan.Zero), null, null);
}
