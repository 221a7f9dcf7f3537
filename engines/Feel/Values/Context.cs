using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Entente.Feel;

/// <summary>Named values: a shape and an array with a value for each of its names.</summary>
/// <example><c>Context.Of(("gear", Value.Of("PS")), ("weight_kg", Value.Of(12.5m)))</c></example>
public sealed class Context
{
    private readonly Value[] values;

    /// <summary>
    /// Over an array of the caller's. Whoever goes through many rows may keep one context and put the next row into the array,
    /// as long as nothing holds on to the last one; a rule that returns the context itself returns whatever is in the array then.
    /// </summary>
    /// <exception cref="ArgumentException">The array is shorter than the shape.</exception>
    public Context(Shape shape, Value[] values)
    {
        if (values.Length < shape.Count)
            throw new ArgumentException("There are fewer values than names.", nameof(values));
        Shape = shape;
        this.values = values;
    }

    /// <summary>Without members.</summary>
    public static Context Empty { get; } = new(Shape.Empty, []);

    /// <summary>The names and their slots.</summary>
    public Shape Shape { get; }

    /// <summary>How many members.</summary>
    public int Count => Shape.Count;

    /// <summary>The value in a slot, without copying it.</summary>
    public ref readonly Value this[int slot] => ref values[slot];

    /// <summary>The value in a slot of this context's own shape: the array has at least as many values, so that nothing is left to check.</summary>
    internal ref readonly Value At(int slot) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(values), slot);

    /// <summary>The values in the order of the shape, without copying.</summary>
    public ReadOnlySpan<Value> AsSpan() => values.AsSpan(0, Shape.Count);

    /// <summary>A context with these members; of a name that occurs twice the last value counts.</summary>
    public static Context Of(params ReadOnlySpan<(string Name, Value Value)> members)
    {
        var builder = new Builder(members.Length);
        foreach (var (name, value) in members)
            builder.Put(name, value);
        return builder.ToContext();
    }

    /// <summary>The value of a name; false where there is no such name.</summary>
    public bool TryGet(string name, out Value value)
    {
        var slot = Shape.SlotOf(name);
        value = slot < 0 ? default : values[slot];
        return slot >= 0;
    }

    /// <summary>As the language writes it.</summary>
    public override string ToString() => Value.Of(this).ToString();

    /// <summary>Collects members.</summary>
    public sealed class Builder(int capacity = 4)
    {
        private readonly List<string> names = new(capacity);
        private readonly List<Value> values = new(capacity);
        private readonly Dictionary<string, int> slots = new(StringComparer.Ordinal);

        /// <summary>One more member, or another value for one that is there.</summary>
        public void Put(string name, in Value value)
        {
            if (slots.TryGetValue(name, out var slot))
            {
                values[slot] = value;
                return;
            }
            slots.Add(name, names.Count);
            names.Add(name);
            values.Add(value);
        }

        /// <summary>The context so far.</summary>
        public Context ToContext() => names.Count == 0 ? Empty : new(Shape.Of([.. names]), [.. values]);
    }
}
