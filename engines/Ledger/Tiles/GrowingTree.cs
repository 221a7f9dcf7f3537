using System.Runtime.InteropServices;

namespace Entente.Ledger;

/// <summary>
/// A tree to which leaves are added: it keeps its right edge alone, gives the root at any moment and the tiles that are new.
/// Not for several threads at once.
/// </summary>
/// <example><code>
/// var tree = new GrowingTree();                        // or GrowingTree.Of(size, edge) to go on after a restart
/// long index = tree.Append(Tree.Leaf(entry));
/// foreach (var (tile, bytes) in tree.TakeTiles()) …    // write them before the checkpoint is signed
/// </code></example>
public sealed class GrowingTree
{
    private readonly Stack<(int Height, Hash Root)> _peaks = new();
    private readonly List<List<Hash>> _edge = [];
    private readonly List<KeyValuePair<Tile, byte[]>> _filled = [];
    private long _taken;

    /// <summary>How many leaves it has.</summary>
    public long Size { get; private set; }

    /// <summary>Goes on with a tree whose tiles at the right edge (<see cref="Tile.Edge"/>) are given.</summary>
    /// <exception cref="LedgerFormatException">A tile is not as wide as the size asks for.</exception>
    public static GrowingTree Of(long size, Func<Tile, ReadOnlyMemory<byte>> tiles)
    {
        var tree = new GrowingTree { Size = size, _taken = size };
        foreach (var tile in Tile.Edge(size))
            tree.Level(tile.Level).AddRange(TileReader.HashesOf(tiles(tile).Span, tile));
        foreach (var peak in new TileReader(size, tiles).Peaks())
            tree._peaks.Push(peak);
        return tree;
    }

    /// <summary>Adds a leaf and tells its place.</summary>
    public long Append(in Hash leaf)
    {
        var (hash, height) = (leaf, 0);
        Put(0, hash, Size);
        while (_peaks.TryPeek(out var left) && left.Height == height)
        {
            _peaks.Pop();
            hash = Tree.Node(left.Root, hash);
            height++;
            if (height % Tile.Height == 0)
                Put(height / Tile.Height, hash, Size >> height);
        }
        _peaks.Push((height, hash));
        return Size++;
    }

    /// <summary>The root over all leaves so far.</summary>
    public Hash Root()
    {
        Hash? right = null;
        foreach (var (_, peak) in _peaks)
            right = right is { } below ? Tree.Node(peak, below) : peak;
        return right ?? Tree.Empty;
    }

    /// <summary>Every tile that is new or wider since this was asked last: those filled, then those at the right edge.</summary>
    public IReadOnlyList<KeyValuePair<Tile, byte[]>> TakeTiles()
    {
        List<KeyValuePair<Tile, byte[]>> tiles = [.. _filled];
        var before = Tile.Edge(_taken);
        foreach (var tile in Tile.Edge(Size))
            if (!before.Contains(tile))
                tiles.Add(new(tile, Bytes(_edge[tile.Level])));
        _filled.Clear();
        _taken = Size;
        return tiles;
    }

    private void Put(int level, in Hash hash, long index)
    {
        var hashes = Level(level);
        hashes.Add(hash);
        if (hashes.Count < Tile.Full)
            return;
        _filled.Add(new(new Tile(level, index / Tile.Full, Tile.Full), Bytes(hashes)));
        hashes.Clear();
    }

    private List<Hash> Level(int level)
    {
        while (_edge.Count <= level)
            _edge.Add(new List<Hash>(Tile.Full));
        return _edge[level];
    }

    private static byte[] Bytes(List<Hash> hashes) => MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(hashes)).ToArray();
}
