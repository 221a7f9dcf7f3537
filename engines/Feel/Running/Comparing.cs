using System.Numerics;
using System.Runtime.CompilerServices;
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

    /// <summary>A place against a constant; null when there is no fast form for that.</summary>
    /// <param name="turned">Whether the constant stands on the left, and the operator is turned round for it.</param>
    public static Condition? Against(Operator op, IPlace way, in Value constant, bool turned, Span at)
    {
        var other = new Constant(op, constant, turned, at);
        return way switch
        {
            InSlot place => Against(place, other),
            InContext place => Against(place, other),
            InItem place => Against(place, other),
            _ => Against(new Anywhere(way.Get), other),
        };
    }

    /// <summary>Two places against each other.</summary>
    public static Condition Places(Operator op, IPlace left, IPlace right, Span at) => (left, right) switch
    {
        (InSlot a, InSlot b) => Places(op, a, b, at),
        (InContext a, InContext b) => Places(op, a, b, at),
        (InItem a, InItem b) => Places(op, a, b, at),
        _ => Places(op, new Anywhere(left.Get), new Anywhere(right.Get), at),
    };

    private static Condition Places<TLeft, TRight>(Operator op, TLeft left, TRight right, Span at)
        where TLeft : struct, IPlace
        where TRight : struct, IPlace => e =>
    {
        ref readonly var a = ref left.Get(e);
        ref readonly var b = ref right.Get(e);
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
        !a.IsNull && !b.IsNull && Equality.Order(e, a, b) is { } order ? Of(Holds(op, order)) : Refuse(e, a, b, at);

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

    private static Condition? Against<TPlace>(TPlace place, Constant constant)
        where TPlace : struct, IPlace => (constant.Value.Kind, constant.Operator) switch
    {
        (Kind.Text, Operator.Equal or Operator.NotEqual) => new TextTest<TPlace>(place, constant).Test,
        (Kind.Null, Operator.Equal or Operator.NotEqual) when constant.Value.Problem is null => new BlankTest<TPlace>(place, constant.Operator == Operator.Equal).Test,
        (not Kind.Number, _) => null,
        (_, Operator.Equal) => new NumberTest<TPlace, IsEqual>(place, constant).Test,
        (_, Operator.NotEqual) => new NumberTest<TPlace, IsNotEqual>(place, constant).Test,
        (_, Operator.Less) => new NumberTest<TPlace, IsLess>(place, constant).Test,
        (_, Operator.LessOrEqual) => new NumberTest<TPlace, IsLessOrEqual>(place, constant).Test,
        (_, Operator.Greater) => new NumberTest<TPlace, IsGreater>(place, constant).Test,
        _ => new NumberTest<TPlace, IsGreaterOrEqual>(place, constant).Test,
    };

    // What a place is compared with, and how it is done where the fast way does not do.
    private sealed class Constant(Operator op, Value value, bool turned, Span at)
    {
        public Operator Operator => op;

        public Value Value => value;

        public Truth Compared(Evaluation e, in Value with) =>
            turned ? Compare(e, Flipped(op), value, with, at) : Compare(e, op, with, value, at);
    }

    private sealed class NumberTest<TPlace, TRelation>(TPlace place, Constant constant) : IRowTest
        where TPlace : struct, IPlace
        where TRelation : struct, IRelation
    {
        private readonly Number number = constant.Value.AsNumber;
        private readonly Scales scales = new(constant.Value.AsNumber);
        private readonly Member? column = RowTests.ColumnOf(place);

        public Truth Test(Evaluation e)
        {
            ref readonly var value = ref place.Get(e);
            if (value.Kind != Kind.Number)
                return constant.Compared(e, value);
            return Of(Holds(value.AsNumber));
        }

        public bool TryTest(ReadOnlySpan<Value> rows, out ulong kept) => RowTests.TryEach(column, rows, new Related(this), out kept);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private bool Holds(in Number tested) => scales.TryGet(tested, out var same)
            ? TRelation.Holds(tested.Low, same)
            : TRelation.Holds(tested.CompareTo(number), 0);

        private readonly struct Related(NumberTest<TPlace, TRelation> test) : IValueTest
        {
            public bool TryHold(in Value value, out bool holds)
            {
                var isNumber = value.Kind == Kind.Number;
                holds = isNumber && test.Holds(value.AsNumber);
                return isNumber;
            }
        }
    }

    private sealed class TextTest<TPlace>(TPlace place, Constant constant) : IRowTest
        where TPlace : struct, IPlace
    {
        private readonly string text = constant.Value.AsText;
        private readonly bool equal = constant.Operator == Operator.Equal;
        private readonly Member? column = RowTests.ColumnOf(place);

        public Truth Test(Evaluation e)
        {
            ref readonly var value = ref place.Get(e);
            return value.Kind == Kind.Text ? Of(string.Equals(value.AsText, text, StringComparison.Ordinal) == equal) : constant.Compared(e, value);
        }

        public bool TryTest(ReadOnlySpan<Value> rows, out ulong kept) => RowTests.TryEach(column, rows, new Same(text, equal), out kept);

        private readonly struct Same(string text, bool equal) : IValueTest
        {
            public bool TryHold(in Value value, out bool holds)
            {
                var isText = value.Kind == Kind.Text;
                holds = isText && string.Equals(value.AsText, text, StringComparison.Ordinal) == equal;
                return isText;
            }
        }
    }

    // A failure that is asked whether it is null counts as one.
    private sealed class BlankTest<TPlace>(TPlace place, bool wanted) : IRowTest
        where TPlace : struct, IPlace
    {
        private readonly Member? column = RowTests.ColumnOf(place);

        public Truth Test(Evaluation e) => Of(place.Get(e).IsNull == wanted);

        public bool TryTest(ReadOnlySpan<Value> rows, out ulong kept) => RowTests.TryEach(column, rows, new Blank(wanted), out kept);

        private readonly struct Blank(bool wanted) : IValueTest
        {
            public bool TryHold(in Value value, out bool holds)
            {
                holds = value.IsNull == wanted;
                return true;
            }
        }
    }

    // A struct for each relation, so that the comparison is compiled into the code for it.
    private interface IRelation
    {
        static abstract bool Holds<T>(T a, T b)
            where T : struct, IComparisonOperators<T, T, bool>;
    }

    private readonly struct IsEqual : IRelation
    {
        public static bool Holds<T>(T a, T b)
            where T : struct, IComparisonOperators<T, T, bool> => a == b;
    }

    private readonly struct IsNotEqual : IRelation
    {
        public static bool Holds<T>(T a, T b)
            where T : struct, IComparisonOperators<T, T, bool> => a != b;
    }

    private readonly struct IsLess : IRelation
    {
        public static bool Holds<T>(T a, T b)
            where T : struct, IComparisonOperators<T, T, bool> => a < b;
    }

    private readonly struct IsLessOrEqual : IRelation
    {
        public static bool Holds<T>(T a, T b)
            where T : struct, IComparisonOperators<T, T, bool> => a <= b;
    }

    private readonly struct IsGreater : IRelation
    {
        public static bool Holds<T>(T a, T b)
            where T : struct, IComparisonOperators<T, T, bool> => a > b;
    }

    private readonly struct IsGreaterOrEqual : IRelation
    {
        public static bool Holds<T>(T a, T b)
            where T : struct, IComparisonOperators<T, T, bool> => a >= b;
    }
}
