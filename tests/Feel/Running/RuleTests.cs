using Entente.Feel;
using Entente.Feel.Checking;
using Entente.Feel.Syntax;

namespace Entente.Tests.Feel.Running;

public sealed class RuleTests
{
    private static readonly FeelType row = FeelType.ContextOf(("gear", FeelType.Text), ("weight_kg", FeelType.Number), ("landed", FeelType.Boolean));

    [Fact]
    public void A_checked_rule_runs()
    {
        var read = Rule.Check("sum(catches[gear = \"PS\"].weight_kg) <= quota", Scope.Of(("catches", FeelType.ListOf(row)), ("quota", FeelType.Number)));
        read.Findings.ShouldBeEmpty();
        read.Compile().Evaluate([Value.Of(FeelList.Of(Row("PS", 5), Row("LL", 9))), Value.Of(7)]).Holds.ShouldBeTrue();
    }

    [Fact]
    public void A_rule_with_findings_does_not_compile() =>
        Should.Throw<InvalidOperationException>(() => Rule.Check("nothing > 1", Scope.Empty).Compile());

    [Fact]
    public void What_a_row_has_beyond_its_type_hides_nothing()
    {
        var scope = Scope.Of(("rows", FeelType.ListOf(FeelType.ContextOf(("a", FeelType.Number)))), ("quota", FeelType.Number));
        var rows = Value.Of(FeelList.Of(Value.Of(Context.Of(("a", Value.Of(1)), ("quota", Value.Of(0))))));
        Rule.Check("count(rows[a < quota])", scope).Compile().Evaluate([rows, Value.Of(5)]).Value.ShouldBe(Value.Of(1));
        Rule.Dynamic(Run.Tree("count(rows[a < quota])"), scope).Evaluate([rows, Value.Of(5)]).Value.ShouldBe(Value.Of(0));
    }

    [Fact]
    public void Rules_of_numbers_and_booleans_over_rows_leave_no_garbage()
    {
        var scope = Scope.Of(("row", row), ("n", FeelType.Number), ("catches", FeelType.ListOf(row)));
        Evaluation[] all =
        [
            .. new[]
            {
                "row.weight_kg > 5 and row.weight_kg between 1 and 300 and row.gear = \"PS\"",
                "row.landed or row.weight_kg * 1.5 - n / 4 <= 17.25",
                "if row.gear in (\"PS\", \"LL\") then row.weight_kg + n else -n",
                "sum(catches[gear = \"PS\"].weight_kg) <= n and count(catches[landed]) > 1",
                "some c in catches satisfies c.weight_kg > row.weight_kg",
                "max(catches.weight_kg) > abs(n) and not(row.landed)",
                "row.weight_kg in [1..10) or n in (< 3, > 9)",
            }.Select(text => Rule.Check(text, scope).Compile().Open()),
        ];
        var catches = Value.Of(FeelList.Of(Row("PS", 5), Row("LL", 9), Row("PS", 11)));
        var values = new Value[3];
        var shape = Shape.Of("gear", "weight_kg", "landed");
        long garbage = 0;
        for (var turn = 0; turn < 2; turn++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 10_000; i++)
                foreach (var evaluation in all)
                {
                    (values[0], values[1], values[2]) = (Value.Of("PS"), Value.Of(i % 300), Value.Of(i % 2 == 0));
                    evaluation[0] = shared[turn] ??= Value.Of(new Context(shape, values));
                    evaluation[1] = Value.Of(i);
                    evaluation[2] = catches;
                    evaluation.Run().Problem.ShouldBeNullCheaply();
                }
            garbage = GC.GetAllocatedBytesForCurrentThread() - before;
        }
        garbage.ShouldBeLessThan(200);
    }

    [Fact]
    public void One_rule_serves_many_threads()
    {
        var rule = Run.Compiled("rows[a > 1].a[1] + (if s = \"x\" then 1 else 2)", "rows", "s");
        Parallel.For(0, 2_000, i =>
        {
            var rows = i % 2 == 0
                ? Value.Of(FeelList.Of(Value.Of(Context.Of(("a", Value.Of(i + 2))))))
                : Value.Of(FeelList.Of(Value.Of(Context.Of(("b", Value.Of(0)), ("a", Value.Of(i + 2))))));
            rule.Evaluate([rows, Value.Of("x")]).Value.ShouldBe(Value.Of(i + 3));
        });
    }

    [Fact]
    public void A_traced_rule_tells_the_value_of_every_node()
    {
        var told = new List<string>();
        Rule.Dynamic(Run.Tree("1 + 2 > 2"), Scope.Empty, traced: true).Open(null, (node, value) => told.Add($"{Printer.Print(node)} is {value}")).Run();
        told.ShouldBe(["1 is 1", "2 is 2", "1 + 2 is 3", "2 is 2", "1 + 2 > 2 is true"]);
    }

    [Fact]
    public void A_function_outside_may_call_a_rule_within_the_same_limits()
    {
        var inner = Run.Compiled("for i in 1..n return i", "n");
        var rule = Run.Compiled("count(list(1000)) + count(list(1000))", "list");
        var list = Value.Of(Function.Of(["n"], (evaluation, arguments) => inner.Evaluate(arguments, evaluation)));
        rule.Evaluate([list]).Value.ShouldBe(Value.Of(2_000));
        rule.Evaluate([list], new Limits(Steps: 5_000)).Problem!.Code.ShouldBe("too-many-steps");
    }

    private readonly Value?[] shared = new Value?[2];

    private static Value Row(string gear, int weight) =>
        Value.Of(Context.Of(("gear", Value.Of(gear)), ("weight_kg", Value.Of(weight)), ("landed", Value.True)));
}

/// <summary>Assertions that leave no garbage of their own.</summary>
internal static class Cheaply
{
    public static void ShouldBeNullCheaply(this Finding? finding)
    {
        if (finding is not null)
            throw new InvalidOperationException(finding.Code);
    }
}
