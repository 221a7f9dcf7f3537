using System.IO.Compression;
using System.Xml;
using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Shared.Localisation;

namespace Entente.Records.Interchange;

/// <summary>
/// A workbook that came back. It is opened with what it was made for, so that the caller can tell another definition or an
/// out-of-date version; each section is then read as a stream, in bounded memory whatever the file claims.
/// </summary>
public sealed class WorkbookFile : IDisposable
{
    private const long LargestPart = 2_000_000_000;
    private const int MostSheets = 500;
    private const int FirstColumn = 1;
    private const int AnswerColumn = 2;

    private readonly ZipArchive _zip;
    private readonly List<(string Name, string Path)> _sheets = [];
    private readonly Dictionary<string, string> _ofSection = new(StringComparer.Ordinal);
    private readonly SharedTexts _texts;
    private readonly SheetDates _dates;

    private WorkbookFile(ZipArchive zip)
    {
        _zip = zip;
        var from1904 = WorkbookIndex.Sheets(zip, _sheets, MostSheets);
        _texts = SharedTexts.Of(zip);
        _dates = SheetDates.Of(zip, from1904);
        Stamp = ReadStamp();
        foreach (var (name, path) in _sheets.Where(sheet => sheet.Name is not Workbook.StampSheet and not WorkbookLists.Sheet))
            if (Rows(path, 1).FirstOrDefault() is { Number: 1 } head && head[0].Text is [.. var marker] && marker.StartsWith(Workbook.Marker, StringComparison.Ordinal))
                _ofSection.TryAdd(marker[1..], path);
    }

    /// <summary>What it was made for; null for a workbook that was not made here.</summary>
    public WorkbookStamp? Stamp { get; }

    /// <summary>Null where the file cannot be read; what is wrong was reported.</summary>
    public static WorkbookFile? Open(Stream file, Action<Fault> report)
    {
        var zip = default(ZipArchive);
        try
        {
            if (WorkbookIndex.Foreign(file) is { } foreign)
                return Refuse(foreign);
            zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            if (WorkbookIndex.Foreign(zip) is { } other)
                return Refuse(other);
            return new WorkbookFile(zip);
        }
        catch (Exception wrong) when (Problem(wrong) is { } problem)
        {
            return Refuse(problem);
        }
        WorkbookFile? Refuse((string Rule, string Fact) problem)
        {
            zip?.Dispose();
            report(Whole(problem.Rule, problem.Fact));
            return null;
        }
    }

    /// <summary>The rows of a table, or the one row of a section of fields.</summary>
    public RowSource Read(Section section, CellText cells, Language language, Action<Fault> report) => new WorkbookRows(this, section, cells, language, report);

    public void Dispose() => _zip.Dispose();

    internal SheetDates Dates => _dates;

    internal static Fault Whole(string rule, params IReadOnlyList<string> facts) => new(rule, CheckLevel.Error, null, null, null, null, facts);

    internal static (string Rule, string Fact)? Problem(Exception wrong) => wrong switch
    {
        TooLarge large => ("workbook.too-large", large.Message),
        XmlException or InvalidDataException or EndOfStreamException or FormatException or OverflowException => ("workbook.broken", wrong is XmlException xml ? $"XML {xml.LineNumber}:{xml.LinePosition}" : "zip"),
        _ => null,
    };

    /// <summary>The lines of the section's sheet; null where there is no such sheet.</summary>
    internal IEnumerable<SheetLine>? Lines(Section section, Action<string>? merged = null)
    {
        if (!_ofSection.TryGetValue(section.Code, out var path))
            path = _sheets.FirstOrDefault(sheet => section.Name.All.Any(name => name.Text.Equals(sheet.Name, StringComparison.OrdinalIgnoreCase)) || sheet.Name == section.Code).Path;
        // A sheet of nobody's making is called Sheet1.
        if (path is null && Stamp is null && section.IsTable && _sheets is [var only])
            path = only.Path;
        return path is null ? null : Rows(path, long.MaxValue, merged);
    }

    /// <summary>The cells as they stand, in the order of the section's fields.</summary>
    internal IEnumerable<(Guid Id, SheetCell[] Cells)> Contents(Section section)
    {
        if (Lines(section) is not { } lines)
            yield break;
        var (columns, asked) = (default(Columns), new SheetCell[section.Fields.Count]);
        foreach (var line in lines)
        {
            if (!section.IsTable)
            {
                Question(section, line, place => asked[place] = Cell(section.Fields[place], line[AnswerColumn]));
                continue;
            }
            if (columns is null)
            {
                columns = Heading(section, line);
                continue;
            }
            if (line.Number > Workbook.HeadRows && Enumerable.Range(0, section.Fields.Count).Select(field => columns[field] < 0 ? null : line[columns[field]].Text).Any(text => !string.IsNullOrWhiteSpace(text)))
                yield return (Guid.TryParse(line[0].Text, out var id) ? id : Guid.Empty, [.. section.Fields.Select((field, at) => columns[at] < 0 ? new SheetCell(null, false, SheetCells.Style(field)) : Cell(field, line[columns[at]]))]);
        }
        if (!section.IsTable)
            yield return (Guid.Empty, asked);
    }

    internal static Columns Heading(Section section, SheetLine line) =>
        Columns.Match(section, [.. Enumerable.Range(0, line.Width).Select(column => line[column].Text is { } text && !text.StartsWith(Workbook.Marker, StringComparison.Ordinal) ? text : "")]);

    internal static void Question(Section section, SheetLine line, Action<int> found)
    {
        for (var place = 0; place < section.Fields.Count; place++)
            if (section.Fields[place].Code == line[0].Text)
                found(place);
    }

    private static SheetCell Cell(Field field, RawCell raw) =>
        new(raw.Text, raw.IsNumber && SheetCells.Style(field) is SheetStyle.Number or SheetStyle.Date, SheetCells.Style(field));

    private IEnumerable<SheetLine> Rows(string path, long last, Action<string>? merged = null)
    {
        using var xml = WorkbookIndex.Xml(_zip, path, LargestPart);
        foreach (var line in SheetReader.Read(xml, _texts, merged))
        {
            if (line.Number > last)
                yield break;
            yield return line;
        }
    }

    private WorkbookStamp? ReadStamp()
    {
        var lines = new Dictionary<string, string>(StringComparer.Ordinal);
        if (_sheets.Find(sheet => sheet.Name == Workbook.StampSheet).Path is { } path)
            foreach (var line in Rows(path, 50))
                if (line[0].Text is { } name && line[1].Text is { } value)
                    lines.TryAdd(name, value);
        return WorkbookStamp.Of(lines) ?? WorkbookStamp.Of(WorkbookIndex.Properties(_zip));
    }
}

/// <summary>A part is larger than any workbook of ours, or unpacks to far more than it is.</summary>
internal sealed class TooLarge(string part) : IOException(part);
