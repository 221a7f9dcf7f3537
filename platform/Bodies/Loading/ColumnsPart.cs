namespace Entente.Bodies.Loading;

/// <summary>The columns that a body gives a list, or its parties, beside those that all have.</summary>
internal sealed class ColumnsPart(Translations texts, FileFindings findings)
{
    private static readonly Dictionary<string, ColumnKind> Kinds = new(StringComparer.Ordinal)
    {
        ["text"] = ColumnKind.Text,
        ["number"] = ColumnKind.Number,
        ["date"] = ColumnKind.Date,
        ["yes-no"] = ColumnKind.YesNo,
        ["code"] = ColumnKind.Code,
    };

    private readonly List<YamlText> _referred = [];

    /// <param name="usual">What every such file has already.</param>
    public List<ListColumn> Read(MapReader map, string key, string place, IReadOnlyList<string> usual) =>
        [.. map.Coded(key, required: false).Where(column => IsFree(column, usual)).Select(column => Column(map, column, $"{place}.{column.Key.Value}"))];

    public void CheckLists(IReadOnlyList<CodeList> lists)
    {
        foreach (var word in _referred.Where(word => lists.All(list => list.Code != word.Value)))
            findings.AddUnknown(word.At, "unknown-list", $"There is no list \"{word.Value}\".", word.Value, lists.Select(list => list.Code));
    }

    private ListColumn Column(MapReader list, YamlEntry entry, string place)
    {
        if (list.Inner(entry, place) is not { } map)
            return new ListColumn(entry.Key.Value, texts.Resolve($"{place}.name", null), ColumnKind.Text, null);
        var name = texts.Resolve($"{place}.name", map.Take("name"));
        var kind = ColumnKind.Text;
        if (map.Word("kind", required: false) is { } word && !Kinds.TryGetValue(word.Value, out kind))
            findings.AddUnknown(word.At, "unknown-value", $"A column cannot hold \"{word.Value}\".", word.Value, Kinds.Keys);
        var codes = Reference(map, kind);
        map.Close();
        return new ListColumn(entry.Key.Value, name, kind, codes);
    }

    private string? Reference(MapReader map, ColumnKind kind)
    {
        var word = map.Word("list", required: kind == ColumnKind.Code);
        if (word is null)
            return null;
        _referred.Add(word);
        if (kind != ColumnKind.Code)
            findings.Add(word.At, "unfitting-key", "Only a column of codes is tied to a list.", "Add \"kind: code\", or remove this line.");
        return word.Value;
    }

    private bool IsFree(YamlEntry column, IReadOnlyList<string> usual)
    {
        if (!usual.Contains(column.Key.Value, StringComparer.Ordinal))
            return true;
        findings.Add(column.Key.At, "reserved-code", $"Every such file has the column \"{column.Key.Value}\" already.", "Remove it here, or choose another name.");
        return false;
    }
}
