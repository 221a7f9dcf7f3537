using System.Diagnostics;
using System.Security.Cryptography;
using Entente.Bench.Processes;
using Entente.Bench.Report;
using Entente.Ledger;

namespace Entente.Bench.Ledger;

/// <summary>
/// A log in memory on one core: leaves appended, with their tiles, and receipts verified, beside the bare digests and
/// signatures of the same run. <c>./entente bench ledger</c>
/// </summary>
public static class LedgerBench
{
    private const int Leaves = 1_000_000;
    private const int Batch = 32; // what an integrator finds waiting
    private const int Receipts = 2_000;
    private const int Rounds = 5;
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(400);

    public static Task<IReadOnlyList<Goal>> Run(CancellationToken cancel)
    {
        var (appended, tiles, tree) = Append(cancel);
        var key = new SigningKey("bench.example/log", KeyKind.Log, SHA256.HashData([1]));
        var note = new Checkpoint("bench.example/log", tree.Size, tree.Root()).Sign(key);
        var receipts = Made(note, tiles);
        var policy = Policy.Of(key.Verifier);
        var verifier = new ReceiptVerifier(policy);
        foreach (var (receipt, statement) in receipts)
            if (!verifier.Verify(receipt, statement).Holds)
                throw new CannotMeasure("A receipt of the bench does not verify.");
        var figures = InTurns(cancel,
            place => verifier.Verify(receipts[place % Receipts].Receipt, null),
            place => verifier.Verify(receipts[place % Receipts].Receipt, receipts[place % Receipts].Statement),
            place => new ReceiptVerifier(policy).Verify(receipts[place % Receipts].Receipt, null),
            _ => Digest(),
            _ => key.Verifier.Verifies(note.Text, note.Signatures[0]));
        return Task.FromResult(Told(appended, figures, receipts[0].Receipt.Proof.Path.Count));
    }

    private static IReadOnlyList<Goal> Told(double appended, double[] figures, int hashes)
    {
        var (alone, stated, cold, digests, signatures) = (figures[0], figures[1], figures[2], figures[3], figures[4]);
        var table = new Table($"one core, {Leaves:N0} leaves, paths of {hashes} hashes", "a second");
        table.Add("leaves appended, with their tiles", appended);
        table.Add("receipts verified, the state of the log known", alone);
        table.Add("receipts verified with the statement", stated);
        table.Add("receipts verified, each with the signature of the log", cold);
        table.Add("floor: SHA-256 of 65 bytes, as .NET offers it", digests);
        table.Add("floor: Ed25519 signatures verified, by libcrypto", signatures);
        Console.WriteLine(table);
        return
        [
            new("ledger: leaves appended in memory, at least 100000 a second", appended, digests / 2, "a second", appended >= 100_000),
            new("ledger: receipts verified on a core, at least 50000 a second", alone, digests / (hashes + 2), "a second", alone >= 50_000),
            new("ledger: receipts each with its signature, at least 0.8 of the floor", cold, 1 / ((1 / signatures) + (1 / alone)), "a second", cold >= 0.8 / ((1 / signatures) + (1 / alone))),
        ];
    }

    // The entries are made beforehand: they come out of a table.
    private static (double ASecond, Dictionary<Tile, byte[]> Tiles, GrowingTree Tree) Append(CancellationToken cancel)
    {
        var entries = Enumerable.Range(0, Leaves).Select(place => Receipt(place).Entry.ToBytes()).ToArray();
        var best = double.MaxValue;
        var made = (Tiles: new Dictionary<Tile, byte[]>(), Tree: new GrowingTree());
        for (var round = 0; round < 3; round++)
        {
            cancel.ThrowIfCancellationRequested();
            var (tiles, edge, tree, clock) = (new Dictionary<Tile, byte[]>(Leaves / 100), new Dictionary<int, KeyValuePair<Tile, byte[]>>(), new GrowingTree(), Stopwatch.StartNew());
            for (var place = 0; place < Leaves; place++)
            {
                tree.Append(Tree.Leaf(entries[place]));
                if (place % Batch == Batch - 1)
                    Keep(tree, tiles, edge);
            }
            tree.Root();
            best = Math.Min(best, clock.Elapsed.TotalSeconds);
            Keep(tree, tiles, edge);
            foreach (var (tile, bytes) in edge.Values)
                tiles[tile] = bytes;
            made = (tiles, tree);
        }
        return (Leaves / best, made.Tiles, made.Tree);
    }

    // Of the narrower tiles, a log need only keep the last of each level.
    private static void Keep(GrowingTree tree, Dictionary<Tile, byte[]> tiles, Dictionary<int, KeyValuePair<Tile, byte[]>> edge)
    {
        foreach (var kept in tree.TakeTiles())
            if (kept.Key.IsFull)
                tiles[kept.Key] = kept.Value;
            else
                edge[kept.Key.Level] = kept;
    }

    private static (Receipt Receipt, StatementFile Statement)[] Made(SignedNote note, Dictionary<Tile, byte[]> tiles)
    {
        var reader = new TileReader(Leaves, tile => tiles[tile]);
        return [.. Enumerable.Range(0, Receipts).Select(number =>
        {
            var place = (int)((long)number * Leaves / Receipts);
            var receipt = Receipt(place) with { Proof = new LogProof(place, Proofs.Inclusion(place, Leaves, reader.NodeAt), note) };
            return (receipt, new StatementFile([Segment(place)]));
        })];
    }

    private static Receipt Receipt(int place)
    {
        var (segment, salt) = (Segment(place), SHA256.HashData(BitConverter.GetBytes(place)));
        return new Receipt(new StatementHead(segment.Statement, "iccat", "bluefin-catch", segment.Definition, "JPN", 1),
            [new ReceiptSegment(Commitments.OfSegment(salt, segment.Bytes.Span), new SegmentSalt("report", 0, salt))], null, null!);
    }

    private static DeclaredSegment Segment(int place)
    {
        var id = new Guid(place, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1);
        return new DeclaredSegment(id, "ab12", "report", 0, System.Text.Encoding.ASCII.GetBytes($$"""{"audience":["party:JPN","serving"],"block":0,"definition":"ab12","fields":{"gear":"PS","weight":"{{place}}"},"section":"report","statement":"{{id}}"}"""));
    }

    private static object? Digest()
    {
        Span<byte> node = stackalloc byte[65];
        Span<byte> digest = stackalloc byte[32];
        SHA256.HashData(node, digest);
        return null;
    }

    // By turns, so that all meet the same minute of a shared machine; the first round warms up.
    private static double[] InTurns(CancellationToken cancel, params Func<int, object?>[] works)
    {
        var figures = works.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round <= Rounds; round++)
            foreach (var (number, work) in works.Index())
            {
                cancel.ThrowIfCancellationRequested();
                figures[number].Add(ASecond(work));
            }
        return [.. figures.Select(rounds => Figure.Median(rounds.Skip(1)))];
    }

    private static double ASecond(Func<int, object?> work)
    {
        var clock = Stopwatch.StartNew();
        var done = 0;
        for (; clock.Elapsed < Turn; done += 100)
            for (var place = done; place < done + 100; place++)
                work(place);
        return done / clock.Elapsed.TotalSeconds;
    }
}
