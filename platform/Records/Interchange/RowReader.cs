using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Shared.Localisation;

namespace Entente.Records.Interchange;

/// <summary>Fills one row, the same one each time, with the answers of a record: what is plain at once, the rest by <see cref="CellText"/>.</summary>
internal sealed class RowReader
{
    private readonly Section _section;
    private readonly Columns _columns;
    private readonly CellText _cells;
    private readonly Language _language;
    private readonly DecimalSign? _settled;
    private readonly Faulty _faults;
    private readonly PlainCell[] _plain;
    private readonly int[] _within;

    public RowReader(Section section, Columns columns, CellText cells, Language language, DecimalSign? settled, Faulty faults)
    {
        (_section, _columns, _cells, _language, _settled, _faults) = (section, columns, cells, language, settled, faults);
        _plain = [.. section.Fields.Select(field => new PlainCell(field, cells.ChoicesOf(field), settled))];
        _within = [.. section.Fields.Select(field => field.Within is null ? -1 : section.Fields.ToList().FindIndex(other => other.Code == field.Within))];
        Row = Row.Of(section, Guid.Empty);
    }

    public Row Row { get; }

    /// <summary>How many rows so far.</summary>
    public long Number { get; private set; }

    /// <summary>False for a line on which nothing stands.</summary>
    public bool Fill(CsvRecord record, char[] chars)
    {
        var answers = Row.Answers;
        var any = false;
        for (var field = 0; field < answers.Length; field++)
        {
            var column = _columns[field];
            if ((uint)column >= (uint)record.Count)
            {
                answers[field] = default;
                continue;
            }
            var cell = record[column];
            any |= cell.Length > 0;
            if (cell.Doubled || !_plain[field].TryRead(chars.AsSpan(cell.Start, cell.Length), out answers[field]))
                answers[field] = Slowly(field, CsvRecord.Text(chars, cell));
        }
        if (!any)
            return false;
        Number++;
        Row.Id = Id(record, chars);
        if (record.Count > _columns.Width)
            Extra(record, chars);
        return true;
    }

    private Answer Slowly(int field, string text)
    {
        var within = _within[field] is >= 0 and var parent && parent < field && Row.Answers[parent] is { HasValue: true } chosen ? chosen.Value.AsText : null;
        var reading = _cells.Read(_section.Fields[field], text, _language, _settled, within);
        // Fill counts the row only after its cells.
        if (reading.At(_section.Code, null, Number + 1, _section.Fields[field].Code) is { } fault)
            _faults.Add(fault);
        return reading.Answer;
    }

    private Guid Id(CsvRecord record, char[] chars)
    {
        if (_columns.RowIds is not { } column || record[column] is not { Length: > 0 } cell)
            return Guid.Empty;
        if (Guid.TryParse(chars.AsSpan(cell.Start, cell.Length), out var id))
            return id;
        _faults.Add("csv.row-id", Number, CellText.Short(CsvRecord.Text(chars, cell)));
        return Guid.Empty;
    }

    private void Extra(CsvRecord record, char[] chars)
    {
        for (var column = _columns.Width; column < record.Count; column++)
        {
            var cell = record[column];
            if (chars.AsSpan(cell.Start, cell.Length).IsWhiteSpace())
                continue;
            _faults.Add("csv.extra-cells", Number, CellText.Short(CsvRecord.Text(chars, cell)));
            return;
        }
    }
}
