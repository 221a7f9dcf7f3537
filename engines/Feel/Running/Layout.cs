using Entente.Feel.Checking;

namespace Entente.Feel.Running;

/// <summary>
/// Which name has which slot in the frame of one function (or of the rule itself) while it is compiled. Names of an outer
/// function that are used inside are captured: copied into the frame of the inner one when the function value is made.
/// </summary>
internal sealed class Layout(Layout? outer)
{
    private readonly List<Bound> bounds = [];
    private readonly List<(int From, int To)> captures = [];
    private readonly HashSet<int> used = [];

    /// <summary>How many slots the frame needs.</summary>
    public int Size { get; private set; }

    public Layout? Outer => outer;

    public (int From, int To)[] Captures => [.. captures];

    public int Reserve() => Size++;

    public int Bind(string name)
    {
        var slot = Reserve();
        bounds.Add(new Bound(name, slot));
        return slot;
    }

    /// <summary>From here on, names may be members of the context in this slot.</summary>
    /// <param name="only">Its members, where its type is known.</param>
    public void BindMembersOf(int slot, ContextType? only) => bounds.Add(new Bound(null, slot, only));

    /// <summary>Whether the name was found since it was bound or forgotten.</summary>
    public bool IsUsed(int slot) => used.Contains(slot);

    public void Forget(int slot) => used.Remove(slot);

    public int Mark() => bounds.Count;

    public void Release(int mark) => bounds.RemoveRange(mark, bounds.Count - mark);

    /// <summary>
    /// The slots of contexts that may have the name as a member (or surely have, as their type is known), from the inside,
    /// and at last the slot of the name itself, if any.
    /// </summary>
    public (List<(int Slot, bool Sure)> Contexts, int? Slot) Find(string name)
    {
        var contexts = new List<(int Slot, bool Sure)>();
        for (var i = bounds.Count - 1; i >= 0; i--)
        {
            if (bounds[i].Name is null)
            {
                if (bounds[i].Only?.Has(name) != false)
                    contexts.Add((bounds[i].Slot, bounds[i].Only is not null));
            }
            else if (bounds[i].Name == name)
            {
                used.Add(bounds[i].Slot);
                return (contexts, bounds[i].Slot);
            }
        }
        if (outer is null)
            return (contexts, null);
        var (further, slot) = outer.Find(name);
        contexts.AddRange(further.Select(c => (Capture(c.Slot), c.Sure)));
        return (contexts, slot is { } found ? Capture(found) : null);
    }

    private int Capture(int from)
    {
        foreach (var (known, to) in captures)
            if (known == from)
                return to;
        var own = Reserve();
        captures.Add((from, own));
        return own;
    }

    private readonly record struct Bound(string? Name, int Slot, ContextType? Only = null);
}
