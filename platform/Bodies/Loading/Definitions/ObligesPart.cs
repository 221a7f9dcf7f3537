using Entente.Bodies.Definitions;

namespace Entente.Bodies.Loading.Definitions;

/// <summary>What parties owe by the entries of a register.</summary>
internal sealed class ObligesPart(MapReader root, Reading reading, Known known)
{
    private FileFindings Findings => reading.Findings;

    public Obliges? Read()
    {
        if (!root.Has("obliges") || root.Map("obliges", "obliges") is not { } map)
            return null;
        var owing = new OwingPart(map, reading, "obliges.");
        var obliges = new Obliges(
            map.Choice("every", TraitsPart.Rhythms, Rhythm.Year, required: true),
            reading.Formula(map, "who", FormulaScope.Owed, Wanted.Truth, required: true) ?? "false",
            reading.Formula(map, "due", FormulaScope.Owed, Wanted.Day))
        {
            Because = owing.Because(),
            Code = Code(map),
            Title = Title(map),
            MetBy = Once(map, "met-by", field => field.Type is FieldType.Text or FieldType.Code, "Name a field of type \"text\" or \"code\" with the code of a return."),
            AlsoMetBy = Once(map, "also-met-by", field => field.Type == FieldType.Reference && field.References == reading.Code, $"Name a field \"type: reference, to: {reading.Code}\"."),
            AnsweredIn = Answered(map),
            Remind = owing.Remind(),
            StatusShownTo = owing.StatusShownTo(),
        };
        map.Close();
        return obliges;
    }

    // One field, or one for each language of the body.
    private LocalText? Title(MapReader map)
    {
        const string Mend = "Name a field of type \"text\" or \"long-text\".";
        if (map.Take("title", required: false) is not YamlMap)
            return Once(map, "title", field => field.IsText, Mend) is { } field ? new LocalText((reading.Body.Languages is [var first, ..] ? first : "en", field)) : null;
        var inner = map.Map("title", "obliges.title")!;
        var titles = new List<(string, string)>();
        foreach (var language in reading.Body.Languages)
            if (inner.Word(language) is { } word)
            {
                Once(word, field => field.IsText, Mend);
                titles.Add((language, word.Value));
            }
        inner.Close();
        return titles.Count == 0 ? null : new LocalText(titles);
    }

    private string? Once(MapReader map, string key, Func<Field, bool> fits, string mend)
    {
        if (map.Word(key, required: false) is not { } word)
            return null;
        Once(word, fits, mend);
        return word.Value;
    }

    private void Once(YamlText word, Func<Field, bool> fits, string mend)
    {
        var found = known.Once(word.Value);
        if (found.Count == 0)
            Findings.AddUnknown(word.At, "unknown-field", $"No section of fields has a field \"{word.Value}\".", word.Value, known.OnceNames);
        else if (found.Count > 1)
            Findings.Add(word.At, "unclear-field", $"Several sections have a field \"{word.Value}\".", $"Write the section before it: \"section.{word.Value}\".");
        else
            Fits(word, found[0], fits, mend);
    }

    private void Fits(YamlText word, Field field, Func<Field, bool> fits, string mend)
    {
        if (field.Confidential)
            Findings.Add(word.At, "confidential", $"\"{word.Value}\" is confidential.", "What is owed stands in lists and letters in plain words: name another field.");
        else if (!fits(field))
            Findings.Add(word.At, "wrong-field", $"\"{word.Value}\" is a field of type \"{FieldWords.Of(field.Type)}\", which does not serve here.", mend);
    }

    private CodesOfEntry? Code(MapReader map)
    {
        if (map.Take("code", required: false) is YamlText)
        {
            var field = Once(map, "code", field => field.Type is FieldType.Text or FieldType.Code, "Name a field of type \"text\" or \"code\".");
            return field is null ? null : new CodesOfEntry(null, field, null, null);
        }
        if (!map.Has("code") || map.Map("code", "obliges.code") is not { } inner)
            return null;
        var (rows, code, from, until) = (inner.Word("rows"), inner.Word("code"), inner.Word("from", required: false), inner.Word("until", required: false));
        inner.Close();
        if (rows is null || code is null)
            return null;
        if (known.Section(rows.Value) is not { IsTable: true })
        {
            Findings.AddUnknown(rows.At, "unknown-section", $"There is no table \"{rows.Value}\".", rows.Value, known.Tables);
            return null;
        }
        Column(rows.Value, code, field => field.Type is FieldType.Text or FieldType.Code, "Name a column of type \"text\" or \"code\".");
        foreach (var end in new[] { from, until }.OfType<YamlText>())
            Column(rows.Value, end, field => field.Type is FieldType.Whole or FieldType.Date, "Name a column of type \"whole\" with a year, or of type \"date\".");
        return new CodesOfEntry(rows.Value, code.Value, from?.Value, until?.Value);
    }

