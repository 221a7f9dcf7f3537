using Entente.Feel.Syntax;
using static Entente.Feel.Checking.FeelType;

namespace Entente.Feel.Checking;

internal sealed partial class Inference
{
    private FeelType BetweenOf(Between between)
    {
        var of = Of(between.Of);
        InOrder(between.Low.At, (between.Of, of), (between.Low, Of(between.Low)));
        InOrder(between.High.At, (between.Of, of), (between.High, Of(between.High)));
        if (Constant.Order(between.Low, between.High) > 0)
            Report("empty-range", Span.Across(between.Low.At, between.High.At), []);
        return FeelType.Boolean;
    }

    private FeelType InOf(In @in)
    {
        var tested = Of(@in.Of);
        TestsOf(@in, @in.Of, tested, @in.Tests);
        return FeelType.Boolean;
    }

    // A cell of a decision table tests the scope's "?"; where there is none, anything.
    private FeelType UnaryTestsOf(UnaryTests tests)
    {
        var tested = Find("?")?.Type ?? Any;
        TestsOf(tests, new Name("?"), tested, tests.Tests);
        return FeelType.Boolean;
    }

    private void TestsOf(Node owner, Node of, FeelType tested, Seq<Test> tests)
    {
        var outer = frame;
        frame = new TestedFrame(frame, owner, tested);
        foreach (var test in tests)
            TestOf((of, tested), test);
        frame = outer;
    }

    private void TestOf((Node Node, FeelType Type) tested, Test test)
    {
        switch (test)
        {
            case ComparisonTest { Operator: Operator.Equal or Operator.NotEqual } comparison:
                Comparable(At(comparison), tested, (comparison.Than, Of(comparison.Than)));
                break;
            case ComparisonTest comparison:
                InOrder(At(comparison), tested, (comparison.Than, Of(comparison.Than)));
                break;
            case ExpressionTest { Expression: var expression }:
                TestOf(tested, expression, Of(expression));
                break;
        }
    }

    private static Span At(ComparisonTest test) => test.At.Length > 0 ? test.At : test.Than.At;

    // A condition on ?, a range or a list it may lie in, or a value it may equal.
    private void TestOf((Node Node, FeelType Type) tested, Node test, FeelType type)
    {
        if (Mentions(test))
        {
            if (type is not (AnyType or SimpleType { Kind: Kind.Boolean or Kind.Null }))
                Report("condition-type", test.At, ["test", type.Key]);
            return;
        }
        if (type.Is(Kind.Boolean) && IsCondition(test) && tested.Type is not (ListType or SimpleType { Kind: Kind.Boolean }))
            return;
        switch (type)
        {
            case RangeType range:
                InOrder(test.At, tested, (test, range.End));
                break;
            case ListType list when test is ListLiteral literal && tested.Type is not ListType:
                foreach (var item in literal.Items)
                    MemberOf(tested, item, TypeOf(item)!);
                break;
            case ListType { Member: var member } when !(tested.Type is ListType && Types.Alike(tested.Type, type)):
                MemberOf(tested, test, member);
                break;
            default:
                Comparable(test.At, tested, (test, type));
                break;
        }
    }

    private void MemberOf((Node Node, FeelType Type) tested, Node node, FeelType member)
    {
        if (member is RangeType range)
            InOrder(node.At, tested, (node, range.End));
        else
            Comparable(node.At, tested, (node, member));
    }

    // What can only be true or false by its form; a name that holds a boolean is a value to compare with.
    private static bool IsCondition(Node test) => test is Binary or Between or In or Syntax.InstanceOf or Quantified or Call;

    private bool Mentions(Node test)
    {
        var owner = Find("?")?.Owner;
        return test.Walk().OfType<Name>().Any(name => BindingOf(name) is { Kind: BindingKind.Tested } tested && ReferenceEquals(tested.Owner, owner));
    }

    private FeelType ThanOf(Operator sign, Node than)
    {
        var type = Of(than);
        if (sign is not (Operator.Equal or Operator.NotEqual) && !Types.HasOrder(type))
            Report("no-order", than.At, [type.Key]);
        return type;
    }
}
