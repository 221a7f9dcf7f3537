using System.Numerics;

namespace Entente.Ledger;

/// <summary>The root of the complete subtree of 2^<paramref name="height"/> leaves, the <paramref name="index"/>-th of its height.</summary>
public delegate Hash NodeAt(int height, long index);

/// <summary>
/// Makes and checks the two proofs of RFC 6962 (RFC 9162 §2.1): that a leaf is in a tree, and that a tree is the beginning of
/// a larger one; and both for subtrees. Checking never throws: what is no proof is false.
/// </summary>
public static class Proofs
{
    /// <summary>The most hashes that a proof can have.</summary>
    public const int MostHashes = 63;

    /// <summary>The path from a leaf to the root, the leaf's neighbour first.</summary>
    /// <example><code>Hash[] path = Proofs.Inclusion(index: 5, size: 8, tiles.NodeAt);</code></example>
    public static Hash[] Inclusion(long index, long size, NodeAt nodes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(size, index);
        var path = new List<Hash>();
        var (start, end) = (0L, size);
        while (end - start > 1)
        {
            var middle = start + Tree.Split(end - start);
            var left = index < middle;
            path.Add(left ? Range(middle, end, nodes) : Range(start, middle, nodes));
            (start, end) = left ? (start, middle) : (middle, end);
        }
        path.Reverse();
        return [.. path];
    }

    /// <summary>What shows that the tree of <paramref name="old"/> leaves is the beginning of the tree of <paramref name="size"/>.</summary>
    public static Hash[] Consistency(long old, long size, NodeAt nodes) =>
        old == 0 ? [] : SubtreeConsistency(0, old, size, nodes);

    /// <summary>What shows that the subtree over [start, end) is part of the tree of <paramref name="size"/> leaves.</summary>
    public static Hash[] SubtreeConsistency(long start, long end, long size, NodeAt nodes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(end, size);
        if (!IsSubtree(start, end))
            throw new ArgumentOutOfRangeException(nameof(end), $"[{start}, {end}) is no subtree.");
        var proof = new List<Hash>();
        var (from, until, known) = (0L, size, true);
        while (start != from || end != until)
        {
            var middle = from + Tree.Split(until - from);
            var left = end <= middle;
            proof.Add(left ? Range(middle, until, nodes) : Range(from, middle, nodes));
            if (!left && start < middle)
                (start, known) = (middle, false);
            (from, until) = left ? (from, middle) : (middle, until);
        }
        if (!known)
            proof.Add(Range(from, until, nodes));
        proof.Reverse();
        return [.. proof];
    }

    /// <summary>Whether the leaf is in the tree with this root, at this place.</summary>
    public static bool IsIncluded(in Hash leaf, long index, long size, ReadOnlySpan<Hash> path, in Hash root) =>
        TryRoot(leaf, index, size, path, out var found) && found == root;

    /// <summary>Whether the leaf is at this place of the log in the subtree over [start, end) with this root.</summary>
    public static bool IsIncludedInSubtree(in Hash leaf, long index, long start, long end, ReadOnlySpan<Hash> path, in Hash root) =>
        IsSubtree(start, end) && index >= start && IsIncluded(leaf, index - start, end - start, path, root);

    /// <summary>The root that follows from a leaf and its path; false where the path has the wrong length.</summary>
    public static bool TryRoot(in Hash leaf, long index, long size, ReadOnlySpan<Hash> path, out Hash root)
    {
        root = leaf;
        if (index < 0 || index >= size)
            return false;
        var (place, last) = (index, size - 1);
        foreach (ref readonly var next in path)
        {
            if (last == 0)
                return false;
            if ((place & 1) == 1 || place == last)
            {
                root = Tree.Node(next, root);
                Shift(ref place, ref last, BitOperations.TrailingZeroCount(place));
            }
            else
                root = Tree.Node(root, next);
            Shift(ref place, ref last, 1);
        }
        return last == 0;
    }

    /// <summary>Whether the tree of <paramref name="old"/> leaves is the beginning of the other. Nothing follows from an empty tree: false.</summary>
    public static bool IsConsistent(long old, in Hash oldRoot, long size, in Hash root, ReadOnlySpan<Hash> proof) =>
        old > 0 && IsSubtreeConsistent(0, old, oldRoot, size, root, proof);

    /// <summary>Whether the subtree over [start, end) is part of the tree. The empty one is part of every tree.</summary>
    public static bool IsSubtreeConsistent(long start, long end, in Hash subtree, long size, in Hash root, ReadOnlySpan<Hash> proof)
    {
        if (start == end)
            return start >= 0 && end <= size && subtree == Tree.Empty && proof.IsEmpty;
        if (!IsSubtree(start, end) || end > size)
            return false;
        var (first, last, top) = (start, end - 1, size - 1);
        while (first != last && (last == top || (last & 1) == 1))
            (first, last, top) = (first >> 1, last >> 1, top >> 1);
        var known = first == last;
        if (!known && proof.IsEmpty)
            return false;
        var (inner, outer) = known ? (subtree, subtree) : (proof[0], proof[0]);
        foreach (ref readonly var next in proof[(known ? 0 : 1)..])
        {
            if (top == 0)
                return false;
            if ((last & 1) == 1 || last == top)
            {
                inner = first < last ? Tree.Node(next, inner) : inner;
                outer = Tree.Node(next, outer);
                while (last != 0 && (last & 1) == 0)
                    (first, last, top) = (first >> 1, last >> 1, top >> 1);
            }
            else
                outer = Tree.Node(outer, next);
            (first, last, top) = (first >> 1, last >> 1, top >> 1);
        }
        return top == 0 && inner == subtree && outer == root;
    }

    /// <summary>Whether a tree can have a subtree over [start, end): it begins at a multiple of the power of two that holds it.</summary>
    public static bool IsSubtree(long start, long end)
    {
        if (start < 0 || end <= start || end - start > 1L << 62)
            return false;
        return (start & ((long)BitOperations.RoundUpToPowerOf2((ulong)(end - start)) - 1)) == 0;
    }

    /// <summary>The root over a stretch of leaves that begins where a subtree can begin.</summary>
    internal static Hash Range(long start, long end, NodeAt nodes)
    {
        var length = end - start;
        if (BitOperations.IsPow2(length))
            return nodes(BitOperations.TrailingZeroCount(length), start / length);
        var middle = start + Tree.Split(length);
        return Tree.Node(Range(start, middle, nodes), Range(middle, end, nodes));
    }

    private static void Shift(ref long place, ref long last, int by) => (place, last) = by > 62 ? (0, 0) : (place >> by, last >> by);
}
