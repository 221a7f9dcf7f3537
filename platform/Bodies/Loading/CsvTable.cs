namespace Entente.Bodies.Loading;

/// <summary>A CSV file whose first row names its columns, out of those that are known.</summary>
internal sealed class CsvTable
{
    private readonly List<CsvRow> _rows;
    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);
    private readonly FileFindings _findings;

    private CsvTable(List<CsvRow> rows, FileFindings findings) => (_rows, _findings) = (rows, findings);

    /// <summary>Without body.yaml it is not known which columns there may be: then any are tolerated.</summary>
    public static CsvTable Read(byte[] bytes, IReadOnlyList<(string Name, bool Required)> known, FileFindings findings, bool tolerant)
    {
        var table = new CsvTable(Csv.Read(bytes, findings), findings);
        if (table._rows.Count == 0)
            findings.Add(Place.Start, "empty-file", "The file has no rows.", $"Begin with a row that names the columns: {string.Join(",", known.Where(column => column.Required).Select(column => column.Name))}");
        else
            table.ReadHeader(known, tolerant);
        return table;
    }

    public IEnumerable<Row> Rows()
    {
        foreach (var row in _rows.Skip(1))
        {
            var expected = _rows[0].Cells.Count;
            if (row.Cells.Count == expected)
                yield return new Row(row, _columns, _findings);
            else
                _findings.Add(row.At, "ragged-row", $"This row has {row.Cells.Count} cells, but there are {expected} columns.",
                    row.Cells.Count > expected ? "Put a cell that contains a comma in quotation marks." : "Add the commas of the blank cells at its end.");
        }
    }

    private void ReadHeader(IReadOnlyList<(string Name, bool Required)> known, bool tolerant)
    {
        var names = known.Select(column => column.Name).ToList();
        for (var at = 0; at < _rows[0].Cells.Count; at++)
        {
            var cell = _rows[0].Cells[at];
            if (cell.Text.Length == 0)
                _findings.Add(cell.At, "unknown-column", $"Column {at + 1} has no name.", "Name it, or remove the column.");
            else if (!tolerant && !names.Contains(cell.Text))
                _findings.AddUnknown(cell.At, "unknown-column", $"There is no column \"{cell.Text}\" in this file.", cell.Text, names);
            else if (!_columns.TryAdd(cell.Text, at))
                _findings.Add(cell.At, "duplicate-column", $"The column \"{cell.Text}\" stands here twice.", "Keep one of them.");
        }
        foreach (var missing in known.Where(column => column.Required && !_columns.ContainsKey(column.Name)))
            _findings.Add(_rows[0].At, "missing-column", $"The column \"{missing.Name}\" is missing.", "Add it to the first row; its cells may be blank where nothing is to be said.");
    }

    internal sealed class Row(CsvRow row, Dictionary<string, int> columns, FileFindings findings)
    {
        public Place At => row.At;

        /// <summary>The cell, or null when it is blank or there is no such column.</summary>
        public CsvCell? this[string column] =>
            columns.TryGetValue(column, out var at) && row.Cells[at].Text.Length > 0 ? row.Cells[at] : null;

        /// <summary>The cell where something must stand; a missing column has been reported once for all rows.</summary>
        public CsvCell? Required(string column)
        {
            if (columns.TryGetValue(column, out var at) && row.Cells[at].Text.Length == 0)
                findings.Add(row.Cells[at].At, "blank", $"\"{column}\" is blank.", "Fill it in.");
            return this[column];
        }

        public Period? Period() => CsvDates.Period(this["from"], this["until"], findings);
    }
}
