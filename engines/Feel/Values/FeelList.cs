using System.Collections;
using System.Runtime.CompilerServices;

namespace Entente.Feel;

/// <summary>An immutable list of values. Places count from 0 here, from 1 in the language.</summary>
/// <example><c>FeelList.Of(Value.Of(1), Value.Of(2))</c></example>
[CollectionBuilder(typeof(FeelList), nameof(Of))]
public sealed class FeelList : IReadOnlyList<Value>
{
    private readonly Value[] items;

    private FeelList(Value[] items, int count)
    {
        this.items = items;
        Count = count;
    }

    /// <summary>The list without members.</summary>
    public static FeelList Empty { get; } = new([], 0);

    /// <summary>How many members.</summary>
    public int Count { get; }

    /// <summary>The member at a place, without copying it.</summary>
    public ref readonly Value this[int index] => ref items.AsSpan(0, Count)[index];

    Value IReadOnlyList<Value>.this[int index] => this[index];

    /// <summary>The members, without copying.</summary>
    public ReadOnlySpan<Value> AsSpan() => items.AsSpan(0, Count);

    /// <summary>A list of these.</summary>
    public static FeelList Of(params ReadOnlySpan<Value> items) => items.IsEmpty ? Empty : new(items.ToArray(), items.Length);

    /// <summary>A list over an array that the caller gives away and does not change while the list is in use.</summary>
    public static FeelList Wrap(Value[] items, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, items.Length);
        return count == 0 ? Empty : new(items, count);
    }

    /// <summary>As the language writes it.</summary>
    public override string ToString() => Value.Of(this).ToString();

    /// <inheritdoc/>
    public IEnumerator<Value> GetEnumerator()
    {
        for (var index = 0; index < Count; index++)
            yield return items[index];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Collects members.</summary>
    public sealed class Builder(int capacity = 4)
    {
        private Value[] items = new Value[Math.Max(capacity, 1)];

        /// <summary>How many so far.</summary>
        public int Count { get; private set; }

        /// <summary>One more at the end.</summary>
        public void Add(in Value item)
        {
            if (Count == items.Length)
                Array.Resize(ref items, items.Length * 2);
            items[Count++] = item;
        }

        /// <summary>Several more at the end.</summary>
        public void AddRange(ReadOnlySpan<Value> more)
        {
            if (Count + more.Length > items.Length)
                Array.Resize(ref items, Math.Max(items.Length * 2, Count + more.Length));
            more.CopyTo(items.AsSpan(Count));
            Count += more.Length;
        }

        /// <summary>The members so far, without copying.</summary>
        public ReadOnlySpan<Value> AsSpan() => items.AsSpan(0, Count);

        /// <summary>The list; the builder starts anew.</summary>
        public FeelList ToList()
        {
            var list = Wrap(items, Count);
            (items, Count) = ([], 0);
            items = new Value[1];
            return list;
        }
    }
}
