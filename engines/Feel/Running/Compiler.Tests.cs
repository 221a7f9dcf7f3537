using Entente.Feel.Syntax;

namespace Entente.Feel.Running;

internal sealed partial class Compiler
{
    private const string Tested = "?";

    private Code InCode(In within)
    {
        var of = Code(within.Of);
        var mark = layout.Mark();
        var slot = layout.Bind(Tested);
        var test = AnyOf(within.Tests, slot);
        layout.Release(mark);
        var step = of.Step;
        return Running.Code.Of(within, (Condition)(e =>
        {
            e.Frame[slot] = step(e);
            return test(e);
        }));
    }

    // A cell of a decision table: what is tested is the name "?" of the scope.
    private Code CellCode(UnaryTests cell)
    {
        if (layout.Find(Tested).Slot is not { } slot)
            return Always(cell, Failed("unknown-name", cell, Tested));
        var test = AnyOf(cell.Tests, slot);
        return Running.Code.Of(cell, cell.Negated ? e => Chains.Not(test(e)) : test);
    }

    private Condition AnyOf(Seq<Test> tests, int slot)
    {
        var all = tests.Select(test => TestCode(test, slot)).ToArray();
        return all is [var only] ? only : Chains.Or(all);
    }

    private Condition TestCode(Test test, int slot) => test switch
    {
        AnyTest => static _ => Truth.True,
        ComparisonTest comparison => Compared(comparison.Operator, Running.Code.At(comparison.Than, new InSlot(slot)), Code(comparison.Than), comparison.Than),
        ExpressionTest { Expression: ComparisonRange range } => TestCode(new ComparisonTest(range.Operator, range.Than), slot),
        ExpressionTest { Expression: var expression } => MatchCode(expression, slot),
        _ => throw new ArgumentException($"{test.GetType().Name} is no test of the language.", nameof(test)),
    };

    private Condition MatchCode(Node expression, int slot)
    {
        layout.Forget(slot);
        var code = Code(expression);
        if (layout.IsUsed(slot))
            return code.Condition;
        var at = expression.At;
        if (code.Constant is { Kind: Kind.Number or Kind.Text })
            return Compared(Operator.Equal, Running.Code.At(expression, new InSlot(slot)), code, expression);
        if (expression is RangeLiteral && code.Constant is { Kind: Kind.Range } constant)
        {
            var range = constant.AsRange;
            return e => Matching.Within(e, e.Frame[slot], range, at);
        }
        var (step, isRange, decides) = (code.Step, expression is RangeLiteral, Decides(expression) && expression is not BooleanLiteral || expression is Call);
        return e =>
        {
            var value = step(e);
            if (isRange && value.IsNull)
                return Matching.Unknown(e, value.Problem);
            ref readonly var tested = ref e.Frame[slot];
            return decides && value.Kind == Kind.Boolean && tested.Kind is not (Kind.Boolean or Kind.List)
                ? Comparing.Of(value.IsTrue)
                : Matching.Matches(e, tested, value, at);
        };
    }
}
