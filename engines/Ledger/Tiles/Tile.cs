using System.Globalization;
using System.Text;

namespace Entente.Ledger;

/// <summary>
/// The address of a tile (C2SP tlog-tiles): <paramref name="Width"/> hashes in a row at a height of 8 × <paramref name="Level"/>,
/// the <paramref name="Index"/>-th of its level. A tile of 256 never changes; a narrower one stands at the right edge of a tree.
/// </summary>
/// <example><code>new Tile(0, 1_234_067, 256).Path        // tile/0/x001/x234/067</code></example>
public readonly record struct Tile(int Level, long Index, int Width)
{
    /// <summary>How many hashes a full tile has.</summary>
    public const int Full = 256;

    /// <summary>How many bits of a place one level takes.</summary>
    internal const int Height = 8;

    private const int MostLevel = 7; // more leaves than 256^8 cannot be counted

    /// <summary>Whether it will never change.</summary>
    public bool IsFull => Width == Full;

    /// <summary>Where it is served, below the address of the log.</summary>
    public string Path => Place(string.Create(CultureInfo.InvariantCulture, $"tile/{Level}"));

    /// <summary>Where the entries under a tile of level 0 are served.</summary>
    public string EntriesPath => Place("tile/entries");

    /// <summary>Reads a path: of hashes, or of entries (then of level 0, with <paramref name="entries"/> set). Only the one spelling is known.</summary>
    public static bool TryParse(string? path, out Tile tile, out bool entries)
    {
        (tile, entries) = (default, false);
        if (path is null || path.Length > 100 || path.Split('/') is not ["tile", var kind, .. var rest] || rest.Length == 0)
            return false;
        entries = kind == "entries";
        var level = 0L;
        var width = (long)Full;
        if (!entries && (!Strict.TryCount(kind, out level) || level > MostLevel))
            return false;
        if (rest is [.. var before, var last, var part] && last.EndsWith(".p", StringComparison.Ordinal))
        {
            if (!Strict.TryCount(part, out width) || width is < 1 or >= Full)
                return false;
            rest = [.. before, last[..^2]];
        }
        return TryIndex(rest, out var index) && Fits(tile = new Tile((int)level, index, (int)width)) && path == (entries ? tile.EntriesPath : tile.Path);
    }

    /// <summary>The tiles at the right edge of a tree, lowest first: with all full ones, these are the tree. Levels whose tile would be empty have none.</summary>
    public static IReadOnlyList<Tile> Edge(long size)
    {
        var edge = new List<Tile>();
        for (var level = 0; level <= MostLevel && size >> (Height * level) is > 0 and var hashes; level++)
            if ((int)(hashes % Full) is > 0 and var width)
                edge.Add(new Tile(level, hashes / Full, width));
        return edge;
    }

    /// <summary>The tiles that a client needs to make the path of a leaf.</summary>
    public static IReadOnlyCollection<Tile> ForInclusion(long index, long size) => Needed(size, nodes => Proofs.Inclusion(index, size, nodes));

    /// <summary>The tiles that a client needs to show that one tree is the beginning of another.</summary>
    public static IReadOnlyCollection<Tile> ForConsistency(long old, long size) => Needed(size, nodes => Proofs.Consistency(old, size, nodes));

    /// <summary>The tile that holds a node in a tree of this size, and where in the tile the hashes under the node begin.</summary>
    internal static (Tile Tile, int First) Holding(int height, long index, long size)
    {
        var level = height / Height;
        var first = index << (height % Height);
        var hashes = size >> (Height * level);
        var number = first / Full;
        return (new Tile(level, number, (int)Math.Min(Full, hashes - (number * Full))), (int)(first % Full));
    }

    private static HashSet<Tile> Needed(long size, Func<NodeAt, Hash[]> proof)
    {
        var tiles = new HashSet<Tile>();
        proof((height, index) =>
        {
            tiles.Add(Holding(height, index, size).Tile);
            return default;
        });
        return tiles;
    }

    private static bool Fits(Tile tile) => tile.Index <= long.MaxValue >> Math.Min(63, Height * (tile.Level + 1));

    private static bool TryIndex(string[] parts, out long index)
    {
        index = 0;
        if (parts.Length > 6)
            return false;
        foreach (var (place, part) in parts.Index())
        {
            var digits = place == parts.Length - 1 ? part : part.StartsWith('x') ? part[1..] : "";
            if (digits.Length != 3 || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
                return false;
            index = (index * 1000) + value;
        }
        return true;
    }

    private string Place(string folder)
    {
        var path = new StringBuilder(folder);
        var digits = Index.ToString(CultureInfo.InvariantCulture);
        digits = digits.PadLeft((digits.Length + 2) / 3 * 3, '0');
        for (var at = 0; at < digits.Length; at += 3)
            path.Append(at + 3 < digits.Length ? "/x" : "/").Append(digits, at, 3);
        return IsFull ? path.ToString() : path.Append(".p/").Append(Width).ToString();
    }
}
