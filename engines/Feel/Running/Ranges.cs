using Entente.Feel.Syntax;
using Entente.Feel.Values;

namespace Entente.Feel.Running;

/// <summary>Ranges made while running.</summary>
internal static class Ranges
{
    /// <summary>A range; null when an end has no value, or the ends do not go together.</summary>
    public static Value Make(RangeLiteral range, in Value start, in Value end)
    {
        if (start.IsNull || end.IsNull)
            return start.IsNull ? start : end;
        return Value.Order(start, end) switch
        {
            null => Value.Failed(new Finding("range-ends", range.At, [Words.Of(start.Kind), Words.Of(end.Kind)])),
            > 0 => Value.Failed(new Finding("empty-range", range.At, [])),
            _ => Value.Of(new FeelRange(range.ClosedStart, start, end, range.ClosedEnd)),
        };
    }

    /// <summary><c>(&lt; 10)</c> as a value.</summary>
    public static Value Make(Operator op, in Value than)
    {
        if (than.IsNull)
            return than;
        var (below, above) = (op is Operator.Less or Operator.LessOrEqual, op is Operator.Greater or Operator.GreaterOrEqual);
        return Value.Of(new FeelRange(
            op is Operator.GreaterOrEqual or Operator.Equal,
            below ? default : than,
            above ? default : than,
            op is Operator.LessOrEqual or Operator.Equal) { IsComparison = true });
    }

    /// <summary>The first and last whole number or day of a range that is gone through.</summary>
    public static (Value First, Value Last) Whole(FeelRange range) =>
        (Inward(range.Start, range.ClosedStart, 1), Inward(range.End, range.ClosedEnd, -1));

    private static Value Inward(in Value end, bool closed, int step)
    {
        if (closed)
            return end;
        if (end.Kind == Kind.Number && Number.TryAdd(end.AsNumber, step, out var number))
            return Value.Of(number);
        return end.Kind == Kind.Date && end.AsDate.TryAddDays(step, out var day) ? Value.Of(day) : end;
    }
}
