using Entente.Feel.Checking;
using Entente.Feel.Syntax;

namespace Entente.Feel.Dmn.Tables;

/// <summary>Evaluates what needs no data.</summary>
internal static class Constants
{
    private static readonly Limits s_small = new(Steps: 20_000, Depth: 20);

    /// <summary>The value of an expression that mentions no name but those of built-in functions; false when it needs more or fails.</summary>
    public static bool TryEvaluate(Node node, out Value value)
    {
        value = default;
        if (!IsClosed(node))
            return false;
        var outcome = Rule.Dynamic(node, Scope.Empty).Evaluate([], s_small);
        value = outcome.Value;
        return outcome.Problem is null;
    }

    /// <summary>A cell that compares with constants only; null when it does more.</summary>
    public static ConstantCell? Cell(Node? tests)
    {
        if (tests is not UnaryTests { Tests: var all, Negated: var negated })
            return null;
        if (all.Any(test => test is AnyTest))
            return negated ? null : ConstantCell.Anything;
        var constants = new ConstantTest[all.Count];
        for (var each = 0; each < constants.Length; each++)
            if (!TryTest(all[each], out constants[each]))
                return null;
        return new ConstantCell(negated, constants);
    }

    private static bool TryTest(Test test, out ConstantTest constant)
    {
        constant = default;
        switch (test)
        {
            case ComparisonTest comparison when TryEvaluate(comparison.Than, out var than) && IsComparable(than.Kind):
                constant = new ConstantTest(comparison.Operator, than);
                return true;
            // A boolean that was computed decides by itself; only a literal one is compared with.
            case ExpressionTest { Expression: var expression } when TryEvaluate(expression, out var value)
                && (value.Kind is Kind.Range or Kind.List or Kind.Null || IsComparable(value.Kind))
                && (value.Kind != Kind.Boolean || expression is BooleanLiteral):
                constant = new ConstantTest(Operator.Equal, value);
                return true;
            default:
                return false;
        }
    }

    private static bool IsComparable(Kind kind) => kind is not (Kind.List or Kind.Context or Kind.Range or Kind.Function or Kind.Null);

    private static bool IsClosed(Node node)
    {
        var waiting = new Stack<Node>([node]);
        while (waiting.TryPop(out var next))
        {
            switch (next)
            {
                case Name or Filter or For or Quantified or FunctionLiteral or Built:
                    return false;
                case Call { Function: Name { Text: "now" or "today" } }:
                    return false;
                case Call { Function: Name } call:
                    foreach (var argument in call.Arguments)
                        waiting.Push(argument.Value);
                    break;
                default:
                    foreach (var child in next.Children())
                        waiting.Push(child);
                    break;
            }
        }
        return true;
    }
}
