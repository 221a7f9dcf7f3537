using Entente.Bodies.Definitions;

namespace Entente.Bodies.Loading.Definitions;

/// <summary>The body's own rules over a statement.</summary>
internal sealed class ChecksPart(MapReader root, Reading reading, Known known)
{
    public static readonly IReadOnlyDictionary<string, CheckLevel> Levels = new Dictionary<string, CheckLevel>(StringComparer.Ordinal) { ["error"] = CheckLevel.Error, ["warning"] = CheckLevel.Warning, ["note"] = CheckLevel.Note };
    private static readonly Dictionary<string, bool> Blanks = new(StringComparer.Ordinal) { ["passes"] = true, ["fails"] = false };

    public IReadOnlyList<Check> Read() => [.. root.Coded("checks", required: false).Select(Check).OfType<Check>()];

    private Check? Check(YamlEntry entry)
    {
        var (code, place) = (entry.Key.Value, $"checks.{entry.Key.Value}");
        if (root.Inner(entry, place) is not { } map)
            return null;
        reading.Places[place] = entry.Key.At;
        if (FaultWords.All.Contains(code))
            reading.Findings.Add(entry.Key.At, "reserved-code", $"The platform itself finds \"{code}\".", "Choose another code for this check.");
        var (table, misread) = Table(map);
        var scope = misread ? FormulaScope.Nowhere : table is null ? FormulaScope.Whole : FormulaScope.Of(table);
        var that = reading.Formula(map, "that", scope, Wanted.Truth, required: true);
        var when = reading.Formula(map, "when", scope, Wanted.Truth);
        var check = new Check(code, table, that ?? "true", when, map.Choice("level", Levels, CheckLevel.Error), reading.Text(map, "says", $"{place}."), At(map, table, misread), map.Choice("blank", Blanks, otherwise: true));
        if (!misread)
            new MentionsPart(reading, known).Check(check.Says, table, map.Take("says", required: false)?.At ?? entry.Key.At);
        map.Close();
        return check;
    }

    private (string? Table, bool Misread) Table(MapReader map)
    {
        if (map.Word("in", required: false) is not { } word)
            return (null, map.Has("in"));
        if (known.Section(word.Value) is { } section)
        {
            if (!section.IsTable)
                reading.Findings.Add(word.At, "not-a-table", $"\"{word.Value}\" has no rows to look at.", "Remove \"in\": the check then looks at the whole statement.");
            return (word.Value, !section.IsTable);
        }
        reading.Findings.AddUnknown(word.At, "unknown-section", $"There is no table \"{word.Value}\".", word.Value, known.Tables);
        return (null, true);
    }

    private string? At(MapReader map, string? table, bool misread)
    {
        if (map.Word("at", required: false) is not { } word || misread)
            return null;
        if (table is not null && known.Field(table, word.Value) is not null)
            return $"{table}.{word.Value}";
        if (!known.Has(word.Value) || (table is not null && word.Value.Split('.')[0] != table))
            reading.Findings.AddUnknown(word.At, "unknown-place", $"There is no place \"{word.Value}\"{(table is null ? "" : $" in the rows of \"{table}\"")}.", word.Value, table is null ? known.Places : known.FieldsOf(table));
        return word.Value;
    }
}
