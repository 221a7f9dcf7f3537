namespace Entente.Bodies.Loading;

/// <summary>The lists of body.yaml: what each is called and which columns it has beside the usual ones.</summary>
internal sealed class ListsPart(MapReader root, Translations texts, FileFindings findings)
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

    public IReadOnlyList<CodeList> Read()
    {
        var lists = root.Coded("lists", required: false).Select(List).ToList();
        foreach (var word in _referred.Where(word => lists.TrueForAll(list => list.Code != word.Value)))
            findings.AddUnknown(word.At, "unknown-list", $"There is no list \"{word.Value}\".", word.Value, lists.Select(list => list.Code));
        return lists;
    }

    private CodeList List(YamlEntry entry)
    {
        var place = $"lists.{entry.Key.Value}";
        if (root.Inner(entry, place) is not { } map)
            return new CodeList(entry.Key.Value, texts.Resolve($"{place}.name", null), [], []);
        var name = texts.Resolve($"{place}.name", map.Take("name"));
        var columns = map.Coded("columns", required: false).Where(IsFree).Select(column => Column(map, column, $"{place}.columns.{column.Key.Value}")).ToList();
        map.Close();
        return new CodeList(entry.Key.Value, name, columns, []);
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

    private bool IsFree(YamlEntry column)
    {
        if (column.Key.Value is not ("code" or "label" or "from" or "until" or "parent" or "note"))
            return true;
        findings.Add(column.Key.At, "reserved-code", $"Every list has the column \"{column.Key.Value}\" already.", "Remove it here, or choose another name.");
        return false;
    }
}
