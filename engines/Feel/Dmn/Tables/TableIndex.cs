using System.Collections.Frozen;
using Entente.Feel.Syntax;

namespace Entente.Feel.Dmn.Tables;

/// <summary>
/// Finds the rows that can apply by one input, where every cell of that input names one value or accepts anything.
/// All those values are of one kind: for an input of another kind the rows are gone through, because that is a problem to be told.
/// </summary>
internal sealed class TableIndex
{
    private const int FewRows = 8;

    private readonly FrozenDictionary<Value, int[]> _rows;
    private readonly int[] _others;
    private readonly Kind _kind;

    private TableIndex(int column, Kind kind, FrozenDictionary<Value, int[]> rows, int[] others) =>
        (Column, _kind, _rows, _others) = (column, kind, rows, others);

    /// <summary>The input it looks at.</summary>
    public int Column { get; }

    /// <summary>An index on the input that tells the rows apart best; null when none would help.</summary>
    public static TableIndex? Of(Node?[][] tests)
    {
        if (tests.Length < FewRows)
            return null;
        return Enumerable.Range(0, tests[0].Length).Select(column => Of(tests, column)).OfType<TableIndex>().MaxBy(index => index._rows.Count);
    }

    /// <summary>The rows to look at, in order; null for all.</summary>
    public int[]? Rows(in Value value) => value.Kind != _kind ? null : _rows.TryGetValue(value, out var rows) ? rows : _others;

    private static TableIndex? Of(Node?[][] tests, int column)
    {
        var (named, others) = (new Dictionary<Value, List<int>>(), new List<int>());
        for (var row = 0; row < tests.Length; row++)
        {
            if (Constants.Cell(tests[row][column]) is not { } cell)
                return null;
            if (cell.IsAnything)
                others.Add(row);
            else if (!cell.IsOneValue(out var value))
                return null;
            else if (named.TryGetValue(value, out var rows))
                rows.Add(row);
            else
                named.Add(value, [row]);
        }
        if (named.Count < 2 || named.Keys.Select(value => value.Kind).Distinct().Count() != 1)
            return null;
        return new TableIndex(column, named.Keys.First().Kind, named.ToFrozenDictionary(pair => pair.Key, pair => Merged(pair.Value, others)), [.. others]);
    }

    private static int[] Merged(List<int> rows, List<int> others) => [.. rows.Concat(others).Order()];
}
