using Entente.Bodies.Definitions;

namespace Entente.Bodies.Loading.Definitions;

/// <summary>All definitions of a folder: each is read, then what they say about each other and their formulas are checked.</summary>
internal static class DefinitionsPart
{
    public static IReadOnlyList<(Definition Definition, Reading Reading)> Read(Folder folder, Body? body, Translations? texts, List<Finding> all)
    {
        var files = folder.Files.Where(file => FolderRules.Definition(file.Path) is not null).OrderBy(file => file.Path, StringComparer.Ordinal).ToList();
        var kinds = Kinds(files, all);
        var read = new List<(Definition, Reading)>();
        foreach (var file in files.Where(file => file.Bytes.Length > 0))
        {
            var findings = new FileFindings(file.Path, all);
            var (code, kind) = FolderRules.Definition(file.Path)!.Value;
            var map = YamlFile.Read(file.Bytes, findings);
            if (map is null)
                texts?.CannotRead($"definitions.{code}");
            else if (body is not null && texts is not null && kinds[code] == kind)
                read.Add(One(map, new Reading(body, kinds, code, kind, texts.Of(findings, $"definitions.{code}"), findings)));
        }
        if (body is not null)
            Check(read, body);
        return read;
    }

    private static (Definition, Reading) One(YamlMap map, Reading reading) => (DefinitionFile.Read(map, reading), reading);

    private static Dictionary<string, DefinitionKind> Kinds(List<FolderFile> files, List<Finding> all)
    {
        var kinds = new Dictionary<string, DefinitionKind>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            var (code, kind) = FolderRules.Definition(file.Path)!.Value;
            if (!Codes.IsWord(code))
                all.Add(new Finding(file.Path, 1, 1, "code", $"\"{code}\" cannot be the code of a definition.", Codes.WordRule));
            if (!kinds.TryAdd(code, kind))
                all.Add(new Finding(file.Path, 1, 1, "duplicate-code", $"There is already a definition \"{code}\": {code}.{kinds[code].ToString().ToLowerInvariant()}.yaml.", "Give one of the two files another code."));
        }
        return kinds;
    }

    private static void Check(List<(Definition Definition, Reading Reading)> read, Body body)
    {
        var others = read.ToDictionary(pair => pair.Definition.Code, pair => pair.Definition, StringComparer.Ordinal);
        var tables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (definition, reading) in read)
        {
            foreach (var across in reading.Across)
                across.Check(others);
            foreach (var section in definition.Sections)
                TakeTable(tables, definition, section, reading);
        }
        // A definition that was misread may make the formulas of another look wrong.
        if (read.TrueForAll(pair => !pair.Reading.IsUnsure))
        {
            foreach (var (definition, reading) in read)
                new FormulasPart(definition, reading, body, others).Check();
        }
    }

    // weekly-catch with "rows" and weekly with "catch_rows" would both be weekly_catch_rows.
    private static void TakeTable(Dictionary<string, string> tables, Definition definition, Section section, Reading reading)
    {
        var table = $"{definition.SqlName}_{section.Code}";
        if (!tables.TryAdd(table, definition.Code))
            reading.Findings.Add(reading.Places[section.Code], "duplicate-table", $"The table of this section would be called \"{table}\", as one of \"{tables[table]}\" is.", "Choose another code for the section.");
    }
}
