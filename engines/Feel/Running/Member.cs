using System.Runtime.CompilerServices;
using Entente.Feel.Syntax;
using Entente.Feel.Values;

namespace Entente.Feel.Running;

/// <summary>Finds a member by its name; the slot found for the last shape is remembered.</summary>
internal sealed class Member(string name, Span at)
{
    // One object, so that another thread never sees a shape with the slot of another.
    private Known known = new(Shape.Empty, -1);

    public string Name => name;

    /// <summary>The slot of the member in contexts of this shape, or −1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int SlotIn(Shape shape)
    {
        var last = known;
        return ReferenceEquals(last.Shape, shape) ? last.Slot : Learn(shape);
    }

    private int Learn(Shape shape)
    {
        var slot = shape.SlotOf(name);
        known = new Known(shape, slot);
        return slot;
    }

    /// <summary>The member of a context, the members of a list's members, or a property of a date, time, duration or range.</summary>
    public Value Of(Evaluation e, in Value value)
    {
        switch (value.Kind)
        {
            case Kind.Null:
                return value;
            case Kind.Context:
                var context = value.AsContext;
                return SlotIn(context.Shape) is >= 0 and var slot ? context[slot] : Unknown(value);
            case Kind.List:
                return OfEach(e, value.AsList);
            default:
                return Members.TryGet(value, name, out var property) ? property : Unknown(value);
        }
    }

    private Value OfEach(Evaluation e, FeelList list)
    {
        if (!e.Enter(at))
            return e.Halted;
        var members = new Value[list.Count];
        if (e.Spend(list.Count))
            for (var i = 0; i < members.Length; i++)
                members[i] = Of(e, list[i]);
        e.Leave();
        return e.IsHalted ? e.Halted : Value.Of(FeelList.Wrap(members, members.Length));
    }

    private Value Unknown(in Value value) => Value.Failed(new Finding("unknown-member", at, [name, Words.Of(value.Kind)]));

    private sealed record Known(Shape Shape, int Slot);
}
