using System.Diagnostics.CodeAnalysis;

namespace Entente.Feel.Values;

public sealed partial class Zone
{
    /// <summary>Seconds ahead of UTC outside summer time: what a time without a day is counted by.</summary>
    public int StandardSeconds => rules is null ? seconds : (int)rules.BaseUtcOffset.TotalSeconds;

    /// <summary>The zone of a place by its IANA name, as in <c>Europe/Paris</c>.</summary>
    public static bool TryFind(ReadOnlySpan<char> id, [NotNullWhen(true)] out Zone? zone)
    {
        zone = null;
        if (id.IsEmpty || id.Length > 64 || !char.IsAsciiLetter(id[0]) || id.ContainsAnyExcept(Allowed))
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
    /// one that is skipped is counted by the offset before the gap.
    /// </summary>
    public int SecondsAt(DateAndTime local)
    {
        if (rules is null)
            return seconds;
        var when = Near(local);
        if (rules.IsInvalidTime(when))
            return (int)rules.GetUtcOffset(when.AddHours(-3)).TotalSeconds;
        return rules.IsAmbiguousTime(when) ? (int)rules.GetAmbiguousTimeOffsets(when).Max().TotalSeconds : (int)rules.GetUtcOffset(when).TotalSeconds;
    }

    private static readonly System.Buffers.SearchValues<char> Allowed = System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/_+-");

    // .NET counts the years 1 to 9999. Beyond, the rules of a year 400 years apart hold, whose days fall alike.
    private static DateTime Near(DateAndTime local)
    {
        var year = local.Date.Year;
        year = year > 9998 ? 9598 + ((year - 9598) % 400) : year < 2 ? 2 + ((((year - 2) % 400) + 400) % 400) : year;
        return new DateTime(year, local.Date.Month, local.Date.Day, 0, 0, 0, DateTimeKind.Unspecified).AddTicks(local.Time.Nanoseconds / 100);
    }
}
