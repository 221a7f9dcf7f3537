using System.Collections.Frozen;
using System.Globalization;

namespace Entente.Shared.Localisation;

/// <summary>A time zone of the tz database, with its country and the name of its city in each language.</summary>
public sealed record Zone(string Id, string Country, IReadOnlyList<string> Cities)
{
    public string City(Language language) => Cities[Column(language)];

    private static int Column(Language language)
    {
        for (var i = 0; i < Language.All.Count; i++)
            if (Language.All[i] == language)
                return i;
        return 0;
    }
}

/// <summary>A zone as a person picks it: the name shown, and every word under which it can be found.</summary>
public sealed record ZoneChoice(string Id, string Label, string SearchedBy);

/// <summary>The time zones a person may choose, and which one applies.</summary>
public static class Zones
{
    public const string Utc = "UTC";

    private static readonly Lazy<FrozenDictionary<string, Zone>> Known = new(() =>
        Read().Where(zone => TimeZoneInfo.TryFindSystemTimeZoneById(zone.Id, out _)).ToFrozenDictionary(zone => zone.Id, StringComparer.Ordinal));

    /// <summary>Those this machine has the rules of, in the order of their ids.</summary>
    public static IEnumerable<Zone> All => Known.Value.Values.OrderBy(zone => zone.Id, StringComparer.Ordinal);

    /// <summary>Whether this is the id of a zone a person may choose: exactly as in the list, or UTC.</summary>
    public static bool IsKnown(string? id) => id is not null && (id == Utc || Known.Value.ContainsKey(id));

    /// <summary>What to tell somebody who sent another id; null when it is known.</summary>
    public static string? Problem(string? id, Words words) => IsKnown(id) ? null : words["zones.unknown"];

    /// <summary>The first known of the person's zone and the body's; UTC when there is none.</summary>
    public static TimeZoneInfo Resolve(params ReadOnlySpan<string?> wishes)
    {
        foreach (var wish in wishes)
            if (wish is not null && IsKnown(wish))
                return wish == Utc ? TimeZoneInfo.Utc : TimeZoneInfo.FindSystemTimeZoneById(wish);
        return TimeZoneInfo.Utc;
    }

    /// <summary>"Paris, UTC+1": with the difference at that moment, so that the time in UTC can be told from it.</summary>
    public static string Name(TimeZoneInfo zone, TimeSpan offset, Language language) =>
        zone.Id == Utc ? Utc : $"{City(zone.Id, language)}{(language.RightToLeft ? "،" : ",")} {Offset(offset)}";

    /// <summary>All choices by their name in this language, UTC first.</summary>
    public static IReadOnlyList<ZoneChoice> Choices(Language language, DateTimeOffset at) =>
        [
            new ZoneChoice(Utc, Utc, Utc),
            .. Known.Value.Values
                .Select(zone => Choice(zone, language, at))
                .OrderBy(choice => choice.Label, StringComparer.Create(CultureInfo.GetCultureInfo(language.Code), CompareOptions.IgnoreCase)),
        ];

    private static ZoneChoice Choice(Zone zone, Language language, DateTimeOffset at)
    {
        var offset = TimeZoneInfo.FindSystemTimeZoneById(zone.Id).GetUtcOffset(at);
        return new ZoneChoice(zone.Id, $"{zone.City(language)} ({Offset(offset)})", string.Join(' ', zone.Cities.Append(zone.Id).Distinct(StringComparer.Ordinal)));
    }

    private static string City(string id, Language language) =>
        Known.Value.TryGetValue(id, out var zone) ? zone.City(language) : id;

    private static string Offset(TimeSpan offset)
    {
        if (offset == TimeSpan.Zero)
            return Utc;
        var sign = offset < TimeSpan.Zero ? '-' : '+';
        var minutes = offset.Minutes == 0 ? "" : Math.Abs(offset.Minutes).ToString("':'00", CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{Utc}{sign}{Math.Abs(offset.Hours)}{minutes}");
    }

    private static IEnumerable<Zone> Read()
    {
        using var reader = new StreamReader(typeof(Zones).Assembly.GetManifestResourceStream("zones.tsv")!);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
            if (line.Split('\t') is [var id, var country, .. var cities])
                yield return new Zone(id, country, cities);
    }
}
