using Entente.Feel.Syntax;

namespace Entente.Feel.Dmn.Tables;

/// <summary>
/// A cell whose tests mention constants only: decided by comparing, without evaluating anything, and open to analysis.
/// Without tests it accepts everything.
/// </summary>
internal sealed class ConstantCell(bool negated, ConstantTest[] tests)
{
    public static ConstantCell Anything { get; } = new(false, []);

    public bool IsAnything => tests.Length == 0;

    public ReadOnlySpan<ConstantTest> Tests => tests;

    /// <summary>The values at which it may change its mind.</summary>
    public IEnumerable<Value> Mentioned() => tests.SelectMany(test => Mentioned(test.First));

    private static IEnumerable<Value> Mentioned(Value value) => value.Kind switch
    {
        Kind.Range => new[] { value.AsRange.Start, value.AsRange.End }.Where(end => !end.IsNull),
        Kind.List => value.AsList.SelectMany(Mentioned),
        _ => [value],
    };

    /// <summary>The one value it accepts, for an index; false when it accepts others.</summary>
    public bool IsOneValue(out Value value)
    {
        var one = !negated && tests.Length == 1 && tests[0].IsEqual && tests[0].First.Kind is not (Kind.List or Kind.Range or Kind.Null);
        value = one ? tests[0].First : default;
        return one;
    }

    /// <summary>The place of the first test that accepts a value; after all of them when none does.</summary>
    public int PlaceOf(in Value value)
    {
        var place = 0;
        foreach (ref readonly var test in tests.AsSpan())
        {
            if (test.First.Kind == Kind.List && test.IsEqual && test.First.AsList.Contains(value))
                return place + Places(test.First.AsList, value);
            if (test.Accepts(value) == true)
                return place;
            place += test.First.Kind == Kind.List ? test.First.AsList.Count : 1;
        }
        return place;
    }

    private static int Places(FeelList list, in Value value)
    {
        var place = 0;
        while (list[place] != value)
            place++;
        return place;
    }

    /// <summary>Null when it cannot be said: an order was asked of what has none.</summary>
    public bool? Accepts(in Value value)
    {
        if (tests.Length == 0)
            return true;
        bool? any = false;
        foreach (ref readonly var test in tests.AsSpan())
        {
            var one = test.Accepts(value);
            if (one == true)
                return !negated;
            if (one is null)
                any = null;
        }
        return any is null ? null : negated;
    }
}

/// <summary>One comparison with a constant; a range compares with both ends.</summary>
internal readonly struct ConstantTest(Operator compares, Value first)
{
    /// <summary>What is compared with.</summary>
    public Value First { get; } = first;

    public bool IsEqual => compares == Operator.Equal;

    /// <summary>Whether it asks for more than being the same.</summary>
    public bool IsOrdered => compares is not (Operator.Equal or Operator.NotEqual) || HasRange(First);

    private static bool HasRange(Value value) => value.Kind == Kind.Range || (value.Kind == Kind.List && value.AsList.Any(HasRange));

    public bool? Accepts(in Value value) => compares switch
    {
        Operator.Equal => IsOneOf(value, First),
        Operator.NotEqual => !(Value.Same(value, First) ?? false),
        _ => Value.Order(value, First) is { } order
            ? compares switch
            {
                Operator.Less => order < 0,
                Operator.LessOrEqual => order <= 0,
                Operator.Greater => order > 0,
                _ => order >= 0,
            }
            : null,
    };

    // A list accepts its members, a range what lies in it; both also accept their like.
    private static bool? IsOneOf(in Value value, in Value accepted)
    {
        if (Value.Same(value, accepted) == true)
            return true;
        if (accepted.Kind == Kind.Range)
            return accepted.AsRange.Contains(value);
        if (accepted.Kind != Kind.List)
            return false;
        foreach (ref readonly var member in accepted.AsList.AsSpan())
            if (IsOneOf(value, member) == true)
                return true;
        return false;
    }
}
