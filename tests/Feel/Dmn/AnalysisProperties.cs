using Entente.Feel;
using Entente.Feel.Checking;
using Entente.Feel.Dmn;
using Entente.Feel.Dmn.Tables;
using Entente.Feel.Syntax;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Tests.Feel.Dmn;

/// <summary>The analysis of a table against the table itself, asked about every value that its cells mention and those around them.</summary>
public class AnalysisProperties
{
    private static readonly Config s_config = Cases.Config(100);

    private static readonly Scope s_scope = Scope.Of(
        ("weight", FeelType.Number), ("gear", FeelType.TextOf("PS", "LL", "BB")), ("landed", FeelType.Date), ("frozen", FeelType.Boolean), ("name", FeelType.Text));

    // Each value that a cell can mention, and one on either side.
    private static readonly Value[][] s_samples =
    [
        [.. Enumerable.Range(-1, 15).Select(half => Value.Of(half / 2m))],
        [Value.Of("PS"), Value.Of("LL"), Value.Of("BB")],
        [.. Enumerable.Range(1, 9).Select(day => Value.Of(new Entente.Feel.Values.Date(2026, 1, day)))],
        [Value.True, Value.False],
        [.. new[] { "", "a", "ab", "b", "c", "other" }.Select(text => Value.Of(text))],
    ];

    private static readonly Gen<string>[] s_cells =
    [
        Ordered(Gen.Choose(0, 6).Select(n => $"{n}")),
        Codes("\"PS\"", "\"LL\"", "\"BB\""),
        Ordered(Gen.Choose(2, 8).Select(day => $"@\"2026-01-0{day}\"")),
        Gen.Elements("true", "false", "-", "not(true)"),
        Gen.OneOf(Codes("\"a\"", "\"b\"", "\"c\""), Gen.Elements("< \"b\"", ">= \"ab\"", "[\"a\"..\"b\")")),
    ];

    private static readonly Gen<DecisionTable> s_tables =
        from columns in Gen.Choose(1, 3).SelectMany(count => Gen.Shuffle(new[] { 0, 1, 2, 3, 4 }).Select(order => order[..count]))
        from rows in Gen.Choose(0, 6).SelectMany(count => Gen.ArrayOf(Row(columns), count))
        from policy in Gen.Elements(HitPolicy.Unique, HitPolicy.First, HitPolicy.Any)
        select new DecisionTable(policy, Aggregation.None, [.. columns.Select(column => new TableInput(s_scope.Names[column].Name))], [new TableOutput()], [.. rows]);

    private static Gen<TableRule> Row(int[] columns) =>
        from cells in columns.Aggregate(Gen.Constant<string[]>([]), (all, column) => all.SelectMany(before => s_cells[column].Select(cell => (string[])[.. before, cell])))
        from answer in Gen.Choose(1, 2)
        select new TableRule([.. cells.Select(text => new Cell(text))], [new Cell($"{answer}")]);

    private static Gen<string> Ordered(Gen<string> values) => Gen.OneOf(
        values,
        Gen.Constant("-"),
        from sign in Gen.Elements("<", "<=", ">", ">=", "!=") from value in values select $"{sign} {value}",
        from low in values from high in values from open in Gen.Elements("[", "(") from close in Gen.Elements("]", ")")
        where string.CompareOrdinal(low, high) < 0
        select $"{open}{low}..{high}{close}",
        from one in values from other in values select $"{one}, > {other}",
        from one in values select $"not({one})");

    private static Gen<string> Codes(params string[] codes) => Gen.OneOf(
        Gen.Elements(codes),
        Gen.Constant("-"),
        from one in Gen.Elements(codes) from other in Gen.Elements(codes) select $"{one}, {other}",
        from one in Gen.Elements(codes) select $"not({one})");

    [Fact]
    public void No_combination_without_a_row_is_missed_and_each_gap_is_one() => Hold((table, analysis) =>
    {
        var found = Combinations(table).Where(combination => Applying(table, combination).Count == 0).ToList();
        return (analysis.Gaps.Count > 0 || found.Count == 0)
            && found.TrueForAll(combination => analysis.Gaps.Any(gap => Lies(table, gap, combination)))
            && analysis.Gaps.All(gap => Applying(table, [.. gap.Example]).Count == 0 && Lies(table, gap, [.. gap.Example]));
    });

