using System.Globalization;
using Entente.Feel.Syntax;

namespace Entente.Feel.Checking;

internal sealed partial class Planner
{
    /// <summary>The expression that stands for what is asked: a call of what is gathered, or something asked of the few rows that a call finds.</summary>
    private Node Gather(Node node, Asking asking, Fold fold, Node? value)
    {
        var made = value is null ? null : Planned(value);
        var mixed = made is not null && Mentions(made, asking.Source.Item).Outside;
        if (asking.Mixed.Count == 0 && !mixed)
            return Call(node, asking, fold, made);
        if (Found(node, asking, mixed ? [made!] : []) is not { } rows)
            return node;
        var each = new Iteration(asking.Source.Item, rows, null);
        return fold switch
        {
            Fold.Some or Fold.Every => new Quantified(fold == Fold.Every, [each], made!) { At = node.At },
            Fold.Count => BuiltIn("count", rows),
            Fold.First => new For([each], made!) { At = node.At } is var values ? new Filter(values, new NumberLiteral(1)) { At = node.At } : node,
            Fold.Distinct => BuiltIn("count", BuiltIn("distinct values", new For([each], made!) { At = node.At })),
            _ => BuiltIn(fold.ToString().ToLowerInvariant(), new For([each], made!) { At = node.At }),
        };
    }

    /// <summary>The rows of another table that have the same key, and of these the ones that hold against what is outside.</summary>
    private Node? Found(Node node, Asking asking, Seq<Node> values)
    {
        if (!asking.HasKey || asking.Source.Table == scope.Rows || asking.Mixed.Any(m => m.Walk().Any(n => n is Filter)))
        {
            foreach (var part in asking.Mixed.Concat(values))
                Refuse("plan-quadratic", part.At, [asking.Source.Table.Name]);
            return null;
        }
        var rows = Call(node, asking, Fold.Rows, null);
        return asking.Mixed.Joined(Operator.And) is { } condition
            ? new Filter(rows, condition.Renamed(asking.Source.Item, "item")) { At = node.At }
            : rows;
    }

    private static Call BuiltIn(string name, Node argument) =>
        new(new Name(name) { At = argument.At }, [new Argument(null, argument)]) { At = argument.At };

    private Call Call(Node node, Asking asking, Fold fold, Node? value)
    {
        var filter = asking.Filter;
        var turn = TurnAfter([filter, value, .. asking.Inner]);
        turn += (asking.Source.Table == scope.Rows) == (turn % 2 == 1) ? 0 : 1;
        if (turn >= Plan.End)
            Refuse("plan-passes", node.At, [asking.Source.Table.Name]);
        var name = string.Create(CultureInfo.InvariantCulture, $"${gathered.Count}");
        gathered.Add(new Gathered(name, asking.Source.Table, asking.Source.Item, fold, [.. asking.Inner], filter, value, turn, node.At));
        return new Call(new Name(name) { At = node.At }, [.. asking.Outer.Select(o => new Argument(null, o))]) { At = node.At };
    }
}
