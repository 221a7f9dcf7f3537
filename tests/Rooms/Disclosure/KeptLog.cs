using Dapper;
using Entente.Ledger;
using Entente.Tests.Rooms.Records;
using Npgsql;

namespace Entente.Tests.Rooms.Disclosure;

/// <summary>The log as its tables hold it, looked at as the owner.</summary>
public sealed record KeptLog(IReadOnlyList<byte[]> Entries, IReadOnlyDictionary<(int Level, long Number), byte[]> Tiles, IReadOnlyList<(long Size, string Note)> Checkpoints, IReadOnlyList<string> Keys)
{
    public static async Task<KeptLog> Of(PublishedApp app)
    {
        await using var owner = new NpgsqlConnection(app.Database.Owner);
        return new KeptLog(
            [.. await owner.QueryAsync<byte[]>("select bytes from ledger.entry order by place")],
            (await owner.QueryAsync<(int Level, long Number, byte[] Bytes)>("select level, number, bytes from ledger.tile")).ToDictionary(tile => (tile.Level, tile.Number), tile => tile.Bytes),
            [.. await owner.QueryAsync<(long, string)>("select size, note from ledger.checkpoint order by size")],
            [.. await owner.QueryAsync<string>("select vkey from ledger.key order by begins")]);
    }

    public SignedNote Last => SignedNote.Parse(System.Text.Encoding.UTF8.GetBytes(Checkpoints[^1].Note));

    public Policy Policy => Policy.Of(Keys.Select(VerifierKey.Parse));

    /// <summary>Everything that is wrong with it: signatures, entries against tree, every state against the last.</summary>
    public IReadOnlyList<string> Wrong()
    {
        var leaves = Entries.Select(entry => Tree.Leaf(entry)).ToList();
        var last = Checkpoint.Parse(Last);
        ReadOnlyMemory<byte> Bytes(Tile tile) => Tiles.TryGetValue((tile.Level, tile.Index), out var bytes) ? bytes
            : tile.Level == 0 ? leaves.Skip((int)tile.Index * Tile.Full).Take(tile.Width).SelectMany(leaf => leaf.Bytes.ToArray()).ToArray() : default;
        var findings = Audit.Log(last, [.. leaves.Select(leaf => (Hash?)leaf)], Bytes).ToList();
        foreach (var (size, note) in Checkpoints)
        {
            var state = CheckedCheckpoint.Of(SignedNote.Parse(System.Text.Encoding.UTF8.GetBytes(note)), Policy);
            findings.AddRange(state.Findings);
            state.Checkpoint!.Size.ShouldBe(size);
            findings.AddRange(Audit.Since(state.Checkpoint, last, new TileReader(last.Size, Bytes)));
        }
        return [.. findings.Where(finding => finding.Outcome == Outcome.Fails).Select(finding => finding.Words())];
    }
}
