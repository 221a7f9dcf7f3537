using Entente.Feel.Syntax;

namespace Entente.Feel.Checking;

/// <summary>What a name stands for.</summary>
/// <param name="Kind">What sort of name it is.</param>
/// <param name="Type">What values it can have.</param>
/// <param name="Slot">Of a name of the scope, its slot.</param>
/// <param name="Owner">Of the item of a filter or a member of it, the filter; of what is tested, the test; of any other local name, what declares it.</param>
internal sealed record Binding(BindingKind Kind, FeelType Type, int Slot = -1, Node? Owner = null);

internal enum BindingKind
{
    Slot,
    Local,
    Item,
    Member,
    Tested,
    BuiltIn,
    Unknown,
}

/// <summary>Names that hold within a part of an expression.</summary>
internal abstract class Frame(Frame? outer)
{
    public Frame? Outer { get; } = outer;

    /// <summary>What the name stands for here; null when this frame does not have it.</summary>
    public abstract Binding? Find(string name);

    /// <summary>The names, for suggestions.</summary>
    public abstract IEnumerable<string> Names { get; }
}

/// <summary>A name declared by <c>for</c>, <c>some</c>, a context's key or a function's parameter.</summary>
internal sealed class LocalFrame(Frame? outer, string name, FeelType type, Node owner) : Frame(outer)
{
    public override Binding? Find(string wanted) => wanted == name ? new Binding(BindingKind.Local, type, Owner: owner) : null;

    public override IEnumerable<string> Names => [name];
}

/// <summary>The item of a filter and its members.</summary>
internal sealed class ItemFrame(Frame? outer, Node filter, FeelType item) : Frame(outer)
{
    /// <summary>Its members are not known, so any name may be one of them.</summary>
    public bool IsOpen => item.IsAny();

    public override Binding? Find(string wanted) =>
        (item as ContextType)?.TypeOf(wanted) is { } member ? new Binding(BindingKind.Member, member, Owner: filter)
        : wanted == "item" ? new Binding(BindingKind.Item, item, Owner: filter)
        : null;

    public override IEnumerable<string> Names => item is ContextType context ? context.Members.Select(m => m.Name) : ["item"];
}

/// <summary>What a test is about: <c>?</c>.</summary>
internal sealed class TestedFrame(Frame? outer, Node test, FeelType type) : Frame(outer)
{
    public override Binding? Find(string wanted) => wanted == "?" ? new Binding(BindingKind.Tested, type, Owner: test) : null;

    public override IEnumerable<string> Names => [];
}
