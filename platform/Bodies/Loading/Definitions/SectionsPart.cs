using Entente.Bodies.Definitions;

namespace Entente.Bodies.Loading.Definitions;

/// <summary>The sections of a definition with their fields.</summary>
internal sealed class SectionsPart(MapReader root, Reading reading)
{
    private const int MostColumns = 400;

    // Beside a table stand others whose names are longer: weekly_catch_catches_apart_once.
    private const int LongestTable = 63 - 12;

    private FileFindings Findings => reading.Findings;

    public IReadOnlyList<Section> Read()
    {
        var entries = root.Named("sections").ToList();
        if (entries.Count == 0 && root.Take("sections", required: false) is YamlMap empty)
            Findings.Add(empty.At, "no-sections", "There is no section.", "A definition asks something: add a section with fields.");
        reading.IsUnsure |= root.Take("sections", required: false) is YamlMap all && all.Entries.Count != entries.Count;
        return [.. entries.Select(Section).OfType<Section>()];
    }

    private Section? Section(YamlEntry entry)
    {
        var (code, place) = (entry.Key.Value, $"sections.{entry.Key.Value}");
        if (root.Inner(entry, place) is not { } map)
        {
            reading.IsUnsure = true;
            return null;
        }
        var name = reading.Text(map, "name", $"{place}.");
        var help = reading.Optional(map, "help", $"{place}.");
        var visible = reading.Formula(map, "visible", FormulaScope.Whole, Wanted.Truth, settles: code);
        var (shownTo, choices, opensWithin) = (reading.Audience(map, "shown-to"), reading.Choices(map), reading.OpensWithin(map));
        reading.Places[code] = entry.Key.At;
        var fields = Fields(code, map, map.Flag("confidential") ?? false);
        var rows = map.Has("rows") ? new RowsPart(reading, fields).Read(map, place) : null;
        if (rows is not null)
            RefuseFiles(code, fields);
        map.Close();
        CheckSize(entry, fields);
        return new Section(code, name, help, fields, rows, visible, shownTo) { Choices = choices, OpensWithin = opensWithin };
    }

    private List<Field> Fields(string section, MapReader map, bool confidential)
    {
        var fields = new List<Field>();
        var entries = map.Named("fields").ToList();
        reading.IsUnsure |= map.Take("fields", required: false) is not YamlMap all || all.Entries.Count != entries.Count;
        if (map.Take("fields", required: false) is YamlMap { Entries.Count: 0 } empty)
            Findings.Add(empty.At, "no-fields", $"The section \"{section}\" has no fields.", "Add at least one, or remove the section.");
        foreach (var entry in entries)
        {
            reading.Places[$"{section}.{entry.Key.Value}"] = entry.Key.At;
            if (new FieldPart(reading, section, fields, confidential).Read(map, entry) is { } field)
                fields.Add(field);
        }
        return fields;
    }

    // A file is sent for one question; in a column it could be neither sent on the page nor filled in in a workbook.
    private void RefuseFiles(string section, List<Field> fields)
    {
        foreach (var field in fields.Where(field => field.Type == FieldType.File))
            Findings.Add(reading.Places[$"{section}.{field.Code}"], "file-in-table", $"\"{field.Code}\" asks for a file in each row of a table.", "Ask for the file in a section of fields: one file that holds what belongs to the rows, such as a scan of all licences.");
    }

    private void CheckSize(YamlEntry entry, List<Field> fields)
    {
        var table = $"{reading.Code.Replace('-', '_')}_{entry.Key.Value}";
        if (table.Length > LongestTable)
            Findings.Add(entry.Key.At, "too-long", $"The table of this section would be called \"{table}\", with {table.Length} characters; {LongestTable} are allowed.", $"Shorten the section's code by {table.Length - LongestTable} or more.");
        var columns = fields.Sum(field => FieldColumns.Of(field).Count());
        if (columns > MostColumns)
            Findings.Add(entry.Key.At, "too-many-fields", $"The section \"{entry.Key.Value}\" needs {columns} columns; {MostColumns} are allowed.", "Divide it into several sections. A field that \"may\" be something else than a value needs three columns, a place two.");
    }
}
