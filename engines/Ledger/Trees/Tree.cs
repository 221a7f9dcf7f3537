using System.Buffers;
using System.Security.Cryptography;

namespace Entente.Ledger;

/// <summary>
/// How RFC 6962 hashes: a leaf is H(0 ‖ data), a node H(1 ‖ left ‖ right), the empty tree H of nothing. The first byte keeps
/// a node from being passed off as a leaf.
/// </summary>
public static class Tree
{
    private const int OnStack = 1024;

    /// <summary>The root of the tree without leaves.</summary>
    public static Hash Empty { get; } = Hash.Of(SHA256.HashData([]));

    /// <summary>What stands for an entry of the log.</summary>
    public static Hash Leaf(ReadOnlySpan<byte> entry)
    {
        var length = entry.Length + 1;
        var rented = length > OnStack ? ArrayPool<byte>.Shared.Rent(length) : null;
        var bytes = rented is null ? stackalloc byte[OnStack] : rented;
        bytes[0] = 0;
        entry.CopyTo(bytes[1..]);
        var hash = Sha.Of(bytes[..length]);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
        return hash;
    }

    /// <summary>What stands for two subtrees side by side.</summary>
    public static Hash Node(in Hash left, in Hash right)
    {
        Span<byte> bytes = stackalloc byte[1 + (2 * Hash.Length)];
        bytes[0] = 1;
        left.Bytes.CopyTo(bytes[1..]);
        right.Bytes.CopyTo(bytes[(1 + Hash.Length)..]);
        return Sha.Of(bytes);
    }

    /// <summary>The root over leaves that are already hashed.</summary>
    public static Hash Root(ReadOnlySpan<Hash> leaves)
    {
        if (leaves.IsEmpty)
            return Empty;
        if (leaves.Length == 1)
            return leaves[0];
        var half = (int)Split(leaves.Length);
        return Node(Root(leaves[..half]), Root(leaves[half..]));
    }

    /// <summary>Where a tree of this many leaves parts in two: the largest power of two below.</summary>
    internal static long Split(long size) => 1L << (63 - System.Numerics.BitOperations.LeadingZeroCount((ulong)size - 1));
}
