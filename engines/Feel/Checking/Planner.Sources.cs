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
                    ? rows with { Conditions = [.. rows.Conditions, Placed(filter.Condition, filter, rows.Value)] }
                    : null;
            case Path path:
                return SourceOf(path.Of) is { } of ? of with { Value = path with { Of = of.Value } } : null;
            case For { Iterations: [{ To: null } iteration] } loop when !loop.Body.Walk().Any(n => n is Name { Text: "partial" }):
                return SourceOf(iteration.In) is { } turns ? turns with { Value = Placed(loop.Body, loop, turns.Value) } : null;
            default:
                return null;
        }
    }

    private Node Origin(Node node) => origins.GetValueOrDefault(node, node);

    /// <summary>A condition or body with what it calls its item replaced by what that is in the plan.</summary>
    private Node Placed(Node node, Node owner, Node item)
    {
        if (node is not Name name)
            return Kept(node, node.WithChildren(child => Placed(child, owner, item)));
        return inference.BindingOf(name) is { } binding && ReferenceEquals(binding.Owner, Origin(owner)) ? binding.Kind switch
        {
            BindingKind.Member => new Path(item, name.Text) { At = name.At },
            BindingKind.Item or BindingKind.Local => item,
            _ => name,
        } : name;
    }

    /// <summary>What can be asked of a source: by which keys its rows are found, and which rows count.</summary>
    private sealed record Asking(Source Source, List<Node> Inner, List<Node> Outer, List<Node> Conditions)
    {
        public bool IsGood { get; set; } = true;
    }

    private Asking Ask(Source source)
    {
        var asking = new Asking(source, [], [], []);
        foreach (var condition in source.Conditions)
            foreach (var part in condition.Parts(Operator.And))
                Sort(asking, part, asking.Conditions);
        return asking;
    }

    // Either it is decided by the row of the table alone, or it is an equality between that row and something else.
    private void Sort(Asking asking, Node part, List<Node> rest, Operator sign = Operator.Equal)
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
            Refuse(asking, node);
    }

    private static void Key(Asking asking, Node inner, Node outer)
    {
        asking.Inner.Add(inner);
        asking.Outer.Add(outer);
    }

    private void Refuse(Asking asking, Node node)
    {
        asking.IsGood = false;
        findings.Add(new Finding("plan-quadratic", node.At, [asking.Source.Table.Name]));
    }

    /// <summary>The call that stands for what is asked.</summary>
    private Node Gather(Node node, Asking asking, Fold fold, Node? value)
    {
        var made = value is null ? null : Planned(value);
        if (made is not null && Mentions(made, asking.Source.Item).Outside)
            Refuse(asking, made);
        if (!asking.IsGood)
            return node;
        var filter = asking.Conditions.Joined(Operator.And);
        var own = asking.Source.Table == scope.Rows;
        var turn = TurnAfter([filter, made, .. asking.Inner]);
        turn += own == (turn % 2 == 1) ? 0 : 1;
        if (turn >= Plan.End)
            findings.Add(new Finding("plan-passes", node.At, [asking.Source.Table.Name]));
        var name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"${gathered.Count}");
        gathered.Add(new Gathered(name, asking.Source.Table, asking.Source.Item, fold, [.. asking.Inner], filter, made, turn, node.At));
        return new Call(new Name(name) { At = node.At }, [.. asking.Outer.Select(o => new Argument(null, o))]) { At = node.At };
    }
}
