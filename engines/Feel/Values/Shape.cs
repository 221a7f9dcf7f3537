using System.Collections.Concurrent;
using System.Collections.Frozen;
using Entente.Feel.Syntax;

namespace Entente.Feel;

/// <summary>The names of a context in their order. Shapes with the same few hundred names in the same order are one object, so that a slot found once stays right.</summary>
/// <example><c>Shape.Of("gear", "weight_kg").SlotOf("weight_kg")</c> is 1.</example>
public sealed class Shape
{
    // Beyond so many, shapes are made anew: whoever writes rules must not fill the memory with names.
    private const int MostKept = 10_000;
    private const int MostNames = 500;
    private const int Few = 8;

    private static readonly ConcurrentDictionary<Seq<string>, Shape> kept = new();

    private readonly string[] names;
    private readonly FrozenDictionary<string, int>? slots;

    private Shape(Seq<string> names)
    {
        Names = names;
        this.names = [.. names];
        if (this.names.Length > Few)
            slots = this.names.Index().ToFrozenDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
    }

    /// <summary>Without names.</summary>
    public static Shape Empty { get; } = Of();

    /// <summary>The names in order.</summary>
    public Seq<string> Names { get; }

    /// <summary>How many names.</summary>
    public int Count => names.Length;

    /// <summary>The shape with these names, each of which occurs once.</summary>
    /// <exception cref="ArgumentException">A name occurs twice.</exception>
    public static Shape Of(params ReadOnlySpan<string> names)
    {
        var key = Seq.Of(names);
        if (kept.TryGetValue(key, out var shape))
            return shape;
        if (key.Distinct(StringComparer.Ordinal).Count() != key.Count)
            throw new ArgumentException("A name occurs twice.", nameof(names));
        return key.Count <= MostNames && kept.Count < MostKept ? kept.GetOrAdd(key, static names => new Shape(names)) : new Shape(key);
    }

    /// <summary>The place of a name, or −1.</summary>
    public int SlotOf(string name)
    {
        if (slots is not null)
            return slots.GetValueOrDefault(name, -1);
        var all = names;
        for (var slot = 0; slot < all.Length; slot++)
            if (ReferenceEquals(all[slot], name) || string.Equals(all[slot], name, StringComparison.Ordinal))
                return slot;
        return -1;
    }
}
