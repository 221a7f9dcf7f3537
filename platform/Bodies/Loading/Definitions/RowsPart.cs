using Entente.Bodies.Definitions;

namespace Entente.Bodies.Loading.Definitions;

/// <summary>What makes a section a table: <c>rows: true</c>, or how many there may be, what is their key, what gives them.</summary>
internal sealed class RowsPart(Reading reading, IReadOnlyList<Field> fields)
{
    private const int Most = 10_000_000;
    private const int Usual = 10_000;

    public RowRules? Read(MapReader section, string place)
    {
        if (section.Take("rows") is YamlText word)
        {
            if (word is not { Value: "true", Plain: true })
                reading.Findings.Add(word.At, "wrong-type", $"\"rows\" cannot be \"{word.Value}\".", "Write \"rows: true\", or {least: …, most: …, key: […]}; a section of fields has no \"rows\".");
            return new RowRules(0, Usual, [], null);
        }
        if (section.Map("rows", $"{place}.rows") is not { } map)
            return new RowRules(0, Usual, [], null);
        var (least, most) = (map.Whole("least", 0, Most) ?? 0, map.Whole("most", 1, Most));
        if (least > (most ?? Math.Max(least, Usual)))
            reading.Findings.Add(map.Take("most")!.At, "limits", $"\"most\" ({most}) is less than \"least\" ({least}).", "Exchange them, or mend one.");
        var (key, level) = Key(map, $"{place}.rows.key");
        var each = ForEach(map, place);
        map.Close();
        return new RowRules(least, most ?? Math.Max(least, Usual), key, each) { KeyLevel = level };
    }

    // [vessel, gear], or {fields: [vessel, gear], level: warning}.
    private (List<string> Key, CheckLevel? Level) Key(MapReader rows, string place)
    {
        if (rows.Take("key", required: false) is not YamlMap)
            return (Key(rows, "key", required: false), null);
        var map = rows.Map("key", place)!;
        var (key, level) = (Key(map, "fields", required: true), map.Choice("level", ChecksPart.Levels, CheckLevel.Error));
        map.Close();
        return (key, level == CheckLevel.Error ? null : level);
    }

    private List<string> Key(MapReader map, string name, bool required)
    {
        var words = map.Words(name, required) ?? [];
        foreach (var word in words)
        {
            if (fields.FirstOrDefault(field => field.Code == word.Value) is not { } field)
                reading.Findings.AddUnknown(word.At, "unknown-field", $"The table has no field \"{word.Value}\".", word.Value, fields.Select(known => known.Code));
            else if (field.Type is FieldType.LongText or FieldType.File or FieldType.Place or FieldType.Codes)
                reading.Findings.Add(word.At, "key", $"\"{word.Value}\" is a field of type \"{FieldWords.Of(field.Type)}\", which cannot tell rows apart.", "Name fields with one short value: a code, a reference, a date, a text.");
        }
        return [.. words.Select(word => word.Value)];
    }

    private ForEach? ForEach(MapReader rows, string place)
    {
        if (!rows.Has("for-each") || rows.Map("for-each", $"{place}.rows.for-each") is not { } map)
            return null;
        var (list, register) = (map.Word("list", required: false), map.Word("register", required: false));
        if (register is null)
            map.Refuse("when", "\"when\" chooses among the entries of a register.", "Remove it: of a list there is a row for each code in force.");
        var when = register is null ? null : reading.Formula(map, "when", FormulaScope.Each(register.Value), Wanted.Truth);
        map.Close();
        if ((list is null) == (register is null))
        {
            reading.Findings.Add(map.At, "missing-key", "\"for-each\" needs either a list or a register.", "Write {list: species} or {register: vessels}.");
            return null;
        }
        var of = list is not null ? reading.List(list) : reading.Other(register, DefinitionKind.Register);
        var word = (list ?? register)!;
        var first = fields.Count > 0 ? fields[0] : null;
        var fits = first is not null && (list is not null ? first.Type == FieldType.Code && first.List == of : first.Type == FieldType.Reference && first.References == of);
        if (!fits)
            reading.Findings.Add(word.At, "for-each", $"The first field of the table does not hold {(list is not null ? "a code of the list" : "a reference to the register")} \"{of}\".", list is not null ? $"Begin with a field \"type: code, list: {of}\": it names the row." : $"Begin with a field \"type: reference, to: {of}\": it names the row.");
        else if (first!.Computed is not null || first.Visible is not null)
            reading.Findings.Add(word.At, "for-each", $"The first field \"{first.Code}\" names the row and is neither computed nor hidden.", "Remove \"computed\" and \"visible\" there.");
        return new ForEach(register is not null, of!) { When = when };
    }
}
