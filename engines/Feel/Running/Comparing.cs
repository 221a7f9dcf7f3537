using Entente.Feel.Syntax;
using Entente.Feel.Values;

namespace Entente.Feel.Running;

/// <summary>The comparisons, and the forms of them that are fast: a place against a constant.</summary>
internal static class Comparing
{
    public static Truth Compare(Evaluation e, Operator op, in Value a, in Value b, Span at) => op switch
    {
        Operator.Equal => Equal(e, a, b, at),
        Operator.NotEqual => Equal(e, a, b, at) switch { Truth.True => Truth.False, Truth.False => Truth.True, _ => Truth.Unknown },
        _ => Order(e, op, a, b, at),
    };

    public static Operator Flipped(Operator op) => op switch
    {
        Operator.Less => Operator.Greater,
        Operator.LessOrEqual => Operator.GreaterOrEqual,
        Operator.Greater => Operator.Less,
        Operator.GreaterOrEqual => Operator.LessOrEqual,
        _ => op,
    };

    public static bool Holds(Operator op, int order) => op switch
    {
        Operator.Equal => order == 0,
        Operator.NotEqual => order != 0,
        Operator.Less => order < 0,
        Operator.LessOrEqual => order <= 0,
        Operator.Greater => order > 0,
        _ => order >= 0,
    };

    public static Condition AgainstNumber(Operator op, Place place, in Value constant, Span at) => op switch
    {
        Operator.Equal => new NumberTest<IsEqual>(op, place, constant, at).Test,
        Operator.NotEqual => new NumberTest<IsNotEqual>(op, place, constant, at).Test,
        Operator.Less => new NumberTest<IsLess>(op, place, constant, at).Test,
        Operator.LessOrEqual => new NumberTest<IsLessOrEqual>(op, place, constant, at).Test,
        Operator.Greater => new NumberTest<IsGreater>(op, place, constant, at).Test,
        _ => new NumberTest<IsGreaterOrEqual>(op, place, constant, at).Test,
    };

    public static Condition AgainstText(bool equal, Place place, in Value constant, Span at)
    {
        var (held, text, op) = (constant, constant.AsText, equal ? Operator.Equal : Operator.NotEqual);
        return e =>
        {
            ref readonly var value = ref place(e);
            return value.Kind == Kind.Text ? Of(string.Equals(value.AsText, text, StringComparison.Ordinal) == equal) : Compare(e, op, value, held, at);
        };
    }

    public static Condition Places(Operator op, Place left, Place right, Span at) => e =>
    {
        ref readonly var a = ref left(e);
        ref readonly var b = ref right(e);
        return a.Kind == Kind.Number && b.Kind == Kind.Number
            ? Of(Holds(op, a.AsNumber.CompareTo(b.AsNumber)))
            : Compare(e, op, a, b, at);
    };

    public static Truth Of(bool value) => value ? Truth.True : Truth.False;

    private static Truth Equal(Evaluation e, in Value a, in Value b, Span at)
    {
        if (a.Kind != b.Kind && !a.IsNull && !b.IsNull)
            return Refuse(e, a, b, at);
        // A failure that is compared counts as null. Whoever writes "= null" asks for that; anybody else is told.
        if (a.IsNull)
            e.PassOver(b.IsNull ? null : a.Problem);
        else if (b.IsNull)
            e.PassOver(b.Problem);
        return Equality.Same(e, a, b) is { } same ? Of(same) : Refuse(e, a, b, at);
    }

    private static Truth Order(Evaluation e, Operator op, in Value a, in Value b, Span at) =>
        Equality.Order(e, a, b) is { } order ? Of(Holds(op, order)) : Refuse(e, a, b, at);

    private static Truth Refuse(Evaluation e, in Value a, in Value b, Span at)
    {
        e.Problem = a.IsNull || b.IsNull
            ? a.Problem ?? b.Problem
            : Incomparable(a, b, at);
        return Truth.Unknown;
    }

    /// <summary>Two values that have no order, or cannot be told to be equal or not.</summary>
    public static Finding Incomparable(in Value a, in Value b, Span at) =>
        a.Kind != b.Kind ? new Finding("compared-types", at, [Words.Of(a.Kind), Words.Of(b.Kind)])
        : a.Kind is Kind.Time or Kind.DateAndTime ? new Finding("one-zone", at, [a.Text(), b.Text()])
        : new Finding("no-order", at, [Words.Of(a.Kind)]);

    private sealed class NumberTest<T>(Operator op, Place place, Value constant, Span at)
        where T : struct, IRelation
    {
        private readonly Value constant = constant;
        private readonly Number number = constant.AsNumber;

        public Truth Test(Evaluation e)
        {
            ref readonly var value = ref place(e);
            return value.Kind == Kind.Number ? Of(T.Holds(value.AsNumber.CompareTo(number))) : Compare(e, op, value, constant, at);
        }
    }

    // A struct for each relation, so that the comparison is compiled into the code for it.
    private interface IRelation
    {
        static abstract bool Holds(int order);
    }

    private readonly struct IsEqual : IRelation
    {
        public static bool Holds(int order) => order == 0;
    }

    private readonly struct IsNotEqual : IRelation
    {
        public static bool Holds(int order) => order != 0;
    }

    private readonly struct IsLess : IRelation
    {
        public static bool Holds(int order) => order < 0;
    }

    private readonly struct IsLessOrEqual : IRelation
    {
        public static bool Holds(int order) => order <= 0;
    }

    private readonly struct IsGreater : IRelation
    {
        public static bool Holds(int order) => order > 0;
    }

    private readonly struct IsGreaterOrEqual : IRelation
    {
        public static bool Holds(int order) => order >= 0;
    }
}
