using Entente.Feel.Syntax;

namespace Entente.Feel.Dmn.Tables;

/// <summary>
/// A decision table written as a sheet, in a spreadsheet saved as CSV. The first cell is the hit policy (<c>U A P F R O C C+ C&lt; C&gt; C#</c>);
/// beside it stand the inputs, then the outputs, each beginning with <c>-&gt;</c>, then remarks, each beginning with <c>#</c>.
/// Below stands one rule in each row; its first cell is empty or the number of the rule. Rows that begin with <c>type</c>,
/// <c>allowed</c> or <c>default</c> say so about the columns and come before the rules. Every cell is FEEL: <c>-</c> is anything, text has its quotes.
/// Commas, semicolons or tabs may separate the cells.
/// </summary>
/// <example>
/// <code>
/// U,gear,weight_kg,-> fee,# why
/// allowed,"""PS"", ""LL""",>= 0,,
/// 1,"""PS""",<![CDATA[> 10]]>,5,large purse seines
/// </code>
/// </example>
public sealed class TableSheet
{
    private readonly List<string[]> _rows;
    private readonly List<ModelFinding> _findings = [];
    private readonly string? _name;
    private readonly List<int> _inputs = [];
    private readonly List<int> _outputs = [];
    private readonly List<int> _remarks = [];

    private TableSheet(List<string[]> rows, string? name) => (_rows, _name) = (rows, name);

    /// <summary>Reads a sheet. The table is null only when there are findings; they name row and column of the sheet.</summary>
    /// <param name="text">The content of the file.</param>
    /// <param name="name">What the table is called in findings.</param>
    public static (DecisionTable? Table, IReadOnlyList<ModelFinding> Findings) Read(string text, string? name = null)
    {
        if (!Csv.TryRead(text, out var rows, out var problem))
            return (null, [new ModelFinding(new Finding(problem.Code, default, []), problem.At, name)]);
        var sheet = new TableSheet(rows, name);
        var table = sheet.Table();
        return (sheet._findings.Count == 0 ? table : null, sheet._findings);
    }

    /// <summary>The hit policy of a letter such as <c>C+</c>; null when there is no such.</summary>
    public static (HitPolicy Policy, Aggregation Aggregation)? Policy(string letter) => letter.Trim() switch
    {
        "U" => (HitPolicy.Unique, Aggregation.None),
        "A" => (HitPolicy.Any, Aggregation.None),
        "P" => (HitPolicy.Priority, Aggregation.None),
        "F" => (HitPolicy.First, Aggregation.None),
        "R" => (HitPolicy.RuleOrder, Aggregation.None),
        "O" => (HitPolicy.OutputOrder, Aggregation.None),
        "C" => (HitPolicy.Collect, Aggregation.None),
        "C+" => (HitPolicy.Collect, Aggregation.Sum),
        "C<" => (HitPolicy.Collect, Aggregation.Min),
        "C>" => (HitPolicy.Collect, Aggregation.Max),
        "C#" => (HitPolicy.Collect, Aggregation.Count),
        _ => null,
    };

    private DecisionTable? Table()
    {
        var head = _rows[0];
        if (Policy(head[0]) is not { } policy)
        {
            Say("unknown-hit-policy", 1, 1, head[0]);
            policy = (HitPolicy.Unique, Aggregation.None);
        }
        Columns(head);
        for (var row = 1; row < _rows.Count; row++)
            if (_rows[row].Length != head.Length)
                Say("row-width", row + 1, 0, $"{head.Length}", $"{_rows[row].Length}");
        if (_findings.Count > 0)
            return null;
        var first = Enumerable.Range(1, _rows.Count - 1).FirstOrDefault(row => !IsAbout(row), _rows.Count);
        return new DecisionTable(policy.Policy, policy.Aggregation, Inputs(first), Outputs(first), Rules(first), _name, new Location(1, 1));
    }

    private void Columns(string[] head)
    {
        for (var column = 1; column < head.Length; column++)
        {
            var cell = head[column].Trim();
            var kind = cell.StartsWith('#') ? _remarks : IsOutput(cell) ? _outputs : _inputs;
            if (cell.Length == 0)
                Say("blank-cell", 1, column + 1);
            else if ((kind == _inputs && _outputs.Count + _remarks.Count > 0) || (kind == _outputs && _remarks.Count > 0))
                Say("column-order", 1, column + 1, cell);
            kind.Add(column);
        }
        if (_outputs.Count == 0)
            Say("no-output", 1, 0);
    }

    private static bool IsOutput(string cell) => cell.StartsWith("->", StringComparison.Ordinal) || cell.StartsWith('→');

    private bool IsAbout(int row) => _rows[row][0].Trim() is "type" or "allowed" or "default";

    private Cell? About(string word, int column, int first)
    {
        Cell? found = null;
        for (var row = 1; row < first; row++)
        {
            if (_rows[row][0].Trim() != word || string.IsNullOrWhiteSpace(_rows[row][column]))
                continue;
            if (found is not null)
                Say("repeated-row", row + 1, column + 1, word);
            found = new Cell(_rows[row][column].Trim(), new Location(row + 1, column + 1));
        }
        return found;
    }

    private Seq<TableInput> Inputs(int first)
    {
        foreach (var column in _inputs)
            if (About("default", column, first) is { } cell)
                Say("default-of-input", cell.At.Line, column + 1);
        return [.. _inputs.Select(column => new TableInput(
            _rows[0][column].Trim(), About("type", column, first)?.Text, About("allowed", column, first), new Location(1, column + 1)))];
    }

    private Seq<TableOutput> Outputs(int first) =>
        [.. _outputs.Select(column => new TableOutput(
            OutputName(_rows[0][column]), About("type", column, first)?.Text, About("allowed", column, first), About("default", column, first), new Location(1, column + 1)))];

    // With one output the table answers its value, whatever the column is called.
    private string? OutputName(string cell) =>
        _outputs.Count == 1 ? null : cell.Trim() is var text && text.StartsWith('→') ? Named(text[1..]) : Named(cell.Trim()[2..]);

    private static string? Named(string text) => text.Trim() is { Length: > 0 } name ? name : null;

    private Seq<TableRule> Rules(int first)
    {
        var rules = new List<TableRule>();
        for (var row = first; row < _rows.Count; row++)
        {
            var mark = _rows[row][0].Trim();
            if (mark.Length > 0 && mark != $"{rules.Count + 1}")
                Say("row-number", row + 1, 1, mark, $"{rules.Count + 1}");
            rules.Add(new TableRule(Cells(row, _inputs), Cells(row, _outputs), [.. _remarks.Select(column => _rows[row][column].Trim())], new Location(row + 1, 1)));
        }
        return [.. rules];
    }

    private Seq<Cell> Cells(int row, List<int> columns) =>
        [.. columns.Select(column => new Cell(_rows[row][column].Trim(), new Location(row + 1, column + 1)))];

    private void Say(string code, int row, int column, params ReadOnlySpan<string> facts) =>
        _findings.Add(new ModelFinding(new Finding(code, default, Seq.Of(facts)), new Location(row, column), _name));
}
