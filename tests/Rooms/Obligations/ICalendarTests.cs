using System.Text;
using Entente.Obligations.Calendar;

namespace Entente.Tests.Rooms.Obligations;

/// <summary>The feed in the words of RFC 5545, read back by a reader of its own.</summary>
public sealed class ICalendarTests
{
    private static readonly CalendarDay Day = new(Guid.Parse("0190a000-0000-7000-8000-000000000001"), new DateOnly(2026, 3, 6), 0, new DateTimeOffset(2026, 2, 1, 10, 0, 0, TimeSpan.Zero),
        "Weekly catch", "Due by the end of 6 March 2026.", "https://entente.example/bodies/tuna/owed/1", "TO");

    [Fact]
    public void A_day_is_a_whole_day_without_a_zone()
    {
        var lines = Lines(Day);
        lines.ShouldContain("DTSTART;VALUE=DATE:20260306");
        lines.ShouldContain("DTEND;VALUE=DATE:20260307");
        lines.ShouldContain("DTSTAMP:20260201T100000Z");
        lines.ShouldContain($"UID:{Day.Id}@entente.example");
        lines.ShouldNotContain(line => line.StartsWith("BEGIN:VTIMEZONE", StringComparison.Ordinal));
    }

    [Fact]
    public void No_line_has_more_than_75_bytes_and_no_letter_is_cut()
    {
        var title = string.Concat(Enumerable.Repeat("الإبلاغ عن المصيد الأسبوعي 🐟 déclaration; ", 12));
        var written = ICalendar.Write("Ententé", "entente.example", [Day with { Title = title }]);
        Encoding.UTF8.GetString(written).Split("\r\n").ShouldAllBe(line => Encoding.UTF8.GetByteCount(line) <= 75 && !line.Contains('�', StringComparison.Ordinal));
        Lines(Day with { Title = title }).ShouldContain("SUMMARY:" + title.Replace(";", "\\;", StringComparison.Ordinal));
    }

    [Fact]
    public void Signs_of_the_format_are_marked_and_nothing_written_by_others_begins_a_line()
    {
        var lines = Lines(Day with { Title = "One, two; three\\four\nEND:VEVENT\r\nBEGIN:VALARM\0" });
        lines.ShouldContain("SUMMARY:One\\, two\\; three\\\\four\\nEND:VEVENT\\nBEGIN:VALARM");
        lines.Count(line => line == "END:VEVENT").ShouldBe(1);
    }

    [Fact]
    public void What_is_moved_has_a_higher_number_under_the_same_name_and_what_is_lifted_is_cancelled()
    {
        Lines(Day with { Sequence = 2, Day = new DateOnly(2026, 4, 1) }).ShouldContain("SEQUENCE:2");
        Lines(Day with { Lifted = true }).ShouldContain("STATUS:CANCELLED");
        Lines(Day).ShouldContain("STATUS:CONFIRMED");
    }

    [Fact]
    public void The_same_days_are_the_same_bytes_and_no_days_are_a_calendar_all_the_same()
    {
        ICalendar.Write("x", "h", [Day]).ShouldBe(ICalendar.Write("x", "h", [Day]));
        Encoding.UTF8.GetString(ICalendar.Write("x", "h", [])).ShouldEndWith("END:VCALENDAR\r\n");
        Lines(Day with { Day = DateOnly.MaxValue }).ShouldContain("DTSTART;VALUE=DATE:99991231");
    }

    // Unfolded, as a reader of calendars does it.
    private static List<string> Lines(CalendarDay day) =>
        [.. Encoding.UTF8.GetString(ICalendar.Write("Ententé", "entente.example", [day])).Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n")];
}
