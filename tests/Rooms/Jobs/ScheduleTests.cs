using System.Globalization;
using Entente.Shared.Jobs;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Tests.Rooms.Jobs;

public sealed class ScheduleTests
{
    private static readonly string[] Zones = ["UTC", "Europe/Madrid", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "Africa/Casablanca", "Asia/Kathmandu", "Pacific/Apia", "Africa/Cairo"];
    private static readonly string[] Fields = ["0 6 * * *", "30 2 * * *", "*/15 * * * *", "0 0 1 * *", "5,35 0-3 * * *", "0 12 * * MON-FRI", "59 23 31 * *", "0 1 * MAR,OCT SUN", "10-40/10 1 * * 7"];

    private static readonly Arbitrary<DateTimeOffset> Instants =
        Gen.Choose(0, 40 * 366 * 24 * 60).Select(minutes => new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minutes).AddSeconds(minutes % 61)).ToArbitrary();

    private static readonly Arbitrary<(string Fields, string Zone)> Calendars =
        (from fields in Gen.Elements(Fields) from zone in Gen.Elements(Zones) select (fields, zone)).ToArbitrary();

    [Fact]
    public void The_next_slot_is_the_first_that_a_walk_over_the_minutes_finds() =>
        Prop.ForAll(Calendars, Instants, (calendar, instant) =>
        {
            var slot = Schedule.At(calendar.Fields, calendar.Zone).NextAfter(instant);
            return slot > instant && slot - instant < TimeSpan.FromDays(3)
                ? slot == Walk(calendar.Fields, calendar.Zone, instant)
                : slot > instant;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Around_every_change_of_the_clock_the_walk_agrees()
    {
        foreach (var zone in Zones)
            foreach (var change in Changes(TimeZoneInfo.FindSystemTimeZoneById(zone)))
                foreach (var fields in new[] { "30 2 * * *", "*/15 * * * *", "5,35 0-3 * * *", "0 0 * * *" })
                    for (var minutes = -200; minutes <= 200; minutes += 25)
                        Schedule.At(fields, zone).NextAfter(change.AddMinutes(minutes)).ShouldBe(Walk(fields, zone, change.AddMinutes(minutes)), $"{fields} {zone} {change:O} {minutes}");
    }

    [Theory]
    [InlineData("2026-03-28T12:00Z", "2026-03-29T01:00Z")] // 02:30 does not exist: the moment the clock jumps to 03:00
    [InlineData("2026-03-29T01:00Z", "2026-03-30T00:30Z")]
    [InlineData("2026-10-24T12:00Z", "2026-10-25T00:30Z")] // 02:30 comes twice: the first
    [InlineData("2026-10-25T00:30Z", "2026-10-26T01:30Z")]
    public void Half_past_two_in_Madrid_comes_once_a_day(string after, string slot) =>
        Schedule.At("30 2 * * *", "Europe/Madrid").NextAfter(DateTimeOffset.Parse(after, CultureInfo.InvariantCulture)).ShouldBe(DateTimeOffset.Parse(slot, CultureInfo.InvariantCulture));

    [Fact]
    public void A_leap_day_is_waited_for() =>
        Schedule.At("0 0 29 2 *").NextAfter(DateTimeOffset.Parse("2096-03-01T00:00Z", CultureInfo.InvariantCulture)).ShouldBe(DateTimeOffset.Parse("2104-02-29T00:00Z", CultureInfo.InvariantCulture));

    [Fact]
    public void An_interval_has_the_same_slots_on_every_node() =>
        Prop.ForAll(Instants, Gen.Choose(1, 100_000).ToArbitrary(), (instant, seconds) =>
        {
            var slot = Schedule.Every(TimeSpan.FromSeconds(seconds)).NextAfter(instant);
            return slot > instant && slot - instant <= TimeSpan.FromSeconds(seconds) && slot.ToUnixTimeSeconds() % seconds == 0;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_all_missed_slots_the_last_is_due() =>
        Prop.ForAll(Calendars, Instants, Gen.Choose(0, 3_000).ToArbitrary(), (calendar, last, hours) =>
        {
            var schedule = Schedule.At(calendar.Fields, calendar.Zone);
            var now = last.AddHours(hours);
            return schedule.DueSlot(last, now) is { } slot
                ? slot > last && slot <= now && schedule.NextAfter(slot) > now
                : schedule.NextAfter(last) > now;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("0 6 * *")]
    [InlineData("60 6 * * *")]
    [InlineData("0 24 * * *")]
    [InlineData("0 6 0 * *")]
    [InlineData("0 6 * 13 *")]
    [InlineData("0 6 * * FRIDAY")]
    [InlineData("0 6 1 * MON")]
    [InlineData("*/0 * * * *")]
    [InlineData("5-1 * * * *")]
    [InlineData("1-2-3 * * * *")]
    [InlineData("-1 * * * *")]
    public void A_schedule_that_cannot_be_read_is_refused(string fields) =>
        Should.Throw<FormatException>(() => Schedule.At(fields));

    [Fact]
    public void A_schedule_that_never_comes_is_refused() =>
        Should.Throw<FormatException>(() => Schedule.At("0 0 31 2 *").NextAfter(DateTimeOffset.UnixEpoch));

    // The oracle: what the wall clock shows, minute by minute, and nothing else.
    private static DateTimeOffset Walk(string fields, string zoneName, DateTimeOffset after)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneName);
        var minute = new DateTimeOffset(after.UtcTicks - after.UtcTicks % TimeSpan.TicksPerMinute, TimeSpan.Zero);
        while (true)
        {
            minute = minute.AddMinutes(1);
            var shown = Shown(zone, minute);
            var before = Shown(zone, minute.AddMinutes(-1));
            // The minutes that the clock shows now or has jumped over since; none when it was set back.
            for (var wall = before.AddMinutes(1); wall <= shown; wall = wall.AddMinutes(1))
                if (Matches(fields, wall) && !ShownEarlier(zone, minute, wall))
                    return minute;
        }
    }

    private static DateTime Shown(TimeZoneInfo zone, DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, zone).DateTime;

    private static bool ShownEarlier(TimeZoneInfo zone, DateTimeOffset instant, DateTime wall)
    {
        for (var back = 1; back <= 24 * 60 + 5; back += 1)
            if (Shown(zone, instant.AddMinutes(-back)) == wall)
                return true;
            else if (back == 200 && zone.GetUtcOffset(instant) == zone.GetUtcOffset(instant.AddDays(-1)))
                return false;
        return false;
    }

    private static bool Matches(string fields, DateTime wall)
    {
        var parts = fields.Split(' ');
        return Holds(parts[0], wall.Minute) && Holds(parts[1], wall.Hour) && Holds(parts[2], wall.Day) && Holds(parts[3], wall.Month)
            && (Holds(parts[4], (int)wall.DayOfWeek) || (wall.DayOfWeek == DayOfWeek.Sunday && Holds(parts[4], 7)));
    }

    private static bool Holds(string field, int value) => field switch
    {
        "*" => true,
        "*/15" => value % 15 == 0,
        "10-40/10" => value is 10 or 20 or 30 or 40,
        "0-3" => value is >= 0 and <= 3,
        "MON-FRI" => value is >= 1 and <= 5,
        "MAR,OCT" => value is 3 or 10,
        "SUN" => value == 0,
        "5,35" => value is 5 or 35,
        _ => int.Parse(field, CultureInfo.InvariantCulture) == value,
    };

    private static IEnumerable<DateTimeOffset> Changes(TimeZoneInfo zone)
    {
        for (var hour = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero); hour.Year < 2027; hour = hour.AddMinutes(30))
            if (zone.GetUtcOffset(hour) != zone.GetUtcOffset(hour.AddMinutes(-30)))
                yield return hour;
    }
}
