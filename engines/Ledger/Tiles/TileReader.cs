using System.Numerics;
using System.Runtime.InteropServices;

namespace Entente.Ledger;

/// <summary>
/// Reads a tree of a given size out of its tiles, wherever these are kept. What it tells is as true as the tiles: a proof
/// made of them is checked against a signed root.
/// </summary>
/// <example><code>
/// var tiles = new TileReader(size, tile => bytes[tile]);       // fetched beforehand: Tile.ForInclusion(index, size)
/// Hash[] path = Proofs.Inclusion(index, size, tiles.NodeAt);
/// </code></example>
/// <param name="Size">How many leaves the tree has.</param>
/// <param name="Tiles">Gives the bytes of a tile. A partial one may be answered with more hashes than were asked for.</param>
public sealed record TileReader(long Size, Func<Tile, ReadOnlyMemory<byte>> Tiles)
{
    /// <summary>The root of the tree.</summary>
    public Hash Root() => Size == 0 ? Tree.Empty : Proofs.Range(0, Size, NodeAt);

    /// <summary>The hash of a leaf.</summary>
    public Hash LeafAt(long index) => NodeAt(0, index);

    /// <summary>The root of a complete subtree.</summary>
    /// <exception cref="LedgerFormatException">The tile that was given has not as many hashes as the tree asks for.</exception>
    public Hash NodeAt(int height, long index)
    {
        var (tile, first) = Tile.Holding(height, index, Size);
        var count = 1 << (height % Tile.Height);
        return Tree.Root(HashesOf(Tiles(tile).Span, tile).Slice(first, count));
    }

    /// <summary>The hashes of a tile.</summary>
    /// <exception cref="LedgerFormatException">It is narrower than it says, or no row of hashes.</exception>
    public static ReadOnlySpan<Hash> HashesOf(ReadOnlySpan<byte> bytes, Tile tile)
    {
        if (bytes.Length % Hash.Length != 0 || bytes.Length < tile.Width * Hash.Length || bytes.Length > Tile.Full * Hash.Length)
            throw new LedgerFormatException($"{tile.Path} has {bytes.Length} bytes instead of {tile.Width * Hash.Length}.");
        return MemoryMarshal.Cast<byte, Hash>(bytes)[..tile.Width];
    }

    /// <summary>The roots of the complete subtrees that make up the tree, the largest first.</summary>
    internal IEnumerable<(int Height, Hash Root)> Peaks()
    {
        var start = 0L;
        for (var rest = Size; rest > 0; rest -= 1L << BitOperations.Log2((ulong)rest))
        {
            var height = BitOperations.Log2((ulong)rest);
            yield return (height, NodeAt(height, start >> height));
            start += 1L << height;
        }
    }
}
