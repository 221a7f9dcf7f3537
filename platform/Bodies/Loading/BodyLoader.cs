using Entente.Bodies.Definitions;
using Entente.Bodies.Loading.Definitions;

namespace Entente.Bodies.Loading;

/// <summary>What came of loading a folder: the body with what it declares, or everything that is wrong with the folder.</summary>
/// <param name="Definitions">In the order of their codes; none when the body is null.</param>
public sealed record Loaded(Body? Body, IReadOnlyList<Definition> Definitions, IReadOnlyList<Finding> Findings)
{
    /// <summary>The body's own tests of its definitions.</summary>
    public IReadOnlyList<Example> Examples { get; init; } = [];

    /// <summary>What is not wrong, but probably forgotten; the check says it.</summary>
    public IReadOnlyList<Finding> Advice { get; init; } = [];

    /// <summary>The languages of the body, also where something else is wrong; for whoever mends it.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Every text with where it is written, as far as the files can be read.</summary>
    public IReadOnlyList<TextPlace> Texts { get; init; } = [];
}

/// <summary>
/// Turns the content of a folder into a body. Pure: no disk, no clock. Strict: whatever is not understood is an error, and
/// all errors are found at once.
/// </summary>
public static class BodyLoader
{
    public static Loaded Load(Folder folder)
    {
        var findings = new List<Finding>();
        FolderRules.Check(folder, findings);
        var read = BodyFile.Read(folder, findings);
        var body = read?.Body;
        var references = new List<ListFile.Reference>();
        var parties = folder.File("parties.csv") is { Bytes.Length: > 0 } file
            ? new PartiesFile(body, new FileFindings("parties.csv", findings), references).Read(file.Bytes)
            : [];
        foreach (var union in parties.Count == 0 ? [] : read?.Unions.Where(union => parties.All(party => party.Code != union.Value)) ?? [])
            new FileFindings("body.yaml", findings).AddUnknown(union.At, "unknown-party", $"There is no party \"{union.Value}\" in parties.csv.", union.Value, parties.Select(party => party.Code));
        var lists = ReadLists(folder, body, findings, references);
        var letters = LettersPart.Read(folder, read?.Texts, findings);
        // A body without letters is the same body as before there were any.
        var whole = body is null ? null : body with { Parties = parties, Lists = lists, Letters = letters.Count > 0 ? letters : null };
        var definitions = DefinitionsPart.Read(folder, whole, read?.Texts, findings);
        read?.Texts.ReportUnused();
        var examples = ExamplesPart.Read(folder, whole, definitions, findings);
        var loaded = findings.Count == 0 && whole is not null
            ? new Loaded(whole, [.. definitions.Select(pair => pair.Definition).OrderBy(definition => definition.Code, StringComparer.Ordinal)], []) { Examples = examples, Advice = InOrder(Advice.Of(folder, definitions, examples)) }
            : new Loaded(null, [], InOrder(OneSlip.Left(findings)));
        return loaded with { Languages = body?.Languages ?? [], Texts = read?.Texts.Found ?? [] };
    }

    private static List<Finding> InOrder(IEnumerable<Finding> findings) =>
        [.. findings.OrderBy(finding => finding.File, StringComparer.Ordinal).ThenBy(finding => finding.Line).ThenBy(finding => finding.Column)];

    private static List<CodeList> ReadLists(Folder folder, Body? body, List<Finding> all, List<ListFile.Reference> references)
    {
        var lists = new List<CodeList>();
        foreach (var file in folder.Files)
        {
            if (FolderRules.Stem(file.Path, "lists/", ".csv") is not { } code)
                continue;
            var findings = new FileFindings(file.Path, all);
            var declared = body?.List(code);
            if (body is not null && declared is null)
                findings.Add(Place.Start, "undeclared-list", $"body.yaml does not say what the list \"{code}\" is.", Nearest.Find(code, body.Lists.Select(list => list.Code)) is { } nearest ? $"Did you mean \"{nearest}\"?" : $"Add \"{code}\" with its name under \"lists\".");
            else if (file.Bytes.Length > 0)
                lists.Add(Read(code, declared, new ListFile(body, declared, findings, references).Read(file.Bytes)));
        }
        foreach (var missing in body?.Lists.Where(list => list.Codes.Count == 0 && folder.File($"lists/{list.Code}.csv") is null) ?? [])
            all.Add(new Finding($"lists/{missing.Code}.csv", 1, 1, "missing-file", $"body.yaml announces the list \"{missing.Code}\", but there is no such file.", "Add the file, or remove the list from body.yaml."));
        // A list that only includes a standard needs no file.
        lists.AddRange(body?.Lists.Where(list => list.Codes.Count > 0 && !lists.Exists(read => read.Code == list.Code)) ?? []);
        CheckReferences(references, lists);
        return [.. body?.Lists.Select(list => lists.Find(read => read.Code == list.Code)).OfType<CodeList>() ?? lists];
    }

    // What the file says of a code counts before the standard that the list includes.
    private static CodeList Read(string code, CodeList? declared, IReadOnlyList<ListCode> own)
    {
        var known = own.Select(row => row.Code).ToHashSet(StringComparer.Ordinal);
        return new CodeList(code, declared?.Name ?? new LocalText(("en", code)), declared?.Columns ?? [], [.. own, .. declared?.Codes.Where(row => !known.Contains(row.Code)) ?? []]);
    }

    private static void CheckReferences(List<ListFile.Reference> references, List<CodeList> lists)
    {
        var codes = lists.ToDictionary(list => list.Code, list => list.Codes.Select(row => row.Code).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var (file, cell, list) in references)
        {
            if (codes.TryGetValue(list, out var known) && !known.Contains(cell.Text))
                file.AddUnknown(cell.At, "unknown-code", $"There is no code \"{cell.Text}\" in the list \"{list}\".", cell.Text, known);
        }
    }
}
