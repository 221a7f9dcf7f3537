namespace Entente.Bodies.Loading;

/// <summary>The groupings of body.yaml: regions, panels, customs unions and the groups of each.</summary>
internal sealed class GroupingsPart(MapReader root, Translations texts, FileFindings findings)
{
    private static readonly Dictionary<string, Share> Shares = new(StringComparer.Ordinal)
    {
        ["any"] = Share.Any,
        ["at-most-one"] = Share.AtMostOne,
        ["exactly-one"] = Share.ExactlyOne,
    };

    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);

    /// <summary>The parties that are unions as they are written, for whoever knows the parties.</summary>
    public List<YamlText> Unions { get; } = [];

    public IReadOnlyList<Grouping> Read() => [.. root.Coded("groupings", required: false).Select(Grouping)];

    private Grouping Grouping(YamlEntry entry)
    {
        var place = $"groupings.{entry.Key.Value}";
        if (root.Inner(entry, place) is not { } map)
            return new Grouping(entry.Key.Value, texts.Resolve($"{place}.name", null), Share.Any, []);
        var name = texts.Resolve($"{place}.name", map.Take("name"));
        var share = EachPartyIn(map);
        var groups = map.Coded("groups").Where(IsNew).Select(group => new Group(group.Key.Value, texts.Resolve($"{place}.groups.{group.Key.Value}", group.Value))).ToList();
        var unions = UnionsOf(map, entry.Key.Value, groups);
        map.Close();
        return new Grouping(entry.Key.Value, name, share, [.. groups.Select(group => unions.TryGetValue(group.Code, out var union) ? group with { Union = union } : group)]);
    }

    // unions: {eu-members: EU}
    private Dictionary<string, string> UnionsOf(MapReader map, string grouping, List<Group> groups)
    {
        var unions = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in map.Coded("unions", required: false))
        {
            if (groups.TrueForAll(group => group.Code != entry.Key.Value))
                findings.AddUnknown(entry.Key.At, "unknown-group", $"There is no group \"{entry.Key.Value}\" in the grouping \"{grouping}\".", entry.Key.Value, groups.Select(group => group.Code));
            else if (entry.Value is not YamlText { IsBlank: false } party)
                findings.Add(entry.Value.At, "wrong-type", "Here belongs the code of one party.", $"Write \"{entry.Key.Value}: EU\".");
            else
                Keep(entry.Key.Value, party);
        }
        return unions;

        void Keep(string group, YamlText party)
        {
            unions[group] = party.Value;
            Unions.Add(party);
        }
    }

    private Share EachPartyIn(MapReader map)
    {
        if (map.Word("each-party-in", required: false) is not { } word)
            return Share.Any;
        if (!Shares.TryGetValue(word.Value, out var share))
            findings.AddUnknown(word.At, "unknown-value", $"\"{word.Value}\" is not a number of groups.", word.Value, Shares.Keys);
        return share;
    }

    // The column "groups" of parties.csv names a group without its grouping.
    private bool IsNew(YamlEntry group)
    {
        if (_lines.TryAdd(group.Key.Value, group.Key.At.Line))
            return true;
        findings.Add(group.Key.At, "duplicate-code", $"There is already a group \"{group.Key.Value}\", in line {_lines[group.Key.Value]}.", "Groups need different codes even in different groupings.");
        return false;
    }
}
