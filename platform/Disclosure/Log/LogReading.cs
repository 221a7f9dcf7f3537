using System.Text;
using Entente.Ledger;
using Npgsql;

namespace Entente.Disclosure;

/// <summary>A signed state of the log.</summary>
public sealed record LogState(long Size, SignedNote Note, DateTimeOffset At);

/// <summary>What anybody may read of the log: its states, its tree, proofs.</summary>
public static class LogReading
{
    // One that witnesses signed is worth more than one that is newer; the newest comes first of those that are alike.
    private const string StateFor = """
        select c.size, c.note, c.made_at, array(select w.line from ledger.cosignature w where w.size = c.size order by w.witness)
        from ledger.checkpoint c
        where c.size = coalesce(
          (select w.size from ledger.cosignature w where w.size > $1 group by w.size order by count(*) desc, w.size desc limit 1),
          (select max(size) from ledger.checkpoint where size > $1))
        """;

    private const string LastState = """
        select c.size, c.note, c.made_at, array(select w.line from ledger.cosignature w where w.size = c.size order by w.witness)
        from ledger.checkpoint c order by c.size desc limit 1
        """;

    private const string TilesAt = "select t.level, t.number, t.bytes from unnest($1::int[], $2::bigint[]) as n (level, number) join ledger.tile t on t.level = n.level and t.number = n.number";

    private const string EntriesAt = "select bytes from ledger.entry where place >= $1 and place < $2 order by place";

    /// <summary>The newest state; null before the first.</summary>
    public static async Task<LogState?> Last(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(LastState, connection);
        return await State(command, cancel);
    }

    /// <summary>That an entry is in the log, in the state that most witnesses signed; null where there is no such place yet.</summary>
    public static async Task<(LogProof Proof, LogState State)?> Proof(NpgsqlConnection connection, long place, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(StateFor, connection) { Parameters = { new() { Value = place } } };
        if (await State(command, cancel) is not { } state)
            return null;
        var tiles = await Tiles(connection, Entente.Ledger.Tile.ForInclusion(place, state.Size), cancel);
        var reader = new TileReader(state.Size, tile => tiles.GetValueOrDefault((tile.Level, tile.Index)));
        return (new LogProof(place, Proofs.Inclusion(place, state.Size, reader.NodeAt), state.Note), state);
    }

    /// <summary>These tiles, by level and number; those that are not stored follow from their entries.</summary>
    public static async Task<Dictionary<(int Level, long Number), byte[]>> Tiles(NpgsqlConnection connection, IReadOnlyCollection<Tile> wanted, CancellationToken cancel)
    {
        var tiles = new Dictionary<(int Level, long Number), byte[]>();
        await using (var command = new NpgsqlCommand(TilesAt, connection) { Parameters = { new() { Value = wanted.Select(tile => tile.Level).ToArray() }, new() { Value = wanted.Select(tile => tile.Index).ToArray() } } })
        await using (var rows = await command.ExecuteReaderAsync(cancel))
            while (await rows.ReadAsync(cancel))
                tiles[(rows.GetInt32(0), rows.GetInt64(1))] = rows.GetFieldValue<byte[]>(2);
        foreach (var tile in wanted)
            if (tile.Level == 0 && !tiles.ContainsKey((0, tile.Index)))
                tiles[(0, tile.Index)] = [.. (await Entries(connection, tile, cancel)).SelectMany(entry => Tree.Leaf(entry).Bytes.ToArray())];
        return tiles;
    }

    /// <summary>The entries under a tile of level 0.</summary>
    public static async Task<List<byte[]>> Entries(NpgsqlConnection connection, Tile tile, CancellationToken cancel)
    {
        var first = tile.Index * Tile.Full;
        await using var command = new NpgsqlCommand(EntriesAt, connection) { Parameters = { new() { Value = first }, new() { Value = first + tile.Width } } };
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var entries = new List<byte[]>(tile.Width);
        while (await rows.ReadAsync(cancel))
            entries.Add(rows.GetFieldValue<byte[]>(0));
        return entries;
    }

    private static async Task<LogState?> State(NpgsqlCommand command, CancellationToken cancel)
    {
        await using var row = await command.ExecuteReaderAsync(cancel);
        if (!await row.ReadAsync(cancel))
            return null;
        var note = SignedNote.Parse(Encoding.UTF8.GetBytes(row.GetString(1)));
        foreach (var line in row.GetFieldValue<string[]>(3))
            note = note.With(SignedNote.ParseSignatures(Encoding.UTF8.GetBytes(line))[0]);
        return new LogState(row.GetInt64(0), note, row.GetFieldValue<DateTimeOffset>(2));
    }
}
