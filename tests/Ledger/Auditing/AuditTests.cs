using System.Text;
using Entente.Ledger;

namespace Entente.Tests.Ledger.Auditing;

/// <summary>The administrator's drill: whatever is changed behind the log's back is named.</summary>
public sealed class AuditTests
{
    private const int Size = 600;

    [Fact]
    public void What_was_not_touched_holds()
    {
        var (scene, kept) = Declared();
        Log(scene).ShouldBe(["log-whole 604"]);
        foreach (var statement in kept)
            Of(statement, scene).ShouldBe([$"kept-statement-holds {Name(statement)}"]);
        Audit.Foreign([(600, LogEntry.Parse(scene.Entries[600]))], kept.Select(one => one.Commitment).ToHashSet()).ShouldBeEmpty();
    }

    [Fact]
    public void A_changed_byte_of_a_statement_is_named_with_its_section()
    {
        var (scene, kept) = Declared();
        var bytes = kept[1].Segments[0].Bytes.ToArray();
        bytes[^60] ^= 1;
        var changed = kept[1] with { Segments = [kept[1].Segments[0] with { Bytes = bytes }, .. kept[1].Segments.Skip(1)] };
        Audit.Statement(changed, LogEntry.Parse(scene.Entries[601])).ShouldHaveSingleItem().Words()
            .ShouldBe($"{Name(changed)}: what is kept of report is not what was declared.");
    }

    [Fact]
    public void A_segment_whose_commitment_was_changed_too_is_named_with_its_statement()
    {
        var (scene, kept) = Declared();
        var bytes = Encoding.UTF8.GetBytes("{}");
        var segment = kept[0].Segments[0];
        var forged = segment with { Bytes = bytes, Commitment = Commitments.OfSegment(segment.Salt.Span, bytes) };
        var changed = kept[0] with { Segments = [forged, .. kept[0].Segments.Skip(1)] };
        Of(changed, scene).ShouldBe([$"kept-statement-changed {Name(changed)}"]);
        var all = changed with { Commitment = Commitments.OfStatement(changed.Head, changed.Segments.Select(one => one.Commitment)) };
        Of(all, scene).ShouldBe([$"kept-statement-moved {Name(all)}"]);
    }

    [Fact]
    public void A_head_a_signature_and_a_place_that_were_changed_are_named()
    {
        var (scene, kept) = Declared();
        Of(kept[0] with { Head = kept[0].Head with { Party = "BRA" } }, scene).ShouldHaveSingleItem().ShouldStartWith("kept-statement-changed");
        Of(kept[0] with { Assertion = Tree.Empty }, scene).ShouldHaveSingleItem().ShouldStartWith("kept-signature-changed");
        Of(kept[0] with { Position = 601 }, scene).ShouldHaveSingleItem().ShouldStartWith("kept-statement-moved");
        Of(kept[0] with { Position = null }, scene).ShouldHaveSingleItem().ShouldStartWith("kept-statement-unlogged");
        Audit.Statement(kept[0], null).ShouldHaveSingleItem().Code.ShouldBe("kept-statement-unlogged");
    }

    [Fact]
    public void A_removed_leaf_is_named()
    {
        var (scene, _) = Declared();
        Log(scene, leaves => leaves[77] = null).ShouldBe(["leaf-missing 77", "log-root-wrong 604"]);
        Log(scene, leaves => leaves.RemoveAt(603)).ShouldBe(["leaf-missing 603", "log-root-wrong 604"]);
    }

    [Fact]
    public void Two_leaves_that_changed_places_are_named()
    {
        var (scene, _) = Declared();
        Log(scene, leaves => (leaves[3], leaves[300]) = (leaves[300], leaves[3])).ShouldBe(["leaf-moved 3", "leaf-moved 300", "log-root-wrong 604"]);
    }

    [Fact]
    public void A_changed_and_a_foreign_leaf_are_named()
    {
        var (scene, kept) = Declared();
        Log(scene, leaves => leaves[9] = Tree.Leaf([9])).ShouldBe(["leaf-changed 9", "log-root-wrong 604"]);
        Log(scene, leaves => leaves.Add(Tree.Leaf([9]))).ShouldBe(["leaf-beyond 604", "log-whole 604"]);
        var known = kept.Skip(1).Select(one => one.Commitment).ToHashSet();
        Audit.Foreign(scene.Entries.Skip(600).Select((entry, number) => (600L + number, LogEntry.Parse(entry))), known).ShouldHaveSingleItem().Where.ShouldBe("600");
    }

