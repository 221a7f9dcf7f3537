using Entente.Bodies.Definitions;

namespace Entente.Bodies.Loading.Definitions;

/// <summary>Reads one of examples/*.yaml, as strictly as everything else: an example that is misread proves nothing.</summary>
internal sealed class ExampleFile(FileFindings findings, Body body, IReadOnlyDictionary<string, Definition> definitions)
{
    private readonly ExampleAnswers _answers = new(findings);

    public Example? Read(YamlMap map)
    {
        var root = new MapReader(map, "", findings);
        var word = root.Word("definition");
        if (word is not null && !definitions.ContainsKey(word.Value))
            findings.AddUnknown(word.At, "unknown-definition", $"There is no definition \"{word.Value}\" in this folder.", word.Value, definitions.Keys);
        if (word is null || !definitions.TryGetValue(word.Value, out var definition))
            return null;
        var party = Party(root, definition);
        var period = Period(root, definition);
        var today = Today(root);
        var facts = Facts(root, definition);
        var records = Records(root);
        var content = Content(root, definition);
        var expected = new ExpectedPart(findings, definition).Read(root);
        root.Close();
        return new Example(findings.File, definition, party, period, today, facts, records, content, expected);
    }

    private string? Party(MapReader root, Definition definition)
    {
        if (definition.DeclaredBy == Definition.ByBody)
        {
            root.Refuse("party", $"\"{definition.Code}\" is declared by the body itself.", "Remove \"party\".");
            return null;
        }
        var word = root.Word("party");
        if (word is not null && body.Party(word.Value) is null)
            findings.AddUnknown(word.At, "unknown-party", $"There is no party \"{word.Value}\" in parties.csv.", word.Value, body.Parties.Select(party => party.Code));
        return word?.Value;
    }

    private ReportingPeriod? Period(MapReader root, Definition definition)
    {
        if (definition.Traits.Return is not { Every: not Rhythm.Once } trait)
        {
            root.Refuse("period", $"\"{definition.Code}\" has no periods.", "Remove \"period\".");
            return null;
        }
        if (root.Word("period") is not { } word)
            return null;
        var period = ReportingPeriod.Of(trait, word.Value);
        if (period is null)
            findings.Add(word.At, "period", $"\"{word.Value}\" is not a period of \"{definition.Code}\".", $"Write it as {ReportingPeriod.Sample(trait.Every)}.");
        return period;
    }

    private DateOnly? Today(MapReader root)
    {
        if (root.Word("today", required: false) is not { } word)
            return null;
        if (DateOnly.TryParseExact(word.Value, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var day))
            return day;
        findings.Add(word.At, "date", $"\"{word.Value}\" is not a date.", "Write it as 2026-02-28.");
        return null;
    }

    private Dictionary<string, IReadOnlyList<ExampleRow>> Facts(MapReader root, Definition definition)
    {
        var facts = new Dictionary<string, IReadOnlyList<ExampleRow>>(StringComparer.Ordinal);
        foreach (var entry in root.Keyed("facts", required: false))
        {
            if (definition.Facts.FirstOrDefault(fact => fact.Code == entry.Key.Value) is not { } fact)
                findings.AddUnknown(entry.Key.At, "unknown-fact", $"\"{definition.Code}\" has no fact \"{entry.Key.Value}\".", entry.Key.Value, definition.Facts.Where(known => known.Source != FactSource.List).Select(known => known.Code));
            else if (fact.Source == FactSource.List)
                findings.Add(entry.Key.At, "unfitting-key", $"The rows of \"{fact.Code}\" are those of the list \"{fact.Of}\".", $"Remove it here; what the list holds stands in lists/{fact.Of}.csv.");
            else
                facts[fact.Code] = Rows(entry, FieldsOf(fact, definition), hasId: true);
        }
        return facts;
    }

    private List<Field> FieldsOf(Fact fact, Definition definition)
    {
        var of = fact.Source is FactSource.Register or FactSource.Statements ? definitions.GetValueOrDefault(fact.Of) : definition;
        var section = fact.Section is { } code ? of?.Section(code) : of is { Sections: [var first, ..] } ? first : null;
        if (fact.Source == FactSource.Statements)
            return [.. (section?.Fields ?? []).Concat(OfStatement).DistinctBy(field => field.Code)];
        return [.. (fact.Source == FactSource.Register ? Once(of).Concat(section?.Fields ?? []) : section?.Fields ?? []).DistinctBy(field => field.Code)];
    }

    // What rows of statements hold beside their fields.
    private static IEnumerable<Field> OfStatement => [Made(FieldTypes.DeclaredBy, FieldType.Party), Made(FieldTypes.PeriodStart, FieldType.Date), Made(FieldTypes.PeriodEnd, FieldType.Date)];

    private static Field Made(string code, FieldType type) => new(code, type, new LocalText(("en", code)), null, null);

    private static IEnumerable<Field> Once(Definition? definition) => definition?.Sections.Where(section => !section.IsTable).SelectMany(section => section.Fields) ?? [];

    private Dictionary<string, IReadOnlyList<ExampleRow>> Records(MapReader root)
    {
        var records = new Dictionary<string, IReadOnlyList<ExampleRow>>(StringComparer.Ordinal);
        foreach (var entry in root.Keyed("records", required: false))
        {
            if (!definitions.TryGetValue(entry.Key.Value, out var definition))
                findings.AddUnknown(entry.Key.At, "unknown-definition", $"There is no definition \"{entry.Key.Value}\" in this folder.", entry.Key.Value, definitions.Keys);
            else
                records[definition.Code] = Rows(entry, [.. Once(definition).DistinctBy(field => field.Code)], hasId: true);
        }
        return records;
    }

    private Dictionary<string, IReadOnlyList<ExampleRow>> Content(MapReader root, Definition definition)
    {
        var content = new Dictionary<string, IReadOnlyList<ExampleRow>>(StringComparer.Ordinal);
        foreach (var entry in root.Keyed("content"))
        {
            if (definition.Section(entry.Key.Value) is not { } section)
                findings.AddUnknown(entry.Key.At, "unknown-section", $"\"{definition.Code}\" has no section \"{entry.Key.Value}\".", entry.Key.Value, definition.Sections.Select(known => known.Code));
            else if (section.IsTable == entry.Value is YamlList || entry.Value is YamlBroken)
                content[section.Code] = Rows(entry, section.Fields, hasId: false);
            else
                findings.Add(entry.Value.At, "wrong-type", $"\"{section.Code}\" is {(section.IsTable ? "a table" : "a section of fields")}.", section.IsTable ? "Write a list of rows, each with its fields: \"- {gear: PS}\"." : "Write its fields with their answers.");
        }
        return content;
    }

    private List<ExampleRow> Rows(YamlEntry entry, IReadOnlyList<Field> fields, bool hasId)
    {
        var rows = new List<ExampleRow>();
        foreach (var node in entry.Value is YamlList list ? list.Items : [entry.Value])
        {
            if (node is YamlMap map)
                rows.Add(_answers.Row(map, fields, hasId));
            else if (node is not YamlBroken)
                findings.Add(node.At, "wrong-type", $"A row of \"{entry.Key.Value}\" must hold fields with their answers.", "Write \"{gear: PS, weight: 12}\".");
        }
        return rows;
    }
}
