namespace Entente.Feel.Dmn.Tables;

/// <summary>
/// Goes through the parts of one input after the other with the rows that are still possible; where none is left, nothing answers.
/// Inputs of few parts come first. Parts that leave the same rows are taken together, and rows seen before at an input are not gone through again.
/// </summary>
/// <param name="covers">For each input, for each of its parts, the rows that accept it.</param>
/// <param name="most">So many gaps are enough.</param>
internal sealed class Sweep(IReadOnlyList<RowSet[]> covers, int most)
{
    // Some tables have more combinations than anybody would wait for.
    private const int MostSteps = 4_000_000;

    private readonly List<int>[] _chosen = new List<int>[covers.Count];
    private readonly HashSet<(int Depth, RowSet Rows)> _answered = [];
    private IReadOnlyList<IReadOnlyList<int>> _within = [];
    private RowSet[] _always = [];
    private int[] _order = [];
    private int _steps;

    /// <summary>For each gap, for each input, the parts concerned.</summary>
    public List<List<int>[]> Gaps { get; } = [];

    /// <summary>Whether everything was gone through; a gap found counts all the same.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>Looks at combinations of the parts given, answered by the rows given.</summary>
    public Sweep Run(RowSet rows, IReadOnlyList<IReadOnlyList<int>> within)
    {
        _within = within;
        _order = [.. Enumerable.Range(0, covers.Count).OrderBy(column => within[column].Count)];
        _always = Always(rows);
        Go(0, rows);
        Merge();
        return this;
    }

    // The rows that from a depth on accept every part there is.
    private RowSet[] Always(RowSet rows)
    {
        var always = new RowSet[covers.Count + 1];
        always[covers.Count] = rows;
        for (var depth = covers.Count - 1; depth >= 0; depth--)
            always[depth] = _within[_order[depth]].Select(part => covers[_order[depth]][part]).Aggregate(always[depth + 1], static (a, b) => a.And(b));
        return always;
    }

    /// <summary>Whether there is no gap below.</summary>
    private bool Go(int depth, RowSet rows)
    {
        if (rows.IsEmpty)
            return Found(depth);
        if (rows.Meets(_always[depth]) || _answered.Contains((depth, rows)))
            return true;
        var answered = true;
        foreach (var (left, parts) in Groups(depth, rows))
        {
            if (Gaps.Count >= most || _steps > MostSteps)
                return IsComplete = false;
            _chosen[depth] = parts;
            answered &= Go(depth + 1, left);
        }
        if (answered && IsComplete)
            _answered.Add((depth, rows));
        return answered;
    }

    private Dictionary<RowSet, List<int>> Groups(int depth, RowSet rows)
    {
        var groups = new Dictionary<RowSet, List<int>>();
        var column = _order[depth];
        _steps += _within[column].Count;
        foreach (var part in _within[column])
        {
            var left = rows.And(covers[column][part]);
            if (!groups.TryGetValue(left, out var same))
                groups.Add(left, same = []);
            same.Add(part);
        }
        return groups;
    }

    private bool Found(int depth)
    {
        var gap = new List<int>[covers.Count];
        for (var each = 0; each < covers.Count; each++)
            gap[_order[each]] = each < depth ? _chosen[each] : [.. _within[_order[each]]];
        if (gap.All(parts => parts.Count > 0))
            Gaps.Add(gap);
        return false;
    }

    // Gaps that differ in one input only are one.
    private void Merge()
    {
        foreach (var column in _order.Reverse())
        {
            var merged = Gaps.GroupBy(gap => string.Join(';', gap.Select((parts, each) => each == column ? "" : string.Join(',', parts))))
                .Select(same => Joined([.. same], column)).ToList();
            Gaps.Clear();
            Gaps.AddRange(merged);
        }
    }

    private static List<int>[] Joined(List<List<int>[]> same, int column)
    {
        var joined = (List<int>[])same[0].Clone();
        joined[column] = [.. same.SelectMany(gap => gap[column]).Distinct().Order()];
        return joined;
    }
}
