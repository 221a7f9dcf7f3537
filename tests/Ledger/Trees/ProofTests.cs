using System.Text;
using Entente.Ledger;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Tests.Ledger.Trees;

/// <summary>Ours against RFC 6962 read literally (<see cref="Naive"/>), in both directions.</summary>
public sealed class ProofTests
{
    private const int Largest = 40;

    private static readonly Arbitrary<(int Size, int Place, int Spoil)> Trees =
        (from size in Gen.Choose(1, 700) from place in Gen.Choose(0, size - 1) from spoil in Gen.Choose(0, 400) select (size, place, spoil)).ToArbitrary();

    [Fact]
    public void Every_inclusion_proof_of_a_small_tree_is_the_one_of_the_specification()
    {
        for (var size = 1; size <= Largest; size++)
            for (var place = 0; place < size; place++)
                Included(size, place);
    }

    [Fact]
    public void Every_consistency_proof_of_a_small_tree_is_the_one_of_the_specification()
    {
        for (var size = 1; size <= Largest; size++)
            for (var old = 1; old <= size; old++)
                Consistent(size, old);
    }

    [Fact]
    public void Proofs_of_larger_trees_are_those_of_the_specification() =>
        Prop.ForAll(Trees, tree =>
        {
            Included(tree.Size, tree.Place);
            Consistent(tree.Size, tree.Place + 1);
        }).Check(Cases.Config(60));

    [Fact]
    public void What_was_changed_is_refused_by_both() =>
        Prop.ForAll(Trees, tree =>
        {
            var entries = Entries(tree.Size);
            var nodes = Nodes(entries);
            var path = Spoilt(Proofs.Inclusion(tree.Place, tree.Size, nodes), tree.Spoil);
            var (leaf, root) = (Tree.Leaf(entries[tree.Place]), Root(entries));
            var ours = Proofs.IsIncluded(leaf, tree.Place, tree.Size, path, root);
            var naive = Naive.RootOfPath(leaf.Bytes.ToArray(), tree.Place, tree.Size, Bytes(path));
            ours.ShouldBe(naive?.AsSpan().SequenceEqual(root.Bytes) ?? false);
            ours.ShouldBeFalse();
        }).Check(Cases.Config(60));

    [Fact]
    public void A_consistency_proof_that_was_changed_is_refused_by_both() =>
        Prop.ForAll(Trees, tree =>
        {
            var (entries, old) = (Entries(tree.Size), tree.Place + 1);
            var proof = Spoilt(Proofs.Consistency(old, tree.Size, Nodes(entries)), tree.Spoil);
            var (before, now) = (Root(entries[..old]), Root(entries));
            var roots = Naive.RootsOfProof(old, tree.Size, before.Bytes.ToArray(), Bytes(proof));
            var naive = roots is { } found && found.Old.AsSpan().SequenceEqual(before.Bytes) && found.New.AsSpan().SequenceEqual(now.Bytes);
            Proofs.IsConsistent(old, before, tree.Size, now, proof).ShouldBe(naive);
            naive.ShouldBeFalse();
        }).Check(Cases.Config(60));

    [Fact]
    public void Every_subtree_of_a_small_tree_is_shown_to_be_part_of_it()
    {
        for (var size = 1; size <= Largest; size++)
        {
            var entries = Entries(size);
            for (var start = 0; start < size; start++)
                for (var end = start + 1; end <= size && Proofs.IsSubtree(start, end); end++)
                {
                    var proof = Proofs.SubtreeConsistency(start, end, size, Nodes(entries));
                    var subtree = Root(entries[start..end]);
                    Proofs.IsSubtreeConsistent(start, end, subtree, size, Root(entries), proof).ShouldBeTrue($"[{start},{end}) of {size}");
                    Proofs.IsSubtreeConsistent(start, end, Tree.Node(subtree, subtree), size, Root(entries), proof).ShouldBeFalse();
                }
        }
    }

    [Fact]
    public void A_place_outside_the_tree_is_in_no_tree()
    {
        var leaf = Tree.Leaf([1]);
        Proofs.IsIncluded(leaf, 1, 1, [], leaf).ShouldBeFalse();
        Proofs.IsIncluded(leaf, -1, 1, [], leaf).ShouldBeFalse();
        Proofs.IsIncluded(leaf, 0, 0, [], leaf).ShouldBeFalse();
        Proofs.IsIncluded(leaf, 0, 1, [], leaf).ShouldBeTrue();
    }

    [Fact]
    public void The_empty_tree_proves_nothing() => Proofs.IsConsistent(0, Tree.Empty, 1, Tree.Leaf([1]), []).ShouldBeFalse();

    internal static List<byte[]> Entries(int size) => [.. Enumerable.Range(0, size).Select(place => Encoding.ASCII.GetBytes($"entry {place}"))];

    internal static Hash Root(List<byte[]> entries) => Tree.Root([.. entries.Select(entry => Tree.Leaf(entry))]);

    internal static NodeAt Nodes(List<byte[]> entries) => (height, index) => Root(entries.GetRange((int)(index << height), 1 << height));

    private static void Included(int size, int place)
    {
        var entries = Entries(size);
        var root = Root(entries);
        root.Bytes.ToArray().ShouldBe(Naive.Mth(entries));
        var path = Proofs.Inclusion(place, size, Nodes(entries));
        Bytes(path).ShouldBe(Naive.Path(place, entries));
        Proofs.IsIncluded(Tree.Leaf(entries[place]), place, size, path, root).ShouldBeTrue();
        Naive.RootOfPath(Tree.Leaf(entries[place]).Bytes.ToArray(), place, size, Bytes(path)).ShouldBe(root.Bytes.ToArray());
    }

    private static void Consistent(int size, int old)
    {
        var entries = Entries(size);
        var proof = Proofs.Consistency(old, size, Nodes(entries));
        Bytes(proof).ShouldBe(Naive.Proof(old, entries));
        Proofs.IsConsistent(old, Root(entries[..old]), size, Root(entries), proof).ShouldBeTrue();
        var roots = Naive.RootsOfProof(old, size, Naive.Mth(entries[..old]), Bytes(proof));
        roots!.Value.Old.ShouldBe(Naive.Mth(entries[..old]));
        roots.Value.New.ShouldBe(Naive.Mth(entries));
    }

    // A byte changed, a hash too many, one too few, two in the other order.
    private static Hash[] Spoilt(Hash[] proof, int how)
    {
        var at = proof.Length == 0 ? 0 : how / 4 % proof.Length;
        if (proof.Length == 0 || how % 4 == 1)
            return [.. proof, Tree.Leaf([(byte)how])];
        if (how % 4 == 2)
            return [.. proof[..at], .. proof[(at + 1)..]];
        var spoilt = proof.ToArray();
        if (how % 4 == 3 && at > 0)
            (spoilt[at], spoilt[at - 1]) = (spoilt[at - 1], spoilt[at]);
        else
            spoilt[at] = Flipped(spoilt[at], how);
        return spoilt;
    }

    private static Hash Flipped(Hash hash, int bit)
    {
        var bytes = hash.Bytes.ToArray();
        bytes[bit % Hash.Length] ^= (byte)(1 << (bit % 8));
        return Hash.Of(bytes);
    }

    private static List<byte[]> Bytes(Hash[] hashes) => [.. hashes.Select(hash => hash.Bytes.ToArray())];
}
