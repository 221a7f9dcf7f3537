using Entente.Feel.Syntax;

namespace Entente.Feel.Running;

internal sealed partial class Compiler
{
    private Code BinaryCode(Binary binary) => binary.Operator switch
    {
        Operator.And => Running.Code.Of(binary, Chains.And(Operands(binary))),
        Operator.Or => Running.Code.Of(binary, Chains.Or(Operands(binary))),
        Operator.Add => Running.Code.Of(binary, Arithmetic.Add(Code(binary.Left).Step, Code(binary.Right).Step, binary)),
        Operator.Subtract or Operator.Multiply or Operator.Divide or Operator.Power => ArithmeticCode(binary),
        _ => ComparisonCode(binary),
    };

    // a and b and c is one chain; while traced every pair is a node of its own.
    private Condition[] Operands(Binary binary)
    {
        var chain = new List<Node>();
        Node first = binary;
        for (var link = binary; link is not null; first = link.Left, link = traced ? null : first as Binary is { } next && next.Operator == binary.Operator ? next : null)
        {
            chain.Add(link.Right);
            if (!ReferenceEquals(link, binary))
                nodes++;
        }
        chain.Add(first);
        chain.Reverse();
        return [.. chain.Select(Code).SelectMany(code => binary.Operator == Operator.And && code.Joined is { } joined ? joined : [code.Condition])];
    }

    private Code ArithmeticCode(Binary binary)
    {
        var (left, right) = (Code(binary.Left).Step, Code(binary.Right).Step);
        return Running.Code.Of(binary, binary.Operator switch
        {
            Operator.Subtract => Arithmetic.Subtract(left, right, binary),
            Operator.Multiply => Arithmetic.Multiply(left, right, binary),
            Operator.Divide => Arithmetic.Divide(left, right, binary),
            _ => Arithmetic.Power(left, right, binary),
        });
    }

    private Code ComparisonCode(Binary binary)
    {
        var (left, right, op) = (Code(binary.Left), Code(binary.Right), binary.Operator);
        if (left.Constant is { } constant && right.Constant is null && right.Way is { } way
            && Comparing.Against(Comparing.Flipped(op), way, constant, turned: true, binary.At) is { } fast)
            return Running.Code.Of(binary, fast);
        return Running.Code.Of(binary, Compared(op, left, right, binary));
    }

    private static Condition Compared(Operator op, Code left, Code right, Node node)
    {
        var at = node.At;
        if (right.Constant is { } constant && left.Way is { } way && Comparing.Against(op, way, constant, turned: false, at) is { } fast)
            return fast;
        if (left.Way is { } a && right.Way is { } b)
            return Comparing.Places(op, a, b, at);
        var (first, second) = (left.Step, right.Step);
        return e =>
        {
            var x = first(e);
            var y = second(e);
            return x.Kind == Kind.Number && y.Kind == Kind.Number
                ? Comparing.Of(Comparing.Holds(op, x.AsNumber.CompareTo(y.AsNumber)))
                : Comparing.Compare(e, op, x, y, at);
        };
    }

    private Code BetweenCode(Between between)
    {
        var (of, low, high) = (Code(between.Of), Code(between.Low), Code(between.High));
        if (of.Way is { } && low.Constant is not null && high.Constant is not null)
            return Running.Code.OfAll(between, [Compared(Operator.GreaterOrEqual, of, low, between), Compared(Operator.LessOrEqual, of, high, between)]);
        var place = of.Place ?? of.PlaceAt(layout.Reserve());
        var (from, to, at) = (low.Step, high.Step, between.At);
        return Running.Code.Of(between, (Condition)(e =>
        {
            ref readonly var value = ref place(e);
            var (first, second) = (from(e), to(e));
            var above = Comparing.Compare(e, Operator.GreaterOrEqual, value, first, at);
            var problem = e.Problem;
            var below = Comparing.Compare(e, Operator.LessOrEqual, value, second, at);
            return Chains.Both(e, above, problem, below);
        }));
    }

    private Code NegationCode(Negation negation)
    {
        var of = Code(negation.Of);
        if (of.Constant is { Kind: Kind.Number } constant && !traced)
            return Always(negation, Value.Of(constant.AsNumber.Negate()));
        return Running.Code.Of(negation, Arithmetic.Negate(of.Step, negation));
    }
}
