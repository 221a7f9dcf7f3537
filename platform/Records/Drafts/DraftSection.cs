namespace Entente.Records.Drafts;

/// <summary>One section of a draft: a single row for a section of fields, any number for a table.</summary>
public sealed class DraftSection
{
    private readonly Dictionary<string, int> _places;
    private readonly List<string> _fields;
    private readonly Dictionary<Guid, DraftRow> _rows;

    public DraftSection(IEnumerable<string> fields, IEnumerable<DraftRow> rows)
    {
        _fields = [.. fields];
        _places = _fields.Select((field, place) => (field, place)).ToDictionary(StringComparer.Ordinal);
        _rows = rows.ToDictionary(row => row.Id);
    }

    private DraftSection(DraftSection other)
    {
        _fields = [.. other._fields];
        _places = new(other._places, StringComparer.Ordinal);
        _rows = new(other._rows);
    }

    public IReadOnlyList<string> Fields => _fields;

    /// <summary>All rows, also those removed.</summary>
    public IReadOnlyDictionary<Guid, DraftRow> Rows => _rows;

    /// <summary>The rows that stand, in their order; one that was removed by one and changed by another still stands.</summary>
    public IEnumerable<DraftRow> InOrder =>
        _rows.Values.Where(row => !row.Removed).OrderBy(row => row.Order, StringComparer.Ordinal).ThenBy(row => row.Id);

    public Cell this[Guid row, string field] =>
        _rows.TryGetValue(row, out var found) && _places.TryGetValue(field, out var place) ? found.Cell(place) : default;

    /// <summary>Where a field stands in the rows' cells; -1 for one that nobody filled.</summary>
    public int PlaceOf(string field) => _places.GetValueOrDefault(field, -1);

    internal DraftSection Copy() => new(this);

    /// <summary>The same with every answer as the function gives it, by row and field.</summary>
    internal DraftSection Each(Func<Guid, string, string?, string?> answer) => new(_fields, _rows.Values.Select(row =>
        row with { Cells = [.. row.Cells.Select((cell, place) => cell.Each(text => answer(row.Id, _fields[place], text)))] }));

    internal void Take(Operation operation)
    {
        var row = _rows.GetValueOrDefault(operation.Row) ?? new DraftRow(operation.Row, new Cell(Places.Unplaced), default, []);
        _rows[operation.Row] = operation switch
        {
            { Field: { } field } => row.With(Made(field), row.Cell(Made(field)).With(operation, operation.Now)),
            { Kind: OperationKind.RemoveRow } => row with { Presence = row.Presence.With(operation, DraftRow.Gone) },
            { Kind: OperationKind.AddRow } => (row with { Presence = row.Presence.With(operation, null) }).Placed(operation),
            _ => row.Placed(operation),
        };
    }

    // A field that the definition no longer has keeps its column: nothing that was said is lost.
    private int Made(string field)
    {
        if (_places.TryGetValue(field, out var place))
            return place;
        _fields.Add(field);
        return _places[field] = _fields.Count - 1;
    }
}

/// <summary>A row of a draft.</summary>
/// <param name="Place">A text that says where it stands among the others; moved by two, the earlier move stands.</param>
/// <param name="Presence">Whether it was removed.</param>
public sealed record DraftRow(Guid Id, Cell Place, Cell Presence, IReadOnlyList<Cell> Cells)
{
    internal const string Gone = "gone";

    public string Order => Place.Value ?? Places.Unplaced;

    public bool Removed => Presence.Heads is { Count: > 0 } heads && heads.All(head => head.Now == Gone) && !Unsettled;

    /// <summary>Removed by one while another worked on it, or added again.</summary>
    public bool Unsettled
    {
        get
        {
            var gone = Presence.Standing.Where(head => head.Now == Gone).ToList();
            return gone.Count > 0 && (gone.Count < Presence.Standing.Count || Kept(gone).Any());
        }
    }

    /// <summary>The changes that whoever removed the row did not know of.</summary>
    public IEnumerable<Head> KeptDespiteRemoval => Kept([.. Presence.Standing.Where(head => head.Now == Gone)]);

    public Cell Cell(int place) => place < Cells.Count ? Cells[place] : default;

    internal DraftRow With(int place, Cell cell)
    {
        var cells = new Cell[Math.Max(Cells.Count, place + 1)];
        for (var index = 0; index < Cells.Count; index++)
            cells[index] = Cells[index];
        cells[place] = cell;
        return this with { Cells = cells };
    }

    internal DraftRow Placed(Operation operation) =>
        operation.Place is null ? this : this with { Place = Place.With(operation, operation.Place) };

    private IEnumerable<Head> Kept(List<Head> gone) => gone.Count == 0 ? [] :
        Cells.SelectMany(cell => cell.Standing).Where(edit => edit.Changes && gone.Any(removal => !removal.Replaces(edit.Sequence, edit.Client)));
}
