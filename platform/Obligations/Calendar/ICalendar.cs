using System.Globalization;
using System.Text;

namespace Entente.Obligations.Calendar;

/// <summary>
/// Days in the format of RFC 5545, which every calendar reads. Whole days without a zone: what is due on the 5th stands on
/// the 5th wherever one looks, and the text says where the day ends.
/// </summary>
public static class ICalendar
{
    private const int LongestLine = 75;

    public static byte[] Write(string name, string host, IEnumerable<CalendarDay> days)
    {
        var file = new StringBuilder();
        Line(file, "BEGIN:VCALENDAR");
        Line(file, "VERSION:2.0");
        Line(file, "PRODID:-//Entente//Obligations//EN");
        Line(file, "CALSCALE:GREGORIAN");
        Line(file, "METHOD:PUBLISH");
        Line(file, $"NAME:{Text(name)}");
        Line(file, $"X-WR-CALNAME:{Text(name)}");
        Line(file, "REFRESH-INTERVAL;VALUE=DURATION:PT6H");
        Line(file, "X-PUBLISHED-TTL:PT6H");
        foreach (var day in days)
            Event(file, day, host);
        Line(file, "END:VCALENDAR");
        return Encoding.UTF8.GetBytes(file.ToString());
    }

    private static void Event(StringBuilder file, CalendarDay day, string host)
    {
        Line(file, "BEGIN:VEVENT");
        Line(file, $"UID:{day.Id}@{host}");
        Line(file, $"DTSTAMP:{Instant(day.Changed)}");
        Line(file, $"LAST-MODIFIED:{Instant(day.Changed)}");
        Line(file, $"SEQUENCE:{day.Sequence.ToString(CultureInfo.InvariantCulture)}");
        Line(file, $"DTSTART;VALUE=DATE:{Day(day.Day)}");
        // The day after is the first that no longer belongs to it. The last day there is has none.
        if (day.Day < DateOnly.MaxValue)
            Line(file, $"DTEND;VALUE=DATE:{Day(day.Day.AddDays(1))}");
        Line(file, $"SUMMARY:{Text(day.Title)}");
        Line(file, $"DESCRIPTION:{Text(day.Text)}");
        Line(file, $"URL:{Plain(day.Address)}");
        Line(file, $"CATEGORIES:{Text(day.Body)}");
        Line(file, $"STATUS:{(day.Lifted ? "CANCELLED" : "CONFIRMED")}");
        // Nobody is busy all day because something is due at its end.
        Line(file, "TRANSP:TRANSPARENT");
        Line(file, "END:VEVENT");
    }

    /// <summary>Signs that mean something to the format are marked; other control characters than line ends have no place in it.</summary>
    internal static string Text(string text)
    {
        var marked = new StringBuilder(text.Length + 16);
        foreach (var sign in text.ReplaceLineEndings("\n"))
        {
            if (sign is '\\' or ';' or ',')
                marked.Append('\\').Append(sign);
            else if (sign == '\n')
                marked.Append("\\n");
            else if (!char.IsControl(sign))
                marked.Append(sign);
        }
        return marked.ToString();
    }

    private static string Plain(string address) => new([.. address.Where(sign => !char.IsControl(sign))]);

    private static string Day(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    // A line has at most 75 bytes; the rest goes on behind a space, and no letter is cut in two.
    private static void Line(StringBuilder file, string line)
    {
        var bytes = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (bytes + rune.Utf8SequenceLength > LongestLine)
            {
                file.Append("\r\n ");
                bytes = 1;
            }
            file.Append(rune);
            bytes += rune.Utf8SequenceLength;
        }
        file.Append("\r\n");
    }
}
