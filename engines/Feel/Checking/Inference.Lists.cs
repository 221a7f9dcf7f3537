using Entente.Feel.Syntax;
using static Entente.Feel.Checking.FeelType;

namespace Entente.Feel.Checking;

internal sealed partial class Inference
{
    private FeelType FilterOf(Filter filter)
    {
        var list = Of(filter.List);
        var item = list is ListType known ? known.Member : list;
        var condition = Within(new ItemFrame(frame, filter, item), filter.Condition);
        if (condition is not (AnyType or SimpleType { Kind: Kind.Boolean or Kind.Number or Kind.Null }))
            Report("filter-type", filter.Condition.At, [condition.Key]);
        else if (NeverHolds(filter.Condition))
            Report("filter-never", filter.Condition.At, []);
        else if (SaysNothing(filter.Condition) is { } self)
            Report("filter-self", filter.Condition.At, [self]);
        return condition switch
        {
            SimpleType { Kind: Kind.Number } => item,
            SimpleType { Kind: Kind.Boolean } => new ListType(item),
            _ => Any,
        };
    }

    // No condition that is known beforehand to be false or null lets anything through; places count from 1.
    private static bool NeverHolds(Node condition) =>
        condition is NullLiteral || Constant.Truth(condition) == false || Constant.Whole(condition) is { } place && !place;

    // register[vessel_id = vessel_id]: both are the item's.
    private string? SaysNothing(Node condition) =>
        condition is Binary { Operator: Operator.Equal, Left: Name left, Right: Name right } && left == right
        && BindingOf(left) is { Kind: BindingKind.Member } ? left.Text : null;

    private ListType ForOf(For loop)
    {
        var outer = frame;
        foreach (var iteration in loop.Iterations)
            frame = new LocalFrame(frame, iteration.Name, TurnOf(iteration), loop);
        frame = new LocalFrame(frame, "partial", ListOf(Any), loop);
        var body = Of(loop.Body);
        frame = outer;
        return new ListType(body);
    }

    private FeelType QuantifiedOf(Quantified quantified)
    {
        var outer = frame;
        foreach (var iteration in quantified.Iterations)
            frame = new LocalFrame(frame, iteration.Name, TurnOf(iteration), quantified);
        Condition(quantified.Condition, "satisfies");
        frame = outer;
        return FeelType.Boolean;
    }

    /// <summary>What the name of an iteration holds in each turn.</summary>
    private FeelType TurnOf(Iteration iteration)
    {
        var from = Of(iteration.In);
        if (iteration.To is not null)
            return EndsOfTurns(iteration, from, Of(iteration.To));
        switch (from)
        {
            case ListType list:
                return list.Member;
            case RangeType range when CanCount(range.End):
                return range.End;
            case AnyType or SimpleType { Kind: Kind.Null }:
                return Any;
            default:
                Report("not-a-list", iteration.In.At, [iteration.Name, from.Key]);
                return Any;
        }
    }

    private FeelType EndsOfTurns(Iteration iteration, FeelType from, FeelType to)
    {
        var type = Types.Join(from, to);
        if (CanCount(from) && CanCount(to) && Types.Alike(from, to))
            return type;
        Report("range-ends", Span.Across(iteration.In.At, iteration.To!.At), [from.Key, to.Key]);
        return Any;
    }

    private static bool CanCount(FeelType type) => type is AnyType or SimpleType { Kind: Kind.Null or Kind.Number or Kind.Date };
}