    [Fact]
    public void A_changed_or_missing_tile_is_named()
    {
        var (scene, _) = Declared();
        scene.Tiles[new Tile(1, 0, 2)][5] ^= 1;
        Log(scene).ShouldBe(["tile-changed tile/1/000.p/2", "log-whole 604"]);
        scene.Tiles[new Tile(0, 2, 92)] = [];
        Log(scene).ShouldContain("tile-missing tile/0/002.p/92");
    }

    [Fact]
    public void Leaves_and_tiles_that_were_changed_together_are_not_what_was_signed()
    {
        var (scene, _) = Declared();
        var signed = scene.Checkpoint;
        var forged = Scene.Of(0);
        foreach (var (place, entry) in scene.Entries.Index())
            forged.Add(place == 5 ? new StatementEntry(Tree.Empty) : LogEntry.Parse(entry));
        Audit.Log(signed, [.. forged.Entries.Select(entry => (Hash?)Tree.Leaf(entry))], tile => forged.Tiles[tile]).Select(Told).ShouldBe(["log-root-wrong 604"]);
        Audit.Since(signed, forged.Checkpoint, forged.Reader).Select(Told).ShouldBe(["log-rewritten 604"]);
    }

    [Fact]
    public void A_log_that_goes_back_to_yesterday_or_takes_another_way_is_named()
    {
        var (yesterday, _) = Declared();
        var seen = yesterday.Checkpoint;
        var before = Scene.Of(Size);
        Audit.Since(seen, before.Checkpoint, before.Reader).Select(Told).ShouldBe(["log-rolled-back 600"]);
        for (var number = 0; number < 10; number++)
            before.Declare(50 + number);
        Audit.Since(seen, before.Checkpoint, before.Reader).Select(Told).ShouldBe(["log-rewritten 604"]);
        yesterday.Declare(99);
        Audit.Since(seen, yesterday.Checkpoint, yesterday.Reader).Select(Told).ShouldBe(["log-consistent 604"]);
        Audit.Since(seen with { Origin = "other" }, yesterday.Checkpoint, yesterday.Reader).Select(Told).ShouldBe([$"log-renamed {Scene.Origin}"]);
        Audit.Since(new Checkpoint(Scene.Origin, 0, Tree.Empty), yesterday.Checkpoint, yesterday.Reader).ShouldBeEmpty();
    }

    [Fact]
    public void Receipts_of_others_still_hold_when_one_statement_was_changed()
    {
        var scene = Scene.Of(Size);
        var (receipt, statement, _) = scene.Declare(1);
        scene.Declare(2);
        scene.Entries[^1][40] ^= 1;
        Log(scene).ShouldContain("leaf-changed 601");
        receipt.Verify(StatementFile.Parse(statement), Scene.Trusted).Holds.ShouldBeTrue();
    }

    private static (Scene Scene, List<KeptStatement> Kept) Declared()
    {
        var scene = Scene.Of(Size);
        return (scene, [.. Enumerable.Range(1, 4).Select(number => scene.Declare(number).Kept)]);
    }

    private static List<string> Log(Scene scene, Action<List<Hash?>>? spoil = null)
    {
        List<Hash?> leaves = [.. scene.Entries.Select(entry => (Hash?)Tree.Leaf(entry))];
        spoil?.Invoke(leaves);
        return [.. Audit.Log(scene.Checkpoint, leaves, tile => scene.Tiles[tile]).Select(Told)];
    }

    private static List<string> Of(KeptStatement kept, Scene scene) =>
        [.. Audit.Statement(kept, kept.Position is { } place ? LogEntry.Parse(scene.Entries[(int)place]) : null).Select(Told)];

    private static string Told(Finding finding) => $"{finding.Code} {finding.Where}";

    private static string Name(KeptStatement kept) => $"iccat/bluefin-catch {kept.Head.Statement} version 1";
}
