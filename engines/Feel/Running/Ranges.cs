using Entente.Feel.Syntax;
using Entente.Feel.Values;

namespace Entente.Feel.Running;

/// <summary>Ranges made while running.</summary>
internal static class Ranges
{
    /// <summary>A range; null when an end that is written has no value, or the ends do not go together.</summary>
    public static Value Make(RangeLiteral range, in Value start, in Value end)
    {
        if (range.Start is not null && start.IsNull)
            return start;
        if (range.End is not null && end.IsNull)
            return end;
        if (range.Start is not null && range.End is not null && Problem(range, start, end) is { } problem)
            return Value.Failed(problem);
        return Value.Of(new FeelRange(range.ClosedStart, start, end, range.ClosedEnd));
    }

    private static Finding? Problem(RangeLiteral range, in Value start, in Value end) => Value.Order(start, end) switch
    {
        null => new Finding("not-comparable", range.At, [Words.Of(start.Kind), Words.Of(end.Kind)]),
        > 0 => new Finding("backward-range", range.At, [start.ToString(), end.ToString()]),
        _ => null,
    };

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
