using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Entente.Feel.Values;

public sealed partial class Zone
{
    private static readonly SearchValues<char> allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/_+-");

    /// <summary>Seconds ahead of UTC outside summer time: what a time without a day is counted by.</summary>
    public int StandardSeconds => rules is null ? seconds : (int)rules.BaseUtcOffset.TotalSeconds;

    /// <summary>The zone of a place by its IANA name, as in <c>Europe/Paris</c>.</summary>
    public static bool TryFind(ReadOnlySpan<char> id, [NotNullWhen(true)] out Zone? zone)
    {
        zone = null;
        // What the system keeps in small letters is no place: localtime, posixrules, right/…
        if (id.IsEmpty || id.Length > 64 || !char.IsAsciiLetterUpper(id[0]) || id.ContainsAnyExcept(allowed))
            return false;
        if (found.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(id, out zone))
            return true;
        var name = id.ToString();
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(name, out var rules) || (!rules.HasIanaId && name != "UTC"))
            return false;
        zone = found.GetOrAdd(name, new Zone(name, rules, 0));
        return true;
    }

    /// <summary>
    /// Seconds ahead of UTC at a local time. An hour that occurs twice is taken the first time, as summer time;
    /// one that is skipped is counted by the offset before the gap. Offsets of before there was standard time are known to the minute.
    /// </summary>
    public int SecondsAt(DateAndTime local)
    {
        if (rules is null)
            return seconds;
        var when = Near(local);
        if (rules.IsInvalidTime(when))
            return BeforeGap(rules, when);
        return rules.IsAmbiguousTime(when) ? (int)rules.GetAmbiguousTimeOffsets(when).Max().TotalSeconds : (int)rules.GetUtcOffset(when).TotalSeconds;
    }

    /// <summary>Seconds ahead of UTC when it is so late in UTC.</summary>
    internal int SecondsAtUtc(DateAndTime utc) =>
        rules is null ? seconds : (int)rules.GetUtcOffset(DateTime.SpecifyKind(Near(utc), DateTimeKind.Utc)).TotalSeconds;

    /// <summary>As <c>Z</c>, <c>+02:00</c>, <c>-02:45:55</c> or <c>@Europe/Paris</c>.</summary>
    public override string ToString()
    {
        if (Id is not null)
            return $"@{Id}";
        var size = Math.Abs(seconds);
        return seconds == 0 ? "Z"
            : string.Create(CultureInfo.InvariantCulture, $"{(seconds < 0 ? '-' : '+')}{size / 3600:00}:{size / 60 % 60:00}{(size % 60 == 0 ? "" : $":{size % 60:00}")}");
    }

    // Whatever is left of the text; nothing is no zone.
    internal static bool TryTake(ref Lexeme lexeme, out Zone? zone)
    {
        zone = null;
        if (lexeme.AtEnd)
            return true;
        if (lexeme.Take('@'))
            return TryFind(lexeme.Rest, out zone);
        if (lexeme.Take('Z'))
        {
            zone = Utc;
            return lexeme.AtEnd;
        }
        var behind = lexeme.Take('-');
        if ((!behind && !lexeme.Take('+')) || !lexeme.TakePair(out var hours) || !lexeme.Take(':') || !lexeme.TakePair(out var minutes))
            return false;
        var part = 0;
        if (lexeme.Take(':') && !lexeme.TakePair(out part))
            return false;
        var size = (hours * 3600) + (minutes * 60) + part;
        if (!lexeme.AtEnd || minutes > 59 || part > 59 || size > FurthestOffset)
            return false;
        zone = Offset(behind ? -size : size);
        return true;
    }

    private static int BeforeGap(TimeZoneInfo rules, DateTime when)
    {
        for (var hours = 0; hours < 26 && rules.IsInvalidTime(when); hours++)
            when = when.AddHours(-1);
        return (int)rules.GetUtcOffset(when).TotalSeconds;
    }

    // .NET counts the years 1 to 9999. Beyond, the rules of a year 400 years apart hold, whose days fall alike.
    private static DateTime Near(DateAndTime local)
    {
        var year = local.Date.Year;
        year = year > 9998 ? 9598 + ((year - 9598) % 400) : year < 2 ? 2 + ((((year - 2) % 400) + 400) % 400) : year;
        return new DateTime(year, local.Date.Month, local.Date.Day, 0, 0, 0, DateTimeKind.Unspecified).AddTicks(local.Time.Nanoseconds / 100);
    }
}
