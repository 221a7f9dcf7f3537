using Entente.Ledger;
using Entente.Tests.Ledger.Trees;

namespace Entente.Tests.Ledger.Tiles;

public sealed class TileTests
{
    [Theory]
    [InlineData(0, 0, 256, "tile/0/000")]
    [InlineData(0, 1_234_067, 256, "tile/0/x001/x234/067")]
    [InlineData(1, 5, 17, "tile/1/005.p/17")]
    [InlineData(0, 1000, 255, "tile/0/x001/000.p/255")]
    [InlineData(0, 999, 1, "tile/0/999.p/1")]
    public void A_tile_has_one_path(int level, long index, int width, string path)
    {
        var tile = new Tile(level, index, width);
        tile.Path.ShouldBe(path);
        Tile.TryParse(path, out var read, out var entries).ShouldBeTrue();
        (read, entries).ShouldBe((tile, false));
    }

    [Fact]
    public void Entries_have_a_path_of_their_own()
    {
        new Tile(0, 1234, 7).EntriesPath.ShouldBe("tile/entries/x001/234.p/7");
        Tile.TryParse("tile/entries/x001/234.p/7", out var tile, out var entries).ShouldBeTrue();
        (tile, entries).ShouldBe((new Tile(0, 1234, 7), true));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("tile/0")]
    [InlineData("tile/00/000")]
    [InlineData("tile/8/000")]
    [InlineData("tile/-1/000")]
    [InlineData("tile/0/0")]
    [InlineData("tile/0/0000")]
    [InlineData("tile/0/x000/001")]
    [InlineData("tile/0/001/234")]
    [InlineData("tile/0/x001")]
    [InlineData("tile/0/+01")]
    [InlineData("tile/0/000.p/0")]
    [InlineData("tile/0/000.p/256")]
    [InlineData("tile/0/000.p/01")]
    [InlineData("tile/0/000.p")]
    [InlineData("tile/0/000/")]
    [InlineData("/tile/0/000")]
    [InlineData("tile/7/x999/x999/x999/x999/x999/999")]
    [InlineData("tile/0/٠٠٠")]
    public void Another_spelling_is_no_path(string? path) => Tile.TryParse(path, out _, out _).ShouldBeFalse();

    [Fact]
    public void The_example_of_the_specification()
    {
        Tile.Edge(70_000).ShouldBe([new(0, 273, 112), new(1, 1, 17), new(2, 0, 1)]);
        Tile.Edge(256).ShouldBe([new(1, 0, 1)]);
        Tile.Edge(0).ShouldBeEmpty();
        Tile.Edge(long.MaxValue).Count.ShouldBe(8);
    }

    [Fact]
    public void A_growing_tree_has_the_root_and_tiles_of_the_specification_at_every_size()
    {
        var (tree, kept, entries) = (new GrowingTree(), new Dictionary<Tile, byte[]>(), ProofTests.Entries(600));
        tree.Root().ShouldBe(Tree.Empty);
        for (var size = 1; size <= entries.Count; size++)
        {
            tree.Append(Tree.Leaf(entries[size - 1])).ShouldBe(size - 1);
            foreach (var (tile, bytes) in tree.TakeTiles())
                kept[tile] = bytes;
            if (size % 37 != 0 && size is not (1 or 2 or 255 or 256 or 257 or 512 or 513))
                continue;
            tree.Root().Bytes.ToArray().ShouldBe(Naive.Mth(entries[..size]));
            new TileReader(size, tile => kept[tile]).Root().ShouldBe(tree.Root());
            foreach (var edge in Tile.Edge(size))
                kept[edge].Length.ShouldBe(edge.Width * Hash.Length);
        }
    }

    [Fact]
    public void Proofs_out_of_tiles_are_those_of_the_specification()
    {
        var (entries, kept) = Built(70_000);
        var reader = new TileReader(70_000, tile => kept[tile]);
        foreach (var index in (long[])[0, 1, 255, 256, 65_535, 65_536, 69_887, 69_888, 69_999])
        {
            var needed = Tile.ForInclusion(index, 70_000);
            var path = Proofs.Inclusion(index, 70_000, new TileReader(70_000, tile => needed.Contains(tile) ? kept[tile] : throw new InvalidOperationException(tile.Path)).NodeAt);
            Proofs.IsIncluded(Tree.Leaf(entries[(int)index]), index, 70_000, path, reader.Root()).ShouldBeTrue();
            needed.Count.ShouldBeLessThanOrEqualTo(6);
        }
        foreach (var old in (long[])[1, 255, 256, 257, 65_536, 65_537, 69_999])
        {
            var needed = Tile.ForConsistency(old, 70_000);
            var proof = Proofs.Consistency(old, 70_000, new TileReader(70_000, tile => needed.Contains(tile) ? kept[tile] : throw new InvalidOperationException(tile.Path)).NodeAt);
            Proofs.IsConsistent(old, ProofTests.Root(entries[..(int)old]), 70_000, reader.Root(), proof).ShouldBeTrue();
        }
    }

    [Fact]
    public void A_tree_goes_on_from_its_edge()
    {
        var entries = ProofTests.Entries(900);
        foreach (var stop in (int[])[0, 1, 255, 256, 300, 512, 777])
        {
            var (_, kept) = Built(stop);
            var again = GrowingTree.Of(stop, tile => kept[tile]);
            again.TakeTiles().ShouldBeEmpty();
            foreach (var entry in entries[stop..])
                again.Append(Tree.Leaf(entry));
            again.Root().ShouldBe(ProofTests.Root(entries));
            foreach (var (tile, bytes) in again.TakeTiles())
                kept[tile] = bytes;
            new TileReader(900, tile => kept[tile]).Root().ShouldBe(again.Root());
        }
    }

    [Fact]
    public void A_tile_that_is_too_narrow_is_refused()
    {
        var (_, kept) = Built(300);
        Should.Throw<LedgerFormatException>(() => new TileReader(300, tile => kept[tile].AsMemory(0, 32)).Root());
        Should.Throw<LedgerFormatException>(() => new TileReader(300, tile => kept[tile].AsMemory(1)).Root());
        Should.Throw<LedgerFormatException>(() => GrowingTree.Of(300, _ => default));
    }

    [Fact]
    public void Entries_come_out_of_a_bundle_as_they_went_in()
    {
        byte[][] entries = [[], [1], [.. Enumerable.Repeat((byte)7, 300)], new byte[EntryBundle.MostBytes]];
        var bundle = EntryBundle.Of(entries);
        EntryBundle.Read(bundle, 4).Select(entry => entry.ToArray()).ShouldBe(entries);
        Should.Throw<LedgerFormatException>(() => EntryBundle.Read(bundle, 3));
        Should.Throw<LedgerFormatException>(() => EntryBundle.Read(bundle, 5));
        Should.Throw<LedgerFormatException>(() => EntryBundle.Read(bundle.AsMemory(0, bundle.Length - 1), 4));
        Should.Throw<LedgerFormatException>(() => EntryBundle.Read(new byte[] { 0 }, 1));
        Should.Throw<ArgumentOutOfRangeException>(() => EntryBundle.Of([new byte[EntryBundle.MostBytes + 1]]));
    }

    internal static (List<byte[]> Entries, Dictionary<Tile, byte[]> Tiles) Built(int size)
    {
        var (tree, entries) = (new GrowingTree(), ProofTests.Entries(size));
        foreach (var entry in entries)
            tree.Append(Tree.Leaf(entry));
        return (entries, tree.TakeTiles().ToDictionary());
    }
}
