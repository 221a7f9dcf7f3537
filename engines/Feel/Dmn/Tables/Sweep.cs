namespace Entente.Feel.Dmn.Tables;

/// <summary>
/// Goes through the parts of one input after the other with the rows that are still possible; where none is left, nothing answers.
/// Parts that leave the same rows are taken together, and rows seen before at an input are not gone through again.
/// </summary>
internal sealed class Sweep(IReadOnlyList<Atoms> columns, IReadOnlyList<RowSet[]> covers, int most)
{
    // Some tables have more combinations than anybody would wait for.
    private const int MostSteps = 4_000_000;

    private readonly List<int>[] _chosen = new List<int>[columns.Count];
    private readonly HashSet<(int Column, RowSet Rows)> _answered = [];
    private RowSet[] _always = [];
    private int _steps;

    /// <summary>For each gap, for each input, the parts concerned.</summary>
    public List<List<int>[]> Gaps { get; } = [];

    /// <summary>Whether everything was gone through; a gap found counts all the same.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>Looks at combinations of the parts given, answered by the rows given.</summary>
    public Sweep Run(RowSet rows, IReadOnlyList<IReadOnlyList<int>> within)
    {
        _always = Always(within);
        Go(0, rows, within);
        return this;
    }

    // The rows that from an input on accept every part there is.
    private RowSet[] Always(IReadOnlyList<IReadOnlyList<int>> within)
    {
        var always = new RowSet[columns.Count + 1];
        var all = covers.Count == 0 ? new RowSet([]) : RowSet.All(0);
        for (var column = columns.Count - 1; column >= 0; column--)
        {
            var here = within[column].Count == 0 ? covers[column][0] : within[column].Select(part => covers[column][part]).Aggregate(static (a, b) => a.And(b));
            all = column == columns.Count - 1 ? here : here.And(all);
            always[column] = all;
        }
        return always;
    }

    /// <summary>Whether there is no gap below.</summary>
    private bool Go(int column, RowSet rows, IReadOnlyList<IReadOnlyList<int>> within)
    {
        if (column == columns.Count || rows.IsEmpty)
            return !rows.IsEmpty || Found(column, within);
        if (rows.Meets(_always[column]) || _answered.Contains((column, rows)))
            return true;
        var answered = true;
        foreach (var (left, parts) in Groups(column, rows, within[column]))
        {
            if (Gaps.Count >= most || _steps > MostSteps)
                return IsComplete = false;
            _chosen[column] = parts;
            answered &= Go(column + 1, left, within);
        }
        if (answered && IsComplete)
            _answered.Add((column, rows));
        return answered;
    }

    private Dictionary<RowSet, List<int>> Groups(int column, RowSet rows, IReadOnlyList<int> parts)
    {
        var groups = new Dictionary<RowSet, List<int>>();
        _steps += parts.Count;
        foreach (var part in parts)
        {
            var left = rows.And(covers[column][part]);
            if (!groups.TryGetValue(left, out var same))
                groups.Add(left, same = []);
            same.Add(part);
        }
        return groups;
    }

    private bool Found(int column, IReadOnlyList<IReadOnlyList<int>> within)
    {
        var gap = new List<int>[columns.Count];
        for (var each = 0; each < columns.Count; each++)
            gap[each] = each < column ? _chosen[each] : [.. within[each]];
        Gaps.Add(gap);
        return false;
    }
}
