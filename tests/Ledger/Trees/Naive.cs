using System.Security.Cryptography;

namespace Entente.Tests.Ledger.Trees;

/// <summary>
/// RFC 6962 §2.1 written down as it stands there, over lists of byte arrays and without a thought for speed. It shares no
/// code with ours, so that each checks the other.
/// </summary>
internal static class Naive
{
    public static byte[] Mth(IReadOnlyList<byte[]> d) => d.Count switch
    {
        0 => SHA256.HashData([]),
        1 => SHA256.HashData([0, .. d[0]]),
        var n => Join(Mth(First(d, K(n))), Mth(Rest(d, K(n)))),
    };

    public static List<byte[]> Path(int m, IReadOnlyList<byte[]> d)
    {
        if (d.Count == 1)
            return [];
        var k = K(d.Count);
        return m < k ? [.. Path(m, First(d, k)), Mth(Rest(d, k))] : [.. Path(m - k, Rest(d, k)), Mth(First(d, k))];
    }

    public static List<byte[]> Proof(int m, IReadOnlyList<byte[]> d) => SubProof(m, d, true);

    private static List<byte[]> SubProof(int m, IReadOnlyList<byte[]> d, bool b)
    {
        if (m == d.Count)
            return b ? [] : [Mth(d)];
        var k = K(d.Count);
        return m <= k ? [.. SubProof(m, First(d, k), b), Mth(Rest(d, k))] : [.. SubProof(m - k, Rest(d, k), false), Mth(First(d, k))];
    }

    /// <summary>Takes a path apart from its end, as PATH puts it together: null where it has the wrong length.</summary>
    public static byte[]? RootOfPath(byte[] leafHash, int m, int n, IReadOnlyList<byte[]> path)
    {
        if (m < 0 || m >= n)
            return null;
        if (n == 1)
            return path.Count == 0 ? leafHash : null;
        if (path.Count == 0)
            return null;
        var (k, rest, last) = (K(n), First(path, path.Count - 1), path[^1]);
        var part = m < k ? RootOfPath(leafHash, m, k, rest) : RootOfPath(leafHash, m - k, n - k, rest);
        return part is null ? null : m < k ? Join(part, last) : Join(last, part);
    }

    /// <summary>The roots of the old and of the new tree that a consistency proof leads to.</summary>
    public static (byte[] Old, byte[] New)? RootsOfProof(int m, int n, byte[] oldRoot, IReadOnlyList<byte[]> proof) => m < 1 || m > n ? null : Roots(m, n, true, oldRoot, proof);

    private static (byte[] Old, byte[] New)? Roots(int m, int n, bool b, byte[] oldRoot, IReadOnlyList<byte[]> proof)
    {
        if (m == n)
            return b ? (proof.Count == 0 ? (oldRoot, oldRoot) : null) : proof.Count == 1 ? (proof[0], proof[0]) : null;
        if (proof.Count == 0)
            return null;
        var (k, rest, last) = (K(n), First(proof, proof.Count - 1), proof[^1]);
        if (m <= k)
            return Roots(m, k, b, oldRoot, rest) is { } left ? (left.Old, Join(left.New, last)) : null;
        return Roots(m - k, n - k, false, oldRoot, rest) is { } right ? (Join(last, right.Old), Join(last, right.New)) : null;
    }

    private static byte[] Join(byte[] left, byte[] right) => SHA256.HashData([1, .. left, .. right]);

    private static int K(int n)
    {
        var k = 1;
        while (k * 2 < n)
            k *= 2;
        return k;
    }

    private static List<byte[]> First(IReadOnlyList<byte[]> d, int count) => [.. d.Take(count)];

    private static List<byte[]> Rest(IReadOnlyList<byte[]> d, int from) => [.. d.Skip(from)];
}
