using Entente.Feel.Syntax;
using Path = Entente.Feel.Syntax.Path;

namespace Entente.Feel.Checking;

internal sealed partial class Planner
{
    /// <summary>Some rows of a table, and what is looked at in each.</summary>
    private sealed record Source(Table Table, string Item, Seq<Node> Conditions, Node Value);

    /// <summary>The rows that an expression stands for: a table, filtered, followed by a member, or gone through by <c>for</c>.</summary>
    private Source? SourceOf(Node node)
    {
        switch (node)
        {
            case Name name when TableOf(name) is { } table:
                var item = ItemName(items++);
                return new Source(table, item, [], new Name(item) { At = name.At });
            case Filter filter when inference.TypeOf(Origin(filter.Condition)) is SimpleType { Kind: Kind.Boolean }:
                return SourceOf(filter.List) is { } rows
                    ? rows with { Conditions = [.. rows.Conditions, Placed(filter.Condition, filter, rows.Value, null)] }
                    : null;
            case Path path:
                return SourceOf(path.Of) is { } of ? of with { Value = path with { Of = of.Value } } : null;
            case For { Iterations: [{ To: null } iteration] } loop when !loop.Body.Walk().Any(n => n is Name { Text: "partial" }):
                return SourceOf(iteration.In) is { } turns ? turns with { Value = Placed(loop.Body, loop, turns.Value, iteration.Name) } : null;
            default:
                return null;
        }
    }

    private Node Origin(Node node) => origins.GetValueOrDefault(node, node);

    /// <summary>A condition or body with what it calls its item replaced by what that is in the plan.</summary>
    private Node Placed(Node node, Node owner, Node item, string? turn)
    {
        if (node is not Name name)
            return Kept(node, node.WithChildren(child => Placed(child, owner, item, turn)));
        return inference.BindingOf(name) is { } binding && ReferenceEquals(binding.Owner, Origin(owner)) ? binding.Kind switch
        {
            BindingKind.Member => new Path(item, name.Text) { At = name.At },
            BindingKind.Item => item,
            BindingKind.Local when name.Text == turn => item,
            _ => name,
        } : name;
    }

    /// <summary>
    /// What can be asked of a source: by which keys its rows are found, which rows count, and what holds a row against something else.
    /// </summary>
    private sealed record Asking(Source Source)
    {
        public List<Node> Inner { get; } = [];

        public List<Node> Outer { get; } = [];

        public List<Node> Conditions { get; } = [];

        /// <summary>What passes all conditions. Behind a filter that could not decide, the next one is not asked.</summary>
        public Node? Filter => Conditions.Count == 0 ? null
            : Conditions.SkipLast(1).Reverse().Aggregate(Conditions[^1], (inner, outer) => new If(outer, inner, new BooleanLiteral(false)) { At = outer.At });

        public List<Node> Mixed { get; } = [];

        /// <summary>There is something to find rows by.</summary>
        public bool HasKey => Inner.Any(k => k is not BooleanLiteral);
    }

    private Asking Ask(Source source)
    {
        var asking = new Asking(source);
        foreach (var condition in source.Conditions)
            Keep(asking, condition);
        return asking;
    }

    private void Keep(Asking asking, Node condition)
    {
        var alone = new List<Node>();
        foreach (var part in condition.Parts(Operator.And))
            Divide(asking, part, alone, asking.Mixed);
        if (alone.Joined(Operator.And) is { } kept)
            asking.Conditions.Add(kept);
    }

    // Either it is decided by the row of the table alone, or it is an equality between that row and something else.
    private void Divide(Asking asking, Node part, List<Node> rest, List<Node> mixed, Operator sign = Operator.Equal)
    {
        var node = Planned(part);
        var item = asking.Source.Item;
        var (own, outside) = Mentions(node, item);
        if (!outside)
            rest.Add(node);
        else if (!own && sign == Operator.Equal)
            Key(asking, new BooleanLiteral(true) { At = node.At }, node);
        else if (node is Binary binary && binary.Operator == sign && !Mentions(binary.Left, item).Outside && !Mentions(binary.Right, item).Item)
            Key(asking, binary.Left, binary.Right);
        else if (node is Binary turned && turned.Operator == sign && !Mentions(turned.Right, item).Outside && !Mentions(turned.Left, item).Item)
            Key(asking, turned.Right, turned.Left);
        else
            mixed.Add(node);
    }

    private static void Key(Asking asking, Node inner, Node outer)
    {
        asking.Inner.Add(inner);
        asking.Outer.Add(outer);
    }
}