    private void Column(string table, YamlText word, Func<Field, bool> fits, string mend)
    {
        if (known.Field(table, word.Value) is { } field)
            Fits(word, field, fits, mend);
        else
            Findings.AddUnknown(word.At, "unknown-field", $"\"{table}\" has no field \"{word.Value}\".", word.Value, known.FieldsOf(table));
    }

    private AnsweredIn? Answered(MapReader map)
    {
        if (!map.Has("answered-in") || map.Map("answered-in", "obliges.answered-in") is not { } inner)
            return null;
        var of = inner.Word("return");
        // One table, or several with the same fields.
        var sections = inner.Take("section", required: false) is YamlList ? inner.Words("section") : inner.Word("section") is { } only ? [only] : null;
        var (requirement, answer, reason) = (inner.Word("requirement"), inner.Word("answer"), inner.Word("reason"));
        var (sent, not) = (inner.Word("sent"), inner.Word("not-applicable"));
        inner.Close();
        reading.Other(of, DefinitionKind.Return);
        if (of is null || sections is not [var section, ..] || requirement is null || answer is null || reason is null || sent is null || not is null)
            return null;
        foreach (var each in sections)
            reading.Across.Add(new Across(others => new AnsweredPart(reading, others, of, each).Check(requirement, answer, reason, [sent, not])));
        return new AnsweredIn(of.Value, section.Value, requirement.Value, answer.Value, sent.Value, not.Value, reason.Value) { AlsoIn = sections.Count > 1 ? [.. sections.Skip(1).Select(each => each.Value)] : null };
    }
}

/// <summary>Whether the return in which requirements are answered has what is said of it.</summary>
internal sealed class AnsweredPart(Reading reading, IReadOnlyDictionary<string, Definition> others, YamlText of, YamlText section)
{
    private FileFindings Findings => reading.Findings;

    public void Check(YamlText requirement, YamlText answer, YamlText reason, IReadOnlyList<YamlText> codes)
    {
        if (!others.TryGetValue(of.Value, out var definition) || definition.Kind != DefinitionKind.Return)
            return;
        if (definition.Section(section.Value) is not { IsTable: true } table)
        {
            Findings.AddUnknown(section.At, "unknown-section", $"\"{of.Value}\" has no table \"{section.Value}\".", section.Value, definition.Sections.Where(other => other.IsTable).Select(other => other.Code));
            return;
        }
        Field(table, requirement, field => field.Type == FieldType.Reference && field.References == reading.Code, $"It must be \"type: reference, to: {reading.Code}\".");
        Field(table, reason, field => field.IsText, "It must be a text.");
        Field(table, answer, field => field.Type == FieldType.Code, "It must be \"type: code\".");
        if (table.Field(answer.Value) is { Type: FieldType.Code, List: { } list } && reading.Body.List(list) is { } own)
            foreach (var code in codes.Where(code => own.Codes.Count > 0 && own.Codes.All(known => known.Code != code.Value)))
                Findings.AddUnknown(code.At, "unknown-code", $"The list \"{list}\" has no code \"{code.Value}\".", code.Value, own.Codes.Select(known => known.Code));
    }

    private void Field(Section table, YamlText word, Func<Field, bool> fits, string mend)
    {
        if (table.Field(word.Value) is not { } field)
            Findings.AddUnknown(word.At, "unknown-field", $"\"{table.Code}\" of \"{of.Value}\" has no field \"{word.Value}\".", word.Value, table.Fields.Select(known => known.Code));
        else if (!fits(field))
            Findings.Add(word.At, "wrong-field", $"\"{word.Value}\" is a field of type \"{FieldWords.Of(field.Type)}\", which does not serve here.", mend);
        else if (field.Confidential)
            Findings.Add(word.At, "confidential", $"\"{word.Value}\" is confidential.", "Whether a requirement was answered is counted: remove \"confidential\" there.");
    }
}
