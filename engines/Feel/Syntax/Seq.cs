using System.Collections;
using System.Runtime.CompilerServices;

namespace Entente.Feel.Syntax;

/// <summary>An immutable sequence that is equal to another with equal members, so that trees compare by what they say.</summary>
/// <example><c>Seq&lt;int&gt; some = [1, 2]; some == [1, 2]</c> is true.</example>
[CollectionBuilder(typeof(Seq), nameof(Seq.Of))]
public sealed class Seq<T>(T[] items) : IReadOnlyList<T>, IEquatable<Seq<T>>
{
    /// <summary>The sequence without members.</summary>
    public static Seq<T> Empty { get; } = new([]);

    /// <summary>The member at a place, from 0.</summary>
    public T this[int index] => items[index];

    /// <summary>How many members.</summary>
    public int Count => items.Length;

    /// <summary>The members, without copying.</summary>
    public ReadOnlySpan<T> AsSpan() => items;

    /// <inheritdoc/>
    public bool Equals(Seq<T>? other) => other is not null && items.AsSpan().SequenceEqual(other.AsSpan(), EqualityComparer<T>.Default);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Seq<T>);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in items)
            hash.Add(item);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => items.GetEnumerator();
}

/// <summary>Makes sequences.</summary>
public static class Seq
{
    /// <summary>For collection expressions: <c>Seq&lt;int&gt; some = [1, 2];</c>.</summary>
    public static Seq<T> Of<T>(ReadOnlySpan<T> items) => items.IsEmpty ? Seq<T>.Empty : new Seq<T>(items.ToArray());
}
