using Entente.Feel.Syntax;

namespace Entente.Feel.Dmn.Tables;

/// <summary>Finds gaps, overlaps and idle rows.</summary>
internal sealed class TableAnalyst
{
    private const int MostGaps = 50;
    private const int MostOverlaps = 200;
    private const int MostCells = 200_000;

    private readonly TableGrid _grid;
    private readonly List<ModelFinding> _findings = [];
    private readonly Atoms?[] _columns;
    private readonly RowSet[][] _covers;
    private readonly List<int>[] _possible;
    private readonly RowSet[][] _accepted;

    private TableAnalyst(TableGrid grid)
    {
        _grid = grid;
        _columns = [.. Enumerable.Range(0, grid.Columns).Select(Cut)];
        _covers = [.. Enumerable.Range(0, grid.Columns).Select(Covers)];
        _possible = [.. Enumerable.Range(0, grid.Columns).Select(Possible)];
        _accepted = [.. Enumerable.Range(0, grid.Columns).Select(Accepted)];
    }

    public static TableAnalysis Analyse(TableGrid grid)
    {
        if ((long)grid.Rows * Math.Max(grid.Columns, 1) <= MostCells)
            return new TableAnalyst(grid).Analyse();
        var finding = new Finding("too-large-to-analyse", default, [$"{grid.Rows}", $"{grid.Columns}"]);
        return new TableAnalysis([], [], [], [new ModelFinding(finding, grid.Table.At, grid.Table.Name)]);
    }

    private TableAnalysis Analyse()
    {
        Opaque();
        var gaps = Gaps();
        var overlaps = Overlaps();
        var idle = Idle();
        TableJudgement.Add(_grid, gaps, overlaps, idle, _findings);
        return new TableAnalysis([.. gaps], [.. overlaps], [.. idle], _findings);
    }

    private Atoms? Cut(int column)
    {
        var cells = Enumerable.Range(0, _grid.Rows).Select(row => _grid.Cells[row][column]).Append(_grid.Allowed[column]).OfType<ConstantCell>().ToList();
        var ordered = cells.Exists(cell => cell.Tests.ToArray().Any(test => test.IsOrdered));
        return cells.TrueForAll(cell => cell.IsAnything) && _grid.Kinds[column] is not Kind.Boolean
            ? Atoms.Whole
            : Atoms.Of(cells.SelectMany(cell => cell.Mentioned()), _grid.Kinds[column], ordered);
    }

    // A cell that cannot be looked at is taken to accept everything when gaps are sought, so that a gap reported is one.
    private RowSet[] Covers(int column) =>
        _columns[column] is not { } atoms ? [RowSet.All(_grid.Rows)]
        : [.. atoms.All.Select(atom => RowSet.Of(_grid.Rows, row => _grid.Cells[row][column] is not { } cell || cell.Accepts(atom.Sample) == true))];

    private List<int> Possible(int column) =>
    [
        .. Enumerable.Range(0, _covers[column].Length)
            .Where(part => _columns[column] is not { } atoms || _grid.Allowed[column] is not { } allowed || atoms.All[part].Sample.IsNull || allowed.Accepts(atoms.All[part].Sample) == true),
    ];

    /// <summary>By row the possible parts that it accepts for certain.</summary>
    private RowSet[] Accepted(int column)
    {
        var (covers, possible) = (_covers[column], _possible[column].ToHashSet());
        return [.. Enumerable.Range(0, _grid.Rows).Select(row => RowSet.Of(covers.Length, part => IsClear(row, column) && covers[part].Has(row) && possible.Contains(part)))];
    }

    private void Opaque()
    {
        for (var row = 0; row < _grid.Rows; row++)
            for (var column = 0; column < _grid.Columns; column++)
                if (_grid.Cells[row][column] is null || (_columns[column] is null && !_grid.Cells[row][column]!.IsAnything))
                    Say("cell-not-analysed", _grid.Table.Rules[row].Inputs[column].At, row + 1, _grid.Table.Inputs[column].Expression, _grid.Table.Rules[row].Inputs[column].Text);
    }

    private List<TableGap> Gaps()
    {
        var columns = _columns.Select(atoms => atoms ?? Atoms.Whole).ToArray();
        var sweep = new Sweep(_covers, MostGaps).Run(RowSet.All(_grid.Rows), _possible);
        if (!sweep.IsComplete)
            Say(sweep.Gaps.Count < MostGaps ? "too-large-to-analyse" : "more-gaps", _grid.Table.At, null, null, $"{_grid.Rows}", $"{_grid.Columns}");
        return [.. sweep.Gaps.Select(gap => new TableGap([.. gap.Select(Where)], [.. gap.Select((parts, column) => columns[column].All[parts[0]].Sample)]))];

        string Where(List<int> parts, int column) =>
            parts.Count == _possible[column].Count ? "-" : columns[column].Describe(parts);
    }

    private List<TableOverlap> Overlaps()
    {
        var found = new List<TableOverlap>();
        for (var first = 0; first < _grid.Rows; first++)
            for (var second = first + 1; second < _grid.Rows; second++)
                if (Common(first, second) is { } example)
                {
                    if (found.Count == MostOverlaps)
                    {
                        Say("more-overlaps", _grid.Table.At, null, null, $"{MostOverlaps}");
                        return found;
                    }
                    found.Add(new TableOverlap(first + 1, second + 1, example, Differ(first, second)));
                }
        return found;
    }

    /// <summary>A combination that both rows accept for certain.</summary>
    private Seq<Value>? Common(int first, int second)
    {
        var example = new Value[_grid.Columns];
        for (var column = 0; column < _grid.Columns; column++)
        {
            var part = _accepted[column][first].FirstWith(_accepted[column][second]);
            if (part < 0)
                return null;
            example[column] = _columns[column] is { } atoms ? atoms.All[part].Sample : Value.Null;
        }
        return new Seq<Value>(example);
    }

    private bool IsClear(int row, int column) =>
        _grid.Cells[row][column] is { } cell && (_columns[column] is not null || cell.IsAnything);

    private bool? Differ(int first, int second)
    {
        bool? differ = false;
        for (var output = 0; output < _grid.Table.Outputs.Count; output++)
            if (_grid.Answers[first][output] is not { } one || _grid.Answers[second][output] is not { } other)
                differ = null;
            else if (one != other)
                return true;
        return differ;
    }

    /// <summary>Rows that accept nothing, and under the policy "first" those whose combinations earlier rows answer.</summary>
    private List<int> Idle()
    {
        var idle = new List<int>();
        for (var row = 0; row < _grid.Rows; row++)
        {
            var within = Enumerable.Range(0, _grid.Columns).Select(column => _possible[column].FindAll(part => _covers[column][part].Has(row))).ToArray();
            if (within.Any(parts => parts.Count == 0) || (_grid.Table.Policy == HitPolicy.First && row > 0 && Answered(row, within)))
                idle.Add(row + 1);
        }
        return idle;
    }

    private bool Answered(int row, List<int>[] within)
    {
        var before = RowSet.Of(_grid.Rows, other => other < row && Enumerable.Range(0, _grid.Columns).All(column => IsClear(other, column)));
        if (before.IsEmpty)
            return false;
        var sweep = new Sweep(_covers, 1).Run(before, within);
        return sweep.IsComplete && sweep.Gaps.Count == 0;
    }

    private void Say(string code, Location at, int? row, string? column, params ReadOnlySpan<string> facts) =>
        _findings.Add(new ModelFinding(new Finding(code, default, Seq.Of(facts)), at, _grid.Table.Name, row, column));
}
