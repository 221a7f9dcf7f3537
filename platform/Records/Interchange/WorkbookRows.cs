using System.Globalization;
using System.Runtime.CompilerServices;
using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Feel.Values;
using Entente.Records.Content;
using Entente.Shared.Localisation;

namespace Entente.Records.Interchange;

/// <summary>The rows of one section of a workbook as a stream, into one row that is filled anew; each fault is reported once.</summary>
internal sealed class WorkbookRows(WorkbookFile file, Section section, CellText cells, Language language, Action<Fault> report) : RowSource
{
    private const int AnswerColumn = 2;

    private readonly PlainCell[] _plain = [.. section.Fields.Select(field => new PlainCell(field, cells.ChoicesOf(field), null))];
    private readonly Row _row = Row.Of(section, Guid.Empty);
    private int _ids;
    private bool _reported;

    public override async IAsyncEnumerable<Row> Read([EnumeratorCancellation] CancellationToken cancel = default)
    {
        await Task.CompletedTask;
        using var rows = (section.IsTable ? Table() : Questions()).GetEnumerator();
        while (Next(rows))
        {
            cancel.ThrowIfCancellationRequested();
            yield return rows.Current;
        }
        _reported = true;
    }

    private bool Next(IEnumerator<Row> rows)
    {
        try
        {
            return rows.MoveNext();
        }
        catch (Exception wrong) when (WorkbookFile.Problem(wrong) is { } problem)
        {
            Add(problem.Rule, null, null, problem.Fact);
            return false;
        }
    }

    private IEnumerable<SheetLine> Lines()
    {
        if (file.Lines(section, merged => Merged(merged)) is { } lines)
            return lines;
        Add("workbook.sheet-missing", null, null, section.Name.In(language.Code).Text);
        return [];
    }

    private IEnumerable<Row> Table()
    {
        var (columns, number, head) = (default(Columns), 0L, 0L);
        foreach (var line in Lines())
        {
            if (columns is null)
            {
                columns = WorkbookFile.Heading(section, line);
                if (!_reported)
                    columns.Faults.Where(fault => fault.Rule != "csv.column-unknown").ToList().ForEach(report);
                if (columns.Matched == 0)
                    Add("csv.no-header", null, null);
                if (columns.Matched == 0)
                    yield break;
                // One of ours has its codes in the first line and its names below; any other has one heading.
                var ours = line[0].Text?.StartsWith(Workbook.Marker, StringComparison.Ordinal) == true;
                (head, _ids) = ours ? (Workbook.HeadRows, 0) : (line.Number, columns.RowIds ?? -1);
            }
            else if (line.Number > head && Fill(line, columns, number + 1))
            {
                number++;
                yield return _row;
            }
        }
    }

    private IEnumerable<Row> Questions()
    {
        foreach (var line in Lines())
            WorkbookFile.Question(section, line, place => _row.Answers[place] = Answer(place, line[AnswerColumn], null, SheetCell.Name(AnswerColumn, line.Number)));
        yield return _row;
    }

    private bool Fill(SheetLine line, Columns columns, long number)
    {
        var any = false;
        for (var field = 0; field < section.Fields.Count && !any; field++)
            any = columns[field] >= 0 && (line[columns[field]] is { IsFormula: true } || !string.IsNullOrWhiteSpace(line[columns[field]].Text));
        if (!any)
            return false;
        for (var field = 0; field < section.Fields.Count; field++)
            _row.Answers[field] = columns[field] < 0 ? default : Answer(field, line[columns[field]], number, null, columns[field], line.Number);
        _row.Id = _ids >= 0 && Guid.TryParse(line[_ids].Text, out var id) ? id : Guid.Empty;
        return true;
    }

    private Answer Answer(int place, RawCell raw, long? number, string? name, int column = 0, long lineNumber = 0)
    {
        var field = section.Fields[place];
        if (raw.IsFormula && field.Computed is null)
            Add(raw.Text is null ? "workbook.formula-empty" : "workbook.formula", field.Code, number, name ?? SheetCell.Name(column, lineNumber));
        if (raw.Text is not { } text)
            return default;
        if (raw.IsNumber && OfNumber(field, raw) is { } answer)
            return answer;
        if (!raw.IsNumber && _plain[place].TryRead(text, out var plain))
            return plain;
        var reading = cells.Read(field, raw.IsNumber ? Exact(text) : text, language, raw.IsNumber ? DecimalSign.Point : null, Parent(field));
        if (reading.At(section.Code, null, number, field.Code) is { } fault && !_reported)
            report(fault);
        return reading.Answer;
    }

    // What the spreadsheet itself keeps as a number: a figure, or a day.
    private Answer? OfNumber(Field field, RawCell raw)
    {
        if (field.Type is FieldType.Date or FieldType.DateTime && file.Dates.IsDate(raw.Style) && double.TryParse(raw.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var serial) && SheetCells.Day(serial, file.Dates.From1904) is { } moment)
            return field.Type == FieldType.Date && moment.TimeOfDay == TimeSpan.Zero
                ? Content.Answer.Of(Value.Of((Date)DateOnly.FromDateTime(moment)))
                : field.Type == FieldType.DateTime ? cells.Read(field, moment.AddMilliseconds(500).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), language).Answer : null;
        if (field.Type is not (FieldType.Exact or FieldType.Whole or FieldType.Money) || (field.Type == FieldType.Money && field.Currency is null))
            return null;
        return decimal.TryParse(Exact(raw.Text!), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && (field.Type != FieldType.Whole || number == decimal.Truncate(number))
            ? Content.Answer.Of(Value.Of(number))
            : null;
    }

    // Spreadsheets write 1.1 as 1.1000000000000001: the shortest number that they would keep alike is meant.
    private static string Exact(string text) =>
        text.Length > 15 && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : text;

    private string? Parent(Field field)
    {
        for (var place = 0; field.Within is not null && place < section.Fields.Count; place++)
            if (section.Fields[place].Code == field.Within)
                return _row.Answers[place] is { HasValue: true } chosen ? chosen.Value.Text() : null;
        return null;
    }

    private void Merged(string range)
    {
        var last = range.LastIndexOfAny(['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L', 'M', 'N', 'O', 'P', 'Q', 'R', 'S', 'T', 'U', 'V', 'W', 'X', 'Y', 'Z']) + 1;
        if (long.TryParse(range.AsSpan(last), NumberStyles.None, CultureInfo.InvariantCulture, out var bottom) && bottom > Workbook.HeadRows)
            Add("workbook.merged", null, null, range);
    }

    private void Add(string rule, string? field, long? number, params IReadOnlyList<string> facts)
    {
        if (!_reported)
            report(new Fault(rule, rule == "workbook.formula" ? CheckLevel.Note : CheckLevel.Error, section.Code, null, number, field, facts));
    }
}
