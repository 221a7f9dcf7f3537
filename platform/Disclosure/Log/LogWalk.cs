using System.Globalization;
using Entente.Ledger;
using Npgsql;

namespace Entente.Disclosure;

/// <summary>Goes along the entries and grows the tree again; what differs is named by its place.</summary>
internal sealed class LogWalk
{
    private readonly List<LogFinding> _found;
    private readonly List<(long Place, Hash Kept, Hash Entered)> _other = [];
    private readonly GrowingTree _tree;
    private bool _rootTold;

    private LogWalk(GrowingTree tree, List<LogFinding> found) => (_tree, _found) = (tree, found);

    public long Size => _tree.Size;

    /// <param name="from">The beginning of a tile; what is before it was looked at before.</param>
    public static async Task<LogWalk> Begin(NpgsqlConnection connection, long from, List<LogFinding> found, CancellationToken cancel)
    {
        var tiles = await LogReading.Tiles(connection, Tile.Edge(from), cancel);
        try
        {
            return new LogWalk(GrowingTree.Of(from, tile => tiles.GetValueOrDefault((tile.Level, tile.Index))), found);
        }
        catch (LedgerFormatException problem)
        {
            found.Add(new LogFinding("tile-missing", null, "log", problem.Message));
            return new LogWalk(new GrowingTree(), found);
        }
    }

    /// <summary>The entries from <paramref name="first"/> up to <paramref name="until"/>, a few tiles of them.</summary>
    public async Task Over(NpgsqlConnection connection, long first, long until, CancellationToken cancel)
    {
        var kept = await Kept(connection, first, until, cancel);
        var tiles = await Rows(connection, "select number, bytes from ledger.tile where level = 0 and number >= $1 and number < $2", first / Tile.Full, (until / Tile.Full) + 1, row => (Number: row.GetInt64(0), Bytes: row.GetFieldValue<byte[]>(1)), cancel);
        var entered = tiles.Where(tile => tile.Bytes.Length == Tile.Full * Hash.Length).ToDictionary(tile => tile.Number, tile => tile.Bytes);
        var states = new Queue<(long Size, Hash Root)>(await Rows(connection, "select size, root from ledger.checkpoint where size > $1 and size <= $2 order by size", first, until, row => (row.GetInt64(0), Hash.Of(row.GetFieldValue<byte[]>(1))), cancel));
        for (var place = first; place < until; place++)
        {
            Hash? leaf = kept[place - first], was = entered.TryGetValue(place / Tile.Full, out var tile) ? Hash.Of(tile.AsSpan((int)(place % Tile.Full) * Hash.Length, Hash.Length)) : null;
            if (was is null && place / Tile.Full * Tile.Full + Tile.Full <= until && place % Tile.Full == 0)
                _found.Add(new LogFinding("tile-missing", null, Text($"tile 0/{place / Tile.Full}")));
            if (leaf is null)
                _found.Add(new LogFinding("leaf-missing", place, Text($"place {place}")));
            else if (was is { } other && other != leaf.Value)
                _other.Add((place, leaf.Value, other));
            _tree.Append(was ?? leaf ?? default);
            if (states.TryPeek(out var state) && state.Size == place + 1)
                Compare(states.Dequeue());
        }
        await Above(connection, cancel);
    }

    /// <summary>What stands in another place than its own, and what stands beyond the end.</summary>
    public async Task End(NpgsqlConnection connection, CancellationToken cancel)
    {
        var places = _other.GroupBy(one => one.Kept).ToDictionary(same => same.Key, same => same.First().Place);
        foreach (var (place, _, entered) in _other)
            _found.Add(places.TryGetValue(entered, out var where)
                ? new LogFinding("leaf-moved", place, Text($"place {place}"), Text($"It stands at place {where}."))
                : new LogFinding("leaf-changed", place, Text($"place {place}")));
        foreach (var place in await Rows(connection, "select place from ledger.entry where place >= (select coalesce(max(size), 0) from ledger.checkpoint) and $1 <= $2 order by place limit 100", 0, 0, row => row.GetInt64(0), cancel))
            _found.Add(new LogFinding("leaf-beyond", place, Text($"place {place}")));
    }

    private void Compare((long Size, Hash Root) state)
    {
        if (_rootTold || _tree.Root() == state.Root)
            return;
        // Every later state differs as well: one is enough.
        _rootTold = true;
        _found.Add(new LogFinding("log-root-wrong", null, "log", Text($"The first {state.Size} entries do not lead to the state that was signed over them.")));
    }

    // Tiles above the lowest were made of the tiles below.
    private async Task Above(NpgsqlConnection connection, CancellationToken cancel)
    {
        var made = _tree.TakeTiles().Where(tile => tile.Key.Level > 0).ToList();
        if (made.Count == 0)
            return;
        var stored = await LogReading.Tiles(connection, [.. made.Select(tile => tile.Key)], cancel);
        foreach (var (tile, bytes) in made)
            if (!stored.TryGetValue((tile.Level, tile.Index), out var other) || other.Length < bytes.Length)
                _found.Add(new LogFinding("tile-missing", null, Text($"tile {tile.Level}/{tile.Index}")));
            else if (!other.AsSpan(0, bytes.Length).SequenceEqual(bytes))
                _found.Add(new LogFinding("tile-changed", null, Text($"tile {tile.Level}/{tile.Index}")));
    }

    private static async Task<Hash?[]> Kept(NpgsqlConnection connection, long first, long until, CancellationToken cancel)
    {
        var kept = new Hash?[until - first];
        foreach (var (place, leaf) in await Rows(connection, "select place, bytes from ledger.entry where place >= $1 and place < $2", first, until, row => (row.GetInt64(0), Tree.Leaf(row.GetFieldValue<byte[]>(1))), cancel))
            kept[place - first] = leaf;
        return kept;
    }

    private static async Task<List<T>> Rows<T>(NpgsqlConnection connection, string sql, long from, long until, Func<NpgsqlDataReader, T> read, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = from }, new() { Value = until } } };
        await using var row = await command.ExecuteReaderAsync(cancel);
        var all = new List<T>();
        while (await row.ReadAsync(cancel))
            all.Add(read(row));
        return all;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
