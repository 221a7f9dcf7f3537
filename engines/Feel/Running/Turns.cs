using Entente.Feel.Syntax;
using Entente.Feel.Values;

namespace Entente.Feel.Running;

/// <summary>What is done at each turn of a loop; false ends it.</summary>
internal interface IVisitor
{
    bool Visit(Evaluation e);
}

/// <summary>One iterator of a <c>for</c>, <c>some</c> or <c>every</c>.</summary>
internal sealed record Turn(int Slot, Step In, Step? To, Span At);

/// <summary>Goes through all combinations of several iterators, the last one fastest.</summary>
internal sealed class Turns(Turn[] turns, int weight)
{
    /// <summary>Null when the loop ran; otherwise the null that stands for its result.</summary>
    public Value? Run<T>(Evaluation e, ref T visitor)
        where T : IVisitor
    {
        Value? failure = null;
        var first = turns[0].In(e);
        if (turns is [{ To: null } only] && first.Kind == Kind.List)
            Through(e, first.AsList, only.Slot, ref visitor);
        else
            Over(e, 0, first, ref visitor, ref failure);
        return e.IsHalted ? e.Halted : failure;
    }

    // One iterator through a list is what nearly every loop is.
    private void Through<T>(Evaluation e, FeelList list, int slot, ref T visitor)
        where T : IVisitor
    {
        foreach (ref readonly var member in list.AsSpan())
        {
            e.Frame[slot] = member;
            if (!e.Spend(weight + 1) || !visitor.Visit(e))
                return;
        }
    }

    private bool Level<T>(Evaluation e, int level, ref T visitor, ref Value? failure)
        where T : IVisitor
    {
        return level == turns.Length
            ? e.Spend(weight) && visitor.Visit(e)
            : Over(e, level, turns[level].In(e), ref visitor, ref failure);
    }

    private bool Over<T>(Evaluation e, int level, in Value from, ref T visitor, ref Value? failure)
        where T : IVisitor
    {
        if (turns[level].To is { } to)
            return Count(e, level, from, to(e), ref visitor, ref failure);
        switch (from.Kind)
        {
            case Kind.List:
                var list = from.AsList;
                for (var i = 0; i < list.Count; i++)
                    if (!Next(e, level, list[i], ref visitor, ref failure))
                        return false;
                return true;
            case Kind.Range:
                return Range(e, level, from.AsRange, ref visitor, ref failure);
            case Kind.Null:
                failure = from;
                return false;
            default:
                return Next(e, level, from, ref visitor, ref failure);
        }
    }

    private bool Next<T>(Evaluation e, int level, in Value value, ref T visitor, ref Value? failure)
        where T : IVisitor
    {
        e.Frame[turns[level].Slot] = value;
        return e.Spend(1) && Level(e, level + 1, ref visitor, ref failure);
    }

    // A range goes upward only; one whose ends have passed each other is empty.
    private bool Range<T>(Evaluation e, int level, FeelRange range, ref T visitor, ref Value? failure)
        where T : IVisitor
    {
        var (first, last) = Ranges.Whole(range);
        if (Value.Order(first, last) > 0)
            return true;
        if (!first.IsNull && !last.IsNull)
            return Count(e, level, first, last, ref visitor, ref failure);
        failure = NotCountable(level, first, last);
        return false;
    }

    private Value NotCountable(int level, in Value from, in Value to) =>
        Value.Failed(new Finding("range-ends", turns[level].At, [Words.Of(from.Kind), Words.Of(to.Kind)]));

    private bool Count<T>(Evaluation e, int level, in Value from, in Value to, ref T visitor, ref Value? failure)
        where T : IVisitor
    {
        if (from.IsNull || to.IsNull)
        {
            failure = from.IsNull ? from : to;
            return false;
        }
        if (from.Kind == Kind.Number && to.Kind == Kind.Number)
            return Numbers(e, level, from.AsNumber, to.AsNumber, ref visitor, ref failure);
        if (from.Kind == Kind.Date && to.Kind == Kind.Date)
            return Days(e, level, from.AsDate, to.AsDate, ref visitor, ref failure);
        failure = NotCountable(level, from, to);
        return false;
    }

    private bool Numbers<T>(Evaluation e, int level, Number from, Number to, ref T visitor, ref Value? failure)
        where T : IVisitor
    {
        var direction = Math.Sign(to.CompareTo(from));
        var step = direction >= 0 ? Number.One : Number.One.Negate();
        var current = from;
        while (Next(e, level, Value.Of(current), ref visitor, ref failure))
        {
            // Far beyond 34 digits one more is the same number.
            if (!Number.TryAdd(current, step, out var next) || next == current || Math.Sign(next.CompareTo(to)) is var past && (direction == 0 || past == direction))
                return true;
            current = next;
        }
        return false;
    }

    private bool Days<T>(Evaluation e, int level, Date from, Date to, ref T visitor, ref Value? failure)
        where T : IVisitor
    {
        var (current, step) = (from, to >= from ? 1 : -1);
        while (Next(e, level, Value.Of(current), ref visitor, ref failure))
        {
            if (current == to || !current.TryAddDays(step, out current))
                return true;
        }
        return false;
    }
}
