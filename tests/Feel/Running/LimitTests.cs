using Entente.Feel;
using Entente.Feel.Checking;
using Entente.Feel.Syntax;

namespace Entente.Tests.Feel.Running;

public sealed class LimitTests
{
    [Theory]
    [InlineData("for i in 1..1E30 return i", "too-large")]
    [InlineData("some i in 1..1E30 satisfies i < 0", "too-many-steps")]
    [InlineData("{f: function(n) f(n), r: f(1)}.r", "too-deep")]
    [InlineData("{f: function(n) f(n - 1) + f(n - 2), r: f(100)}.r", "too-deep")]
    [InlineData("{f: function(n) if n < 2 then n else f(n - 1) + f(n - 2), r: f(60)}.r", "too-many-steps")]
    [InlineData("for i in 1..100 return if i = 1 then \"0123456789\" else partial[-1] + partial[-1]", "too-large")]
    [InlineData("for i in 1..100 return if i = 1 then [1, 2] else concatenate(partial[-1], partial[-1])", "too-large")]
    [InlineData("for i in 1..100 return if i = 1 then \"ab\" else string join([partial[-1], partial[-1]], \"--------\")", "too-large")]
    [InlineData("for i in 1..100 return if i = 1 then \"ab\" else replace(partial[-1], \"b\", \"bbbbbbbb\")", "too-large")]
    [InlineData("count(for i in 1..1000, j in 1..1000, k in 1..1000 return 1)", "too-large")]
    [InlineData("some i in 1..100000 satisfies exp(i / 7) < 0", "too-many-steps")]
    [InlineData("string(for i in 1..60 return if i = 1 then 1 else [partial[-1], partial[-1]])", "too-large")]
    public void What_would_not_end_is_ended(string text, string problem) => Run.Text(text, new Limits(Steps: 2_000_000, Size: 10_000)).ShouldBe(problem);

    [Theory]
    [InlineData("{deep: (for i in 1..20000 return [partial[-1]])[-1], again: (for i in 1..20000 return [partial[-1]])[-1], r: deep = again}.r")]
    [InlineData("flatten((for i in 1..20000 return [partial[-1]])[-1])")]
    [InlineData("string((for i in 1..20000 return {a: partial[-1]})[-1])")]
    [InlineData("count((for i in 1..20000 return [partial[-1]])[-1].a)")]
    [InlineData("{a: for i in 1..50 return if i = 1 then 1 else [partial[-1], partial[-1]], b: for i in 1..50 return if i = 1 then 1 else [partial[-1], partial[-1]], r: a[-1] = b[-1]}.r")]
    public void Values_deep_in_one_another_do_no_harm(string text)
    {
        var started = Environment.TickCount64;
        Should.NotThrow(() => Run.Text(text, new Limits(Steps: 2_000_000)));
        (Environment.TickCount64 - started).ShouldBeLessThan(20_000);
    }

    [Fact]
    public void A_tree_of_any_height_does_no_harm()
    {
        Node negated = new NumberLiteral(1);
        Node called = new NumberLiteral(1);
        Node added = new NumberLiteral(1);
        for (var i = 0; i < 200_000; i++)
        {
            negated = new Negation(negated);
            added = new Binary(Operator.Add, added, new NumberLiteral(1));
            called = new FunctionLiteral([], called, false);
        }
        foreach (var traced in new[] { false, true })
        {
            Rule.Dynamic(negated, Scope.Empty, traced).Evaluate([]).Problem!.Code.ShouldBe("too-deep");
            Rule.Dynamic(added, Scope.Empty, traced).Evaluate([]).Problem!.Code.ShouldBe("too-deep");
            Rule.Dynamic(called, Scope.Empty, traced).Evaluate([]).Value.Kind.ShouldBe(Kind.Function);
        }
    }

    [Fact]
    public void A_high_tree_that_fits_is_evaluated()
    {
        Node sum = new NumberLiteral(1);
        for (var i = 1; i < 1_000; i++)
            sum = new Binary(Operator.Add, sum, new NumberLiteral(1));
        Rule.Dynamic(sum, Scope.Empty).Evaluate([]).Value.ShouldBe(Value.Of(1_000));
    }

    [Fact]
    public void A_cancelled_evaluation_ends_and_the_next_one_is_whole()
    {
        using var cancel = new CancellationTokenSource();
        var evaluation = Run.Compiled("(function(n) if n then stop() else 7)(go)", "go", "stop").Open(new Limits(Cancel: cancel.Token));
        evaluation[1] = Value.Of(Function.Of([], (inner, _) =>
        {
            cancel.Cancel();
            while (inner.Spend(1_000))
            {
            }
            return default;
        }));
        evaluation[0] = Value.True;
        Should.Throw<OperationCanceledException>(() => evaluation.Run());
    }

    [Fact]
    public void Steps_are_counted_anew_for_every_run()
    {
        var evaluation = Run.Compiled("count(for i in 1..n return i)", "n").Open(new Limits(Steps: 10_000));
        foreach (var (n, fits) in new[] { (1_000, true), (100_000, false), (1_000, true) })
        {
            evaluation[0] = Value.Of(n);
            (evaluation.Run().Problem is null).ShouldBe(fits);
        }
    }
}
