using Entente.Feel.Syntax;
using Path = Entente.Feel.Syntax.Path;

namespace Entente.Feel.Checking;

internal sealed partial class Planner
{
    private static readonly BooleanLiteral True = new(true);

    // sum(catches[gear = "PS"].weight_kg)
    private Node? Total(Node node, string function, Node argument)
    {
        if (function == "count" && argument is Call { Function: Name { Text: "distinct values" } name, Arguments: [var of] } && IsBuiltIn(name))
            return SourceOf(of.Value) is { } values ? Gather(node, Ask(values), Fold.Distinct, values.Value) : null;
        Fold? fold = function switch
        {
            "count" => Fold.Count,
            "sum" => Fold.Sum,
            "mean" => Fold.Mean,
            "product" => Fold.Product,
            "min" => Fold.Min,
            "max" => Fold.Max,
            "any" => Fold.Any,
            "all" => Fold.All,
            _ => null,
        };
        if (fold is not { } known || SourceOf(argument) is not { } source)
            return null;
        return Gather(node, Ask(source), known, known == Fold.Count ? null : source.Value);
    }

    // list contains(register.vessel_id, row.vessel_id)
    private Node? Contains(Node node, Seq<Argument> arguments)
    {
        var element = arguments.FirstOrDefault(a => a.Name == "element") ?? arguments[1];
        var list = arguments.First(a => !ReferenceEquals(a, element));
        return Membership(node, element.Value, list.Value);
    }

    // row.code in codes
    private Node? Membership(Node node, Node element, Node list)
    {
        if (SourceOf(list) is not { } source)
            return null;
        var asking = Ask(source);
        Keep(asking, new Binary(Operator.Equal, source.Value, element) { At = node.At });
        return Gather(node, asking, Fold.Some, True with { At = node.At });
    }

    // some v in register satisfies v.vessel_id = row.vessel_id and v.length_m > 10
    private Node? Asked(Quantified quantified, Iteration iteration)
    {
        if (SourceOf(iteration.In) is not { } source)
            return null;
        var asking = Ask(source);
        var rest = new List<Node>();
        // What every row must fulfil is found by what one row must not: a != b or … is not the case where a = b and ….
        var (word, sign) = quantified.Every ? (Operator.Or, Operator.NotEqual) : (Operator.And, Operator.Equal);
        foreach (var part in Placed(quantified.Condition, quantified, source.Value, iteration.Name).Parts(word))
            Divide(asking, part, rest, rest, sign);
        var value = rest.Joined(word) ?? new BooleanLiteral(!quantified.Every) { At = quantified.At };
        return Gather(quantified, asking, quantified.Every ? Fold.Every : Fold.Some, value);
    }

    // register[vessel_id = row.vessel_id][1].flag
    private Node? First(Node node)
    {
        var path = new Stack<Path>();
        var at = node;
        while (at is Path step)
        {
            path.Push(step);
            at = step.Of;
        }
        if (at is not Filter { Condition: NumberLiteral place, List: Filter list } || place.Value != 1 || SourceOf(list) is not { } source)
            return null;
        var asking = Ask(source);
        if (!asking.HasKey)
            Refuse("plan-order", node.At, [source.Table.Name]);
        return Gather(node, asking, Fold.First, path.Aggregate(source.Value, (value, step) => step with { Of = value }));
    }
}
