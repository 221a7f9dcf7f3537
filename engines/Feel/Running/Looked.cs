namespace Entente.Feel.Running;

/// <summary>A name that is a member of the context in a slot, if that has one of the name; and otherwise what it is outside.</summary>
internal sealed class Looked(int slot, bool sure, Member member, Place otherwise)
{
    public ref readonly Value Get(Evaluation e)
    {
        ref readonly var item = ref e.Frame[slot];
        if (item.Kind == Kind.Context)
        {
            var context = item.AsContext;
            var at = member.SlotIn(context.Shape);
            if (at >= 0)
                return ref context[at];
        }
        // A member of a blank row is blank, and not something of that name outside.
        else if (sure && item.IsNull)
            return ref item;
        return ref otherwise(e);
    }
}

/// <summary>The member of the context that lies somewhere; what has to be made first is put into a slot.</summary>
internal sealed class MemberPlace(Place of, Member member, int spare)
{
    public ref readonly Value Get(Evaluation e)
    {
        ref readonly var value = ref of(e);
        if (value.Kind == Kind.Context)
        {
            var context = value.AsContext;
            var at = member.SlotIn(context.Shape);
            if (at >= 0)
                return ref context[at];
        }
        var made = member.Of(e, value);
        ref var here = ref e.Frame[spare];
        here = made;
        return ref here;
    }
}
