using System.Text;

namespace Entente.Bodies.Editing;

/// <summary>
/// A code list as its file has it, row by row, so that a row that nobody touched stays as it was written: order, quotation
/// marks and line ends.
/// </summary>
internal sealed class ListRows
{
    private readonly string _lineEnd;

    private ListRows(IReadOnlyList<string> columns, List<ListRow> rows, char separator, string lineEnd) =>
        (Columns, Rows, Separator, _lineEnd) = (columns, rows, separator, lineEnd);

    public IReadOnlyList<string> Columns { get; private set; }

    public List<ListRow> Rows { get; }

    public char Separator { get; }

    public IEnumerable<string> Codes => Rows.Select(row => row["code"]).Where(code => code.Length > 0);

    public static ListRows Read(string text)
    {
        text = text.TrimStart('\uFEFF');
        var head = text.AsSpan(0, text.AsSpan().IndexOfAny('\r', '\n') is >= 0 and var end ? end : text.Length);
        var separator = head.Contains(',') ? ',' : head.Contains(';') ? ';' : head.Contains('\t') ? '\t' : ',';
        var records = Records(text, separator).Where(record => record.Cells.Any(cell => cell.Length > 0)).ToList();
        var columns = records.Count == 0 ? [] : records[0].Cells.Select(cell => cell.Trim()).ToList();
        return new ListRows(columns, [.. records.Skip(1).Select(record => new ListRow(columns, record.Cells, record.Raw))], separator, text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n");
    }

    /// <summary>Adds the column where there is none; its cells are blank.</summary>
    public void Need(string column)
    {
        if (Columns.Contains(column, StringComparer.Ordinal))
            return;
        // Before the note, which closes a row.
        var at = Columns is [.., "note"] ? Columns.Count - 1 : Columns.Count;
        Columns = [.. Columns.Take(at), column, .. Columns.Skip(at)];
        foreach (var row in Rows)
            row.Widen(Columns);
    }

    public ListRow Add()
    {
        var row = new ListRow(Columns, [.. Columns.Select(_ => "")], null);
        Rows.Add(row);
        return row;
    }

    public string Write()
    {
        var text = new StringBuilder();
        text.AppendJoin(Separator, Columns.Select(Quoted)).Append(_lineEnd);
        foreach (var row in Rows)
            text.Append(row.Raw ?? string.Join(Separator, Columns.Select(column => Quoted(row[column])))).Append(_lineEnd);
        return text.ToString();
    }

    private string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny("\"\r\n") >= 0 || cell.Contains(Separator) || cell != cell.Trim() ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;

    private static IEnumerable<(string[] Cells, string Raw)> Records(string text, char separator)
    {
        for (var at = 0; at < text.Length;)
        {
            var (start, cells, cell, quoted) = (at, new List<string>(), new StringBuilder(), false);
            for (; at < text.Length; at++)
            {
                var letter = text[at];
                if (quoted && letter == '"' && at + 1 < text.Length && text[at + 1] == '"')
                    cell.Append(text[at++]);
                else if (letter == '"' && (quoted || cell.Length == 0))
                    quoted = !quoted;
                else if (!quoted && letter == separator)
                {
                    cells.Add(cell.ToString());
                    cell.Clear();
                }
                else if (!quoted && letter is '\r' or '\n')
                    break;
                else
                    cell.Append(letter);
            }
            cells.Add(cell.ToString());
            yield return ([.. cells], text[start..at]);
            at += at + 1 < text.Length && text[at] == '\r' && text[at + 1] == '\n' ? 2 : 1;
        }
    }
}

/// <summary>One row of a code list.</summary>
/// <param name="raw">As it was written; null once it is changed.</param>
internal sealed class ListRow(IReadOnlyList<string> columns, string[] cells, string? raw)
{
    private readonly Dictionary<string, string> _cells = columns.Zip(cells).DistinctBy(pair => pair.First).ToDictionary(pair => pair.First, pair => pair.Second.Trim(), StringComparer.Ordinal);

    public string? Raw { get; private set; } = raw;

    public string this[string column]
    {
        get => _cells.GetValueOrDefault(column) ?? "";
        set
        {
            if (this[column] == value)
                return;
            _cells[column] = value;
            Raw = null;
        }
    }

    public void Widen(IReadOnlyList<string> columns)
    {
        foreach (var column in columns)
            _cells.TryAdd(column, "");
        Raw = null;
    }
}
