using System.Globalization;
namespace Entente.Bodies.Loading;

/// <summary>Reads one of lists/*.csv.</summary>
/// <param name="declared">What body.yaml says of it, with the codes that it includes; null where it says nothing.</param>
internal sealed class ListFile(Body? body, CodeList? declared, FileFindings findings, List<ListFile.Reference> references)
{
    private readonly IReadOnlyList<ListColumn> _columns = declared?.Columns ?? [];
    private readonly IReadOnlyList<string> _languages = body?.Languages ?? [];

    public IReadOnlyList<ListCode> Read(byte[] bytes)
    {
        var rows = CsvTable.Read(bytes, Columns(), findings, tolerant: body is null).Rows().Select(Row).OfType<CodeRow>().ToList();
        CheckPeriods(rows);
        CheckParents(rows);
        return [.. rows.Select(row => row.Content)];
    }

    private List<(string, bool)> Columns() =>
    [
        ("code", true),
        .. _languages.Select(language => ($"label.{language}", true)),
        ("from", false), ("until", false), ("parent", false),
        .. _columns.Select(column => (column.Code, true)),
        ("note", false),
    ];

    private CodeRow? Row(CsvTable.Row row)
    {
        var code = row.Required("code");
        if (code is not null && !Codes.IsList(code.Text))
            findings.Add(code.At, "code", $"\"{code.Text}\" cannot be a code.", Codes.ListRule);
        var labels = _languages.Select(language => (language, row.Required($"label.{language}")?.Text ?? "")).ToList();
        var period = row.Period();
        var values = Values(row, _columns, findings, references);
        if (code is null || period is null)
            return null;
        var content = new ListCode(code.Text, new LocalText(labels.Count > 0 ? labels : [("en", code.Text)]), period.Value, row["parent"]?.Text, values);
        return new CodeRow(code, row["parent"], row["from"]?.At ?? code.At, content);
    }

    /// <summary>What stands in columns that a body added, in canonical form, without the blanks.</summary>
    public static Dictionary<string, string> Values(CsvTable.Row row, IReadOnlyList<ListColumn> columns, FileFindings findings, List<Reference> references)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var column in columns)
        {
            if (row[column.Code] is not { } cell)
                continue;
            if (Value(column.Kind, cell, findings) is { } value)
                values[column.Code] = value;
            if (column.List is not null)
                references.Add(new Reference(findings, cell, column.List));
        }
        return values;
    }

    private static string? Value(ColumnKind kind, CsvCell cell, FileFindings findings)
    {
        switch (kind)
        {
            case ColumnKind.Number when decimal.TryParse(cell.Text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number):
                return number.ToString("0.############################", CultureInfo.InvariantCulture);
            case ColumnKind.Number:
                findings.Add(cell.At, "number", $"\"{cell.Text}\" is not a number.", Figures.Mend(cell.Text));
                return null;
            case ColumnKind.YesNo when cell.Text is not ("yes" or "no"):
                findings.Add(cell.At, "unknown-value", $"\"{cell.Text}\" is neither yes nor no.", "Write \"yes\" or \"no\".");
                return null;
            case ColumnKind.Date:
                return CsvDates.Day(cell, findings)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            default:
                return cell.Text;
        }
    }

    private void CheckPeriods(List<CodeRow> rows)
    {
        foreach (var same in rows.GroupBy(row => row.Code.Text, StringComparer.OrdinalIgnoreCase))
        {
            var inTime = same.OrderBy(row => row.Content.Period.From ?? DateOnly.MinValue).ToList();
            foreach (var (earlier, later) in inTime.Zip(inTime.Skip(1)))
            {
                if (earlier.Code.Text != later.Code.Text)
                    findings.Add(later.Code.At, "duplicate-code", $"\"{later.Code.Text}\" differs from \"{earlier.Code.Text}\" in line {earlier.Code.At.Line} only by capital letters.", "Choose codes that cannot be mistaken for each other.");
                else if (earlier.Content.Period.Overlaps(later.Content.Period))
                    ReportOverlap(earlier, later);
            }
        }
    }

    private void ReportOverlap(CodeRow earlier, CodeRow later)
    {
        if (earlier.Content.Period == later.Content.Period)
            findings.Add(later.Code.At, "duplicate-code", $"The code \"{later.Code.Text}\" stands here again; it is in line {earlier.Code.At.Line} already.", "Remove one, or give each row its own time with \"from\" and \"until\".");
        else
            findings.Add(later.PeriodAt, "overlap", $"The time of this row overlaps that of line {earlier.Code.At.Line}, for the same code \"{later.Code.Text}\".", "\"until\" of the earlier row must not lie after \"from\" of the later one.");
    }

    private void CheckParents(List<CodeRow> rows)
    {
        var parents = rows.GroupBy(row => row.Code.Text, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.Select(row => row.Parent?.Text).OfType<string>().ToList(), StringComparer.Ordinal);
        foreach (var row in rows.Where(row => row.Parent is not null))
        {
            if (!parents.ContainsKey(row.Parent!.Text) && declared?.Codes.Any(code => code.Code == row.Parent.Text) != true)
                findings.AddUnknown(row.Parent.At, "unknown-parent", $"There is no code \"{row.Parent.Text}\" in this list.", row.Parent.Text, parents.Keys);
        }
        var cyclic = ParentCycles.Find(parents);
        foreach (var row in rows.Where(row => row.Parent is not null && cyclic.Contains(row.Code.Text) && cyclic.Contains(row.Parent.Text)))
            findings.Add(row.Parent!.At, "parent-cycle", $"\"{row.Code.Text}\" is, by its parents, above itself.", "Follow the parents from code to code and remove the one that leads back.");
    }

    private sealed record CodeRow(CsvCell Code, CsvCell? Parent, Place PeriodAt, ListCode Content);

    /// <summary>A cell that must be a code of another list, checked once all lists are read.</summary>
    public sealed record Reference(FileFindings File, CsvCell Cell, string List);
}
