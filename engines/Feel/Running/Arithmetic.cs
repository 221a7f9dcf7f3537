using Entente.Feel.Syntax;
using Entente.Feel.Values;

namespace Entente.Feel.Running;

/// <summary>The arithmetic operators; numbers first, because nearly everything is numbers.</summary>
internal static class Arithmetic
{
    public static Step Add(Step left, Step right, Binary node) => e =>
    {
        var a = left(e);
        var b = right(e);
        return a.Kind == Kind.Number && b.Kind == Kind.Number && Number.TryAdd(a.AsNumber, b.AsNumber, out var sum)
            ? Value.Of(sum)
            : Apply(e, node, a, b);
    };

    public static Step Subtract(Step left, Step right, Binary node) => e =>
    {
        var a = left(e);
        var b = right(e);
        return a.Kind == Kind.Number && b.Kind == Kind.Number && Number.TrySubtract(a.AsNumber, b.AsNumber, out var difference)
            ? Value.Of(difference)
            : Apply(e, node, a, b);
    };

    public static Step Multiply(Step left, Step right, Binary node) => e =>
    {
        var a = left(e);
        var b = right(e);
        return a.Kind == Kind.Number && b.Kind == Kind.Number && Number.TryMultiply(a.AsNumber, b.AsNumber, out var product)
            ? Value.Of(product)
            : Apply(e, node, a, b);
    };

    public static Step Divide(Step left, Step right, Binary node) => e =>
    {
        var a = left(e);
        var b = right(e);
        return a.Kind == Kind.Number && b.Kind == Kind.Number && Number.TryDivide(a.AsNumber, b.AsNumber, out var quotient)
            ? Value.Of(quotient)
            : Apply(e, node, a, b);
    };

    public static Step Power(Step left, Step right, Binary node) => e =>
    {
        var a = left(e);
        var b = right(e);
        // Roots and powers take as long as so many other steps.
        return a.Kind == Kind.Number && b.Kind == Kind.Number && e.Spend(Numbers.CostOfPower) && Number.TryPower(a.AsNumber, b.AsNumber, out var power)
            ? Value.Of(power)
            : Apply(e, node, a, b);
    };

    public static Step Negate(Step of, Negation node) => e =>
    {
        var value = of(e);
        return value.Kind switch
        {
            Kind.Number => Value.Of(value.AsNumber.Negate()),
            Kind.Null => value,
            _ => Moments.Negate(value) ?? Value.Failed(new Finding("negated-type", node.At, [Words.Of(value.Kind)])),
        };
    };

    // Everything that is not two numbers with a result in range.
    private static Value Apply(Evaluation e, Binary node, in Value a, in Value b)
    {
        if (a.IsNull || b.IsNull)
            return a.Problem is { } first ? Value.Failed(first) : b.Problem is { } second ? Value.Failed(second) : default;
        if (a.Kind == Kind.Number && b.Kind == Kind.Number)
            return OutOfRange(node, b.AsNumber);
        if (a.Kind == Kind.Text && b.Kind == Kind.Text && node.Operator == Operator.Add)
            return Sizes.Joined(e, a.AsText, b.AsText, node.At);
        return Moments.Combine(node.Operator, a, b) switch
        {
            { Kind: Kind.Null } => OutOfRange(node, b.Kind == Kind.Number ? b.AsNumber : Number.One),
            { } value => value,
            null => Value.Failed(new Finding("arithmetic-types", node.At, [Words.Of(node.Operator), Words.Of(a.Kind), Words.Of(b.Kind)])),
        };
    }

    private static Value OutOfRange(Binary node, Number divisor) => Value.Failed(
        node.Operator == Operator.Divide && divisor.Sign == 0
            ? new Finding("divided-by-zero", node.At, [])
            : new Finding("out-of-range", node.At, [Words.Of(node.Operator)]));
}