    [Fact]
    public void No_combination_inside_a_gap_has_a_row() => Hold((table, analysis) =>
        Combinations(table).Where(combination => Applying(table, combination).Count > 0)
            .All(combination => !analysis.Gaps.Any(gap => Lies(table, gap, combination))));

    [Fact]
    public void No_overlap_is_missed_and_each_overlap_is_one() => Hold((table, analysis) =>
    {
        var told = analysis.Overlaps.Select(overlap => (overlap.First - 1, overlap.Second - 1)).ToHashSet();
        var found = Combinations(table).SelectMany(combination => Pairs(Applying(table, combination))).ToHashSet();
        return found.IsSubsetOf(told)
            && analysis.Overlaps.All(overlap => Pairs(Applying(table, [.. overlap.Example])).Contains((overlap.First - 1, overlap.Second - 1)));
    });

    [Fact]
    public void A_row_that_answers_is_not_idle() => Hold((table, analysis) =>
        Combinations(table).Select(combination => Applying(table, combination)).Where(rows => rows.Count > 0)
            .SelectMany(rows => table.Policy == HitPolicy.First ? rows[..1] : rows)
            .All(row => !analysis.Idle.Contains(row + 1)));

    private static void Hold(Func<DecisionTable, TableAnalysis, bool> holds) =>
        Check.One(s_config, Prop.ForAll(s_tables.ToArbitrary(), table =>
        {
            var analysis = PreparedTable.Prepare(table, s_scope).Analyse()!;
            holds(table, analysis).ShouldBeTrue(Drawn(table, analysis));
        }));

    private static string Drawn(DecisionTable table, TableAnalysis analysis) => string.Join('\n', [
        $"{table.Policy} | {string.Join(" | ", table.Inputs.Select(input => input.Expression))}",
        .. table.Rules.Select(rule => string.Join(" | ", rule.Inputs.Select(cell => cell.Text))),
        .. analysis.Gaps.Select(gap => $"gap {string.Join(" | ", gap.Where)} such as {string.Join(" | ", gap.Example)}"),
        .. analysis.Overlaps.Select(overlap => $"overlap {overlap.First} {overlap.Second} at {string.Join(" | ", overlap.Example)}"),
        .. analysis.Findings.Select(finding => finding.Finding.Code).Distinct(),
    ]);

    private static IEnumerable<Value[]> Combinations(DecisionTable table) =>
        table.Inputs.Aggregate((IEnumerable<Value[]>)[[]], (all, input) => all.SelectMany(one => s_samples[Slot(input)].Select(sample => (Value[])[.. one, sample])));

    private static int Slot(TableInput input) => s_scope.TryFind(input.Expression, out var slot) ? slot : throw new InvalidOperationException(input.Expression);

    // The rows one by one, each as a table of its own: how the runner sees it, not the analysis.
    private static List<int> Applying(DecisionTable table, Value[] combination)
    {
        var slots = new Value[s_scope.Names.Count];
        for (var column = 0; column < combination.Length; column++)
            slots[Slot(table.Inputs[column])] = combination[column];
        return [.. Enumerable.Range(0, table.Rules.Count).Where(row => Alone(table, row).Evaluate(slots).Value.Kind == Kind.Number)];
    }

    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<TableRule, Rule> s_alone = [];

    private static Rule Alone(DecisionTable table, int row) => s_alone.GetValue(
        table.Rules[row], rule => PreparedTable.Prepare(table with { Rules = [rule] }, Any(s_scope)).Rule!);

    // Without types, so that a table on purpose odd is still run.
    private static Scope Any(Scope scope) => Running.Run.Any([.. scope.Names.Select(name => name.Name)]);

    private static bool Lies(DecisionTable table, TableGap gap, Value[] combination) =>
        table.Inputs.Zip(gap.Where, combination).All(at => at.Second == "-"
            || Rule.Dynamic(Parser.UnaryTests(at.Second).Tree!, Scope.Of(("?", FeelType.Any))).Evaluate([at.Third]).Value.IsTrue);

    private static IEnumerable<(int, int)> Pairs(List<int> rows) => from first in rows from second in rows where first < second select (first, second);
}
