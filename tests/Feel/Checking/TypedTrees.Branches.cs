using System.Collections.Concurrent;
using Entente.Feel;
using Entente.Feel.Checking;
using Entente.Feel.Syntax;
using static Entente.Feel.Checking.FeelType;
using Path = Entente.Feel.Syntax.Path;

namespace Entente.Tests.Feel.Checking;

internal sealed partial class TypedTrees
{
    private static readonly (string Function, Overload Overload)[] functions =
        [.. Signatures.All.SelectMany(s => s.Overloads.Select(o => (s.Name, o)))];

    private static readonly ConcurrentDictionary<(FeelType, FeelType), (string Function, Overload Overload)[]> callable = new();

    private static readonly ConcurrentDictionary<FeelType, (FeelType Holder, string Member)[]> members = new();

    private static FeelType[] Holders => [row, ListOf(row), .. simple, RangeOf(Number), RangeOf(Date)];

    private static (string Function, Overload Overload)[] Fitting(FeelType type, FeelType element) => callable.GetOrAdd(
        (type, element), static wanted => [.. functions.Where(f => Filled(f.Overload.Result, wanted.Item2).Conforms(wanted.Item1))]);

    private Node? Branch(FeelType type) => random.Next(9) switch
    {
        0 => new If(Of(FeelType.Boolean), Of(type), Of(type)),
        1 or 2 or 3 => Called(type),
        4 => Member(type),
        5 => new Filter(Of(ListOf(type)), new NumberLiteral(Whole(random.Next(1, 3)))),
        _ => Own(type),
    };

    private Node? Own(FeelType type) => type switch
    {
        SimpleType { Kind: Kind.Boolean } => Condition(),
        ListType list => random.Next(2) == 0 ? Filtered(list) : Loop(list),
        SimpleType { Kind: Kind.Number or Kind.DaysDuration or Kind.YearsDuration } when random.Next(6) == 0 => new Negation(Of(type)),
        SimpleType or TextType => Calculated(type),
        _ => null,
    };

    private Binary? Calculated(FeelType type)
    {
        var (sign, left, right) = (One(Operator.Add, Operator.Subtract, Operator.Multiply, Operator.Divide, Operator.Power), One(simple), One(simple));
        for (var turn = 0; turn < 60; turn++, left = One(simple), right = One(simple))
            if (Arithmetic.Result(sign, left, right) is { } result && result == type)
                return new Binary(sign, Of(left), Of(right));
        return null;
    }

    private Node Condition()
    {
        var type = One(simple);
        var comparison = One(Operator.Equal, Operator.NotEqual, Operator.Less, Operator.GreaterOrEqual);
        return random.Next(7) switch
        {
            0 => new Binary(One(Operator.And, Operator.Or), Of(FeelType.Boolean), Of(FeelType.Boolean)),
            1 => new Between(Of(type), Of(type), Of(type)),
            2 => new In(Of(type), [.. Some(1, 2, () => Test(type))]),
            3 => Asked(),
            4 => new InstanceOf(Of(One(all)), Written(type)!),
            _ => new Binary(comparison, Of(type), Of(type)),
        };
    }

    private Test Test(FeelType type) => random.Next(5) switch
    {
        0 => new ComparisonTest(One(Operator.Less, Operator.Greater, Operator.NotEqual), Of(type)),
        1 => new ExpressionTest(Of(RangeOf(type))),
        2 => new ExpressionTest(Of(ListOf(type))),
        3 => new ExpressionTest(Within([("?", type)], () => Of(FeelType.Boolean))),
        _ => new ExpressionTest(Of(type)),
    };

    private Quantified Asked()
    {
        var (name, type) = ($"q{locals.Count}", One(all));
        return new Quantified(random.Next(2) == 0, [new Iteration(name, Of(ListOf(type)), null)], Within([(name, type)], () => Of(FeelType.Boolean)));
    }

    private Filter Filtered(ListType list) => new Filter(Of(list), Within(
        list.Member is ContextType context ? context.Members.Append(("item", list.Member)) : [("item", list.Member)], () => Of(FeelType.Boolean)));

    private For Loop(ListType list)
    {
        var (name, type) = ($"i{locals.Count}", One(all));
        var counted = random.Next(4) == 0;
        var iteration = counted ? new Iteration(name, new NumberLiteral(Whole(1)), Of(FeelType.Number)) : new Iteration(name, Of(ListOf(type)), null);
        return new For([iteration], Within([(name, counted ? FeelType.Number : type)], () => Of(list.Member)));
    }

    // landed.year, row.kg, rows.kg
    private Path? Member(FeelType type)
    {
        var fitting = members.GetOrAdd(type, static type => [.. Holders.SelectMany(h => Inference.MembersOf(h is ListType list ? list.Member : h)
            .Where(m => (h is ListType ? ListOf(m.Type) : m.Type).Conforms(type)).Select(m => (h, m.Name)))]);
        if (fitting.Length == 0)
            return null;
        var (holder, member) = One(fitting);
        return new Path(Of(holder), member);
    }

    private Call? Called(FeelType type)
    {
        var element = type is ListType list ? list.Member : One(simple);
        var fitting = Fitting(type, element);
        if (fitting.Length == 0)
            return null;
        var (name, overload) = One(fitting);
        var arguments = overload.Parameters.Where(p => p.Presence != Presence.Optional || random.Next(2) == 0).Select(p => Argument(p, element)).ToList();
        if (arguments.Count > 0 && overload.Parameters[^1].Presence == Presence.Repeated)
            arguments.AddRange(Some(0, 2, () => Argument(overload.Parameters[^1], element)));
        var named = random.Next(5) == 0 && arguments.Count == overload.Parameters.Count;
        return new Call(new Name(name), [.. arguments.Select((a, i) => new Argument(named ? overload.Parameters[i].Name : null, a))]);
    }

    private Node Argument(Formal parameter, FeelType element)
    {
        var type = Filled(One(parameter.Types.ToArray()), element);
        return Of(type is AnyType ? One(all) : type);
    }

    private static FeelType Filled(FeelType type, FeelType element) => type switch
    {
        VariableType => element,
        ListType list => ListOf(list.Member is AnyType ? element : Filled(list.Member, element)),
        RangeType range => RangeOf(Filled(range.End, element)),
        FunctionType function => new FunctionType([.. function.Parameters.Select(p => Filled(p, element))], Filled(function.Result, element)),
        _ => type,
    };
}
