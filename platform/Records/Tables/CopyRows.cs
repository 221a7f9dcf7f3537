using System.Runtime.InteropServices;
using Entente.Records.Content;

namespace Entente.Records.Tables;

/// <summary>Rows of one section as the bytes of COPY: what each column takes of its answer was worked out once.</summary>
internal sealed class CopyRows
{
    private readonly Column[] _columns;
    private readonly Slice _slice;
    private readonly SectionTable _table;
    private readonly Guid _statement;
    private readonly int _system;

    /// <param name="system">How many columns come before those of the fields.</param>
    /// <param name="statement">Whose rows they are.</param>
    public CopyRows(SectionTable table, Slice slice, int system, Guid statement)
    {
        (_table, _statement) = (table, statement);
        _slice = slice;
        _system = system;
        _columns = [.. table.Columns.Select(column => new Column(column.Field, slice.Has(column.Field), KindOf(column), column))];
    }

    private enum Take { Text, Whole, Exact, Day, Instant, Days, YesNo, Id, Codes, Sealed }

    public CopyBytes Bytes { get; } = new();

    public bool Needs(Row row) => _slice.IsNeededBy(row);

    /// <summary>Begins the row; the columns before those of the fields follow, then <see cref="Fields"/>.</summary>
    public void Begin() => Bytes.Row(_system + _columns.Length);

    public void Fields(Row row)
    {
        var answers = row.Answers;
        foreach (ref readonly var column in _columns.AsSpan())
        {
            ref readonly var answer = ref answers[column.Field];
            if (!column.Mine || Cells.IsNull(column.Of, answer))
                Bytes.Null();
            else if (column.Take == Take.Sealed)
                Bytes.Bytes(_slice.Box(_table, _statement, row, column.Field));
            else
                Write(column, answer);
        }
    }

    private void Write(in Column column, in Answer answer)
    {
        switch (column.Take)
        {
            case Take.Text: Bytes.Text(Cells.Text(column.Of, answer)); break;
            case Take.Whole: Bytes.Long(Cells.Whole(answer.Value.AsNumber)); break;
            case Take.Exact: Bytes.Exact(Cells.Number(column.Of, answer)); break;
            case Take.Day: Bytes.Day(Cells.Day(answer.Value)); break;
            case Take.Instant: Bytes.Instant(Cells.Instant(answer.Value.AsDateAndTime)); break;
            case Take.YesNo: Bytes.YesNo(answer.Value.AsBoolean); break;
            case Take.Id: Bytes.Id(Guid.Parse(answer.Value.AsText)); break;
            case Take.Codes: Bytes.Texts(Cells.Codes(answer.Value.AsList)); break;
            case Take.Days:
                var range = answer.Value.AsRange;
                Bytes.Days(range.Start.IsNull ? null : Cells.Day(range.Start), range.ClosedStart, range.End.IsNull ? null : Cells.Day(range.End), range.ClosedEnd);
                break;
        }
    }

    private static Take KindOf(in TableColumn column) => column.Type switch
    {
        "text" => Take.Text,
        "bigint" => Take.Whole,
        "numeric" => Take.Exact,
        "date" => Take.Day,
        "timestamptz" => Take.Instant,
        "daterange" => Take.Days,
        "boolean" => Take.YesNo,
        "uuid" => Take.Id,
        "text[]" => Take.Codes,
        "bytea" => Take.Sealed,
        _ => throw new InvalidOperationException($"No column is of the type {column.Type}."),
    };

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Column(int Field, bool Mine, Take Take, TableColumn Of);
}
