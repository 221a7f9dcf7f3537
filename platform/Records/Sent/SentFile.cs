using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Interchange;
using Entente.Shared.Localisation;

namespace Entente.Records.Sent;

/// <summary>The forms in which a draft is sent as a file.</summary>
public enum SentKind { Xlsx, Csv, Json }

/// <summary>What stands in a file: the rows of its sections, and what could not be read.</summary>
/// <param name="Refused">It is not taken at all; its faults say why.</param>
public sealed record SentContent(IReadOnlyDictionary<string, IReadOnlyList<Row>> Sections, IReadOnlyList<Fault> Faults, bool Refused)
{
    public static SentContent Refuse(params IReadOnlyList<Fault> faults) => new(new Dictionary<string, IReadOnlyList<Row>>(StringComparer.Ordinal), faults, Refused: true);

    /// <summary>As a statement; sections that are not in the file are empty.</summary>
    public Statement Statement(Definition definition)
    {
        var content = new Statement(definition);
        foreach (var (code, rows) in Sections)
            if (definition.Section(code) is { IsTable: true })
                content.Rows(code).AddRange(rows);
            else if (rows.Count > 0)
                rows[0].Answers.CopyTo(content.Fields(code).Answers, 0);
        return content;
    }
}

/// <summary>Reads a file into memory, as much as a draft takes; whatever the file claims, no more is held.</summary>
public static class SentFile
{
    /// <summary>What people work on in a form. More rows go by the page for large tables.</summary>
    public const int MostRows = 20_000;

    private const int MostFaults = 20_000;
    private const string TooMany = "cell.too-many-rows";

    public static async Task<SentContent> Workbook(WorkbookFile file, Definition definition, CellText cells, Language language, CancellationToken cancel)
    {
        var (faults, sections) = (new FaultList(), new Dictionary<string, IReadOnlyList<Row>>(StringComparer.Ordinal));
        foreach (var section in definition.Sections)
        {
            var before = faults.All.Count;
            var rows = await Rows(section, file.Read(section, cells, language, faults.Add), faults, cancel);
            if (!faults.All.Skip(before).Any(fault => fault.Rule is "workbook.sheet-missing"))
                sections[section.Code] = rows;
        }
        return Of(sections, faults);
    }

    public static async Task<SentContent> Csv(Func<Stream> open, Section section, CellText cells, Language language, CancellationToken cancel)
    {
        var faults = new FaultList();
        var rows = await Rows(section, new CsvRows(open, section, cells, language, faults.Add), faults, cancel);
        return Of(new Dictionary<string, IReadOnlyList<Row>>(StringComparer.Ordinal) { [section.Code] = rows }, faults);
    }

    public static async Task<SentContent> Json(Stream from, Definition definition, CancellationToken cancel)
    {
        var (faults, sections) = (new FaultList(), new Dictionary<string, List<Row>>(StringComparer.Ordinal));
        await foreach (var (section, row) in StatementJson.Rows(from, definition, faults.Add, _ => true, cancel))
        {
            if (!sections.TryGetValue(section.Code, out var rows))
                sections[section.Code] = rows = [];
            if (rows.Count == MostRows)
            {
                faults.Add(More(section));
                break;
            }
            rows.Add(new Row(row.Id, [.. row.Answers]));
        }
        return Of(sections.ToDictionary(one => one.Key, one => (IReadOnlyList<Row>)one.Value, StringComparer.Ordinal), faults);
    }

    private static async Task<IReadOnlyList<Row>> Rows(Section section, RowSource source, FaultList faults, CancellationToken cancel)
    {
        var rows = new List<Row>();
        await foreach (var row in source.Read(cancel))
        {
            if (rows.Count == MostRows)
            {
                faults.Add(More(section));
                break;
            }
            rows.Add(new Row(row.Id, [.. row.Answers]));
        }
        return rows;
    }

    // What is wrong with a file as a whole leaves nothing to take; a cell that cannot be read leaves the others.
    private static SentContent Of(Dictionary<string, IReadOnlyList<Row>> sections, FaultList faults)
    {
        var whole = faults.All.Where(fault => fault.Blocks && fault.Field is null && (fault.RowNumber is null || fault.Rule.StartsWith("csv.", StringComparison.Ordinal))).ToList();
        var nothing = whole.Exists(fault => fault.Rule != "workbook.sheet-missing" && !fault.Rule.StartsWith("csv.column", StringComparison.Ordinal) && !fault.Rule.StartsWith("json.unknown", StringComparison.Ordinal));
        return new SentContent(sections, faults.All, nothing || sections.Count == 0);
    }

    private static Fault More(Section section) => new(TooMany, CheckLevel.Error, section.Code, null, null, null, MostRows.ToString(System.Globalization.CultureInfo.InvariantCulture));

    // Faults of a draft's size: a file with more is refused by the first of them already.
    private sealed class FaultList
    {
        public List<Fault> All { get; } = [];

        public void Add(Fault fault)
        {
            if (All.Count < MostFaults)
                All.Add(fault);
        }
    }
}
