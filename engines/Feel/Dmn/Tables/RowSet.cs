using System.Numerics;

namespace Entente.Feel.Dmn.Tables;

/// <summary>A set of rows, or of parts of an input, as bits. Equal when the same are in it.</summary>
internal readonly struct RowSet(ulong[] bits) : IEquatable<RowSet>
{
    private readonly ulong[] _bits = bits;

    public static RowSet All(int count)
    {
        var bits = new ulong[(count + 63) / 64];
        for (var row = 0; row < count; row++)
            bits[row >> 6] |= 1ul << (row & 63);
        return new RowSet(bits);
    }

    public static RowSet Of(int count, Func<int, bool> holds)
    {
        var bits = new ulong[(count + 63) / 64];
        for (var row = 0; row < count; row++)
            if (holds(row))
                bits[row >> 6] |= 1ul << (row & 63);
        return new RowSet(bits);
    }

    public bool IsEmpty => _bits.AsSpan().IndexOfAnyExcept(0ul) < 0;

    public bool Has(int row) => (_bits[row >> 6] & (1ul << (row & 63))) != 0;

    /// <summary>The first that is in both; −1 when none is.</summary>
    public int FirstWith(RowSet other)
    {
        for (var word = 0; word < _bits.Length; word++)
            if ((_bits[word] & other._bits[word]) is var both && both != 0)
                return (word << 6) + BitOperations.TrailingZeroCount(both);
        return -1;
    }

    public RowSet And(RowSet other)
    {
        var both = new ulong[_bits.Length];
        for (var word = 0; word < both.Length; word++)
            both[word] = _bits[word] & other._bits[word];
        return new RowSet(both);
    }

    public bool Meets(RowSet other)
    {
        for (var word = 0; word < _bits.Length; word++)
            if ((_bits[word] & other._bits[word]) != 0)
                return true;
        return false;
    }

    public bool Equals(RowSet other) => _bits.AsSpan().SequenceEqual(other._bits);

    public override bool Equals(object? obj) => obj is RowSet other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var word in _bits)
            hash.Add(word);
        return hash.ToHashCode();
    }
}
