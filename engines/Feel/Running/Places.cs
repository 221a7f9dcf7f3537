using System.Runtime.CompilerServices;

namespace Entente.Feel.Running;

/// <summary>Where a value lies. A struct for each way, so that the way is compiled into what compares there.</summary>
internal interface IPlace
{
    ref readonly Value Get(Evaluation e);
}

/// <summary>In a slot of the frame.</summary>
internal readonly struct InSlot(int slot) : IPlace
{
    public int Slot => slot;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref readonly Value Get(Evaluation e) => ref e.Frame[slot];
}

/// <summary>Wherever the delegate says.</summary>
internal readonly struct Anywhere(Place place) : IPlace
{
    public ref readonly Value Get(Evaluation e) => ref place(e);
}

/// <summary>A member of the context that lies in a slot.</summary>
internal readonly struct InContext(int slot, Member member, int spare) : IPlace
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref readonly Value Get(Evaluation e)
    {
        ref readonly var value = ref e.Frame[slot];
        if (value.Kind == Kind.Context)
        {
            var context = value.HeldContext;
            var at = member.SlotIn(context.Shape);
            if (at >= 0)
                return ref context.At(at);
        }
        return ref Made(e);
    }

    // What has to be made first is put into a slot of its own.
    private ref readonly Value Made(Evaluation e)
    {
        var made = member.Of(e, e.Frame[slot]);
        ref var here = ref e.Frame[spare];
        here = made;
        return ref here;
    }
}

/// <summary>A member of the context that lies somewhere.</summary>
internal readonly struct InMember(Place of, Member member, int spare) : IPlace
{
    public ref readonly Value Get(Evaluation e)
    {
        ref readonly var value = ref of(e);
        if (value.Kind == Kind.Context)
        {
            var context = value.HeldContext;
            var at = member.SlotIn(context.Shape);
            if (at >= 0)
                return ref context.At(at);
        }
        var made = member.Of(e, value);
        ref var here = ref e.Frame[spare];
        here = made;
        return ref here;
    }
}

/// <summary>A name that is a member of the context in a slot, if that has one of the name; and otherwise what it is outside.</summary>
internal readonly struct InItem(int slot, bool sure, Member member, Place otherwise) : IPlace
{
    public Member Member => member;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref readonly Value Get(Evaluation e)
    {
        ref readonly var item = ref e.Frame[slot];
        if (item.Kind == Kind.Context)
        {
            var context = item.HeldContext;
            var at = member.SlotIn(context.Shape);
            if (at >= 0)
                return ref context.At(at);
        }
        // A member of a blank row is blank, and not something of that name outside.
        else if (sure && item.IsNull)
            return ref item;
        return ref otherwise(e);
    }
}
