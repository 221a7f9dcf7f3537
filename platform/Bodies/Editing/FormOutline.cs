namespace Entente.Bodies.Editing;

/// <summary>What a definition asks, read from its text alone, so that it can be shown and mended whatever is wrong elsewhere.</summary>
public sealed record FormOutline(IReadOnlyList<OutlineSection> Sections, IReadOnlyList<OutlineCheck> Checks)
{
    public OutlineSection? Section(string code) => Sections.FirstOrDefault(section => section.Code == code);

    /// <summary>Null where the text cannot be read as keys and values.</summary>
    public static FormOutline? Of(string text)
    {
        if (YamlSpans.Read(text) is not { } root)
            return null;
        var sections = Entries(root, "sections").Select(section => new OutlineSection(section.Key, Name(section.Map, section.Key), section.Map.Find("rows") is not null,
            [.. Entries(section.Map, "fields").Select(field => new OutlineField(field.Key, Name(field.Map, field.Key), Words(field.Map)))]));
        var checks = Entries(root, "checks").Select(check => new OutlineCheck(check.Key, Word(check.Map, "in"), Word(check.Map, "that") ?? "", Name(check.Map, check.Key, "says")));
        return new FormOutline([.. sections], [.. checks]);
    }

    private static IEnumerable<(string Key, MapSpan Map)> Entries(MapSpan map, string key) =>
        map.Find(key)?.Value is MapSpan inner ? inner.Entries.Where(entry => entry.Value is MapSpan).Select(entry => (entry.Key.Value, (MapSpan)entry.Value)) : [];

    private static string Name(MapSpan map, string otherwise, string key = "name") => map.Find(key)?.Value switch
    {
        ScalarSpan { IsMissing: false } one => one.Value,
        MapSpan { Entries: [{ Value: ScalarSpan first }, ..] } => first.Value,
        _ => otherwise,
    };

    private static string? Word(MapSpan map, string key) => map.Find(key)?.Value is ScalarSpan { IsMissing: false } word ? word.Value : null;

    private static Dictionary<string, string> Words(MapSpan map) =>
        map.Entries.Where(entry => entry.Value is ScalarSpan { IsMissing: false }).ToDictionary(entry => entry.Key.Value, entry => ((ScalarSpan)entry.Value).Value, StringComparer.Ordinal);
}

public sealed record OutlineSection(string Code, string Name, bool IsTable, IReadOnlyList<OutlineField> Fields);

/// <param name="Settings">Those that are a single word or line.</param>
public sealed record OutlineField(string Code, string Name, IReadOnlyDictionary<string, string> Settings)
{
    public string Type => Settings.GetValueOrDefault("type") ?? "";

    public string Required => Settings.GetValueOrDefault("required") ?? "false";
}

public sealed record OutlineCheck(string Code, string? In, string That, string Says);
