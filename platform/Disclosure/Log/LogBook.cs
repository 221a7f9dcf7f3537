using Entente.Ledger;
using Npgsql;
using NpgsqlTypes;

namespace Entente.Disclosure;

/// <summary>
/// The log as this node continues it: the right edge of its tree. It works out where entries stand and what is signed over
/// them, and gives the commands that store all of it; whoever runs them says what became of them. One at a time.
/// </summary>
public sealed class LogBook(LogKeys keys, TimeProvider time)
{
    /// <summary>Another continued the log in the meantime: it has to be read again.</summary>
    public const string Continued = "EN410";

    private const string AppendInTurn = "select ledger.append($1, $2, $3, $4, $5, $6, $7, $8)";

    private const string AppendAtOnce = "select ledger.append_at_once($1, $2, $3, $4, $5, $6, $7, $8)";

    private const string State = """
        select size, root from ledger.checkpoint order by size desc limit 1
        """;

    private const string Edge = """
        select e.bytes from ledger.entry e, (select coalesce(max(size), 0) as size from ledger.checkpoint) last
        where e.place >= last.size / 256 * 256 and e.place < last.size order by e.place
        """;

    private const string Tiles = "select distinct on (level) level, number, bytes from ledger.tile where level > 0 order by level, number desc";

    private const string Known = "select vkey, ends is not null from ledger.key order by begins";

    private readonly List<(VerifierKey Key, bool Ended)> _known = [];
    private GrowingTree? _tree;

    /// <summary>Whether the last state is known here.</summary>
    public bool IsRead => _tree is not null;

    /// <summary>Whether the first key was entered, after all that was numbered before there was a log.</summary>
    public bool IsBegun => _known.Count > 0;

    public long Size => _tree?.Size ?? 0;

    /// <summary>Whether there is something to be said of keys, also where no statement comes.</summary>
    public bool IsDue => IsRead && IsBegun && Changes(keys.Now(_known[0].Key.Name), time.GetUtcNow()).Count > 0;

    /// <summary>Takes the right to continue the log, until the transaction ends, and reads how far it is.</summary>
    /// <exception cref="LedgerFormatException">What is stored is not what was signed.</exception>
    public async Task Read(NpgsqlConnection connection, CancellationToken cancel)
    {
        _tree = null;
        await using (var turn = new NpgsqlCommand("select ledger.take_turn()", connection))
            await turn.ExecuteNonQueryAsync(cancel);
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new(State), new(Edge), new(Tiles), new(Known) } };
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        var (size, root) = await rows.ReadAsync(cancel) ? (rows.GetInt64(0), Hash.Of(rows.GetFieldValue<byte[]>(1))) : (0, Tree.Empty);
        var tiles = new Dictionary<(int Level, long Number), byte[]>();
        await rows.NextResultAsync(cancel);
        using (var edge = new MemoryStream())
        {
            while (await rows.ReadAsync(cancel))
                edge.Write(Tree.Leaf(rows.GetFieldValue<byte[]>(0)).Bytes);
            tiles[(0, size / Tile.Full)] = edge.ToArray();
        }
        await rows.NextResultAsync(cancel);
        while (await rows.ReadAsync(cancel))
            tiles[(rows.GetInt32(0), rows.GetInt64(1))] = rows.GetFieldValue<byte[]>(2);
        await rows.NextResultAsync(cancel);
        _known.Clear();
        while (await rows.ReadAsync(cancel))
            _known.Add((VerifierKey.Parse(rows.GetString(0)), rows.GetBoolean(1)));
        var tree = GrowingTree.Of(size, tile => tiles.GetValueOrDefault((tile.Level, tile.Index)));
        _tree = tree.Root() == root ? tree : throw new LedgerFormatException($"The stored entries do not make the tree of {size} that was signed.");
    }

    /// <summary>Works out the next state with these entries, and with whatever is to be said of keys before them.</summary>
    /// <param name="atOnce">Whether it gives up where another continues the log in this moment, rather than wait.</param>
    public Addition Add(IReadOnlyCollection<LogEntry> entries, bool withKeys = true, bool atOnce = false)
    {
        var tree = _tree ?? throw new InvalidOperationException("The log was not read.");
        var (now, before, kept) = (time.GetUtcNow(), tree.Size, keys.Now(IsBegun ? _known[0].Key.Name : null));
        var changes = withKeys ? Changes(kept, now) : [];
        LogEntry[] all = [.. changes, .. entries];
        var bytes = new byte[all.Length][];
        for (var at = 0; at < all.Length; at++)
            tree.Append(Tree.Leaf(bytes[at] = all[at].ToBytes()));
        // The lowest tile at the edge follows from its entries.
        var tiles = tree.TakeTiles().Where(tile => tile.Key.IsFull || tile.Key.Level > 0).ToList();
        var checkpoint = new Checkpoint(kept[0].Key.Verifier.Name, tree.Size, tree.Root());
        var note = checkpoint.Sign([.. kept.Where(key => Signs(key, now)).Select(key => key.Key)]);
        var commands = new List<NpgsqlBatchCommand> { Append(atOnce ? AppendAtOnce : AppendInTurn, before, bytes, tiles, checkpoint, note, now) };
        foreach (var (place, change) in changes.Index())
            commands.Add(Change(change, before + place, now));
        return new Addition(before + changes.Count, all.Length, tree.Size, note, commands) { Changes = changes };
    }

    /// <summary>It is stored.</summary>
    public void Kept(Addition addition)
    {
        foreach (var change in addition.Changes)
        {
            _known.RemoveAll(known => known.Key == change.Key);
            _known.Add((change.Key, !change.Begins));
        }
    }

    /// <summary>It is not stored, or nobody knows: the log is read again before it is continued.</summary>
    public void Forget() => _tree = null;

    private bool Signs(LogKey key, DateTimeOffset now) => !HasEnded(key.Key.Verifier) && (key.Until is not { } until || until > now);

    private bool HasEnded(VerifierKey key) => _known.Exists(known => known.Key == key && known.Ended);

    // Keys begin before they sign and end after they signed last.
    private List<KeyEntry> Changes(IReadOnlyList<LogKey> kept, DateTimeOffset now)
    {
        var changes = new List<KeyEntry>();
        foreach (var key in kept)
            if (!_known.Exists(known => known.Key == key.Key.Verifier))
                changes.Add(new KeyEntry(key.Key.Verifier, Begins: true));
            else if (key.Until is { } until && until <= now && !HasEnded(key.Key.Verifier))
                changes.Add(new KeyEntry(key.Key.Verifier, Begins: false));
        return changes;
    }

    private static NpgsqlBatchCommand Append(string how, long before, byte[][] entries, List<KeyValuePair<Tile, byte[]>> tiles, Checkpoint checkpoint, SignedNote note, DateTimeOffset now) => new(how)
    {
        Parameters =
        {
            new NpgsqlParameter<long> { TypedValue = before },
            new NpgsqlParameter<byte[][]> { TypedValue = entries, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea },
            new NpgsqlParameter<int[]> { TypedValue = [.. tiles.Select(tile => tile.Key.Level)] },
            new NpgsqlParameter<long[]> { TypedValue = [.. tiles.Select(tile => tile.Key.Index)] },
            new NpgsqlParameter<byte[][]> { TypedValue = [.. tiles.Select(tile => tile.Value)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea },
            new NpgsqlParameter<byte[]> { TypedValue = checkpoint.Root.Bytes.ToArray() },
            new NpgsqlParameter<string> { TypedValue = note.ToString() },
            new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz },
        },
    };

    private static NpgsqlBatchCommand Change(KeyEntry change, long place, DateTimeOffset now) => new(change.Begins
        ? "insert into ledger.key (vkey, begins, begun_at) values ($1, $2, $3)"
        : "update ledger.key set ends = $2, ended_at = $3 where vkey = $1")
    {
        Parameters = { new() { Value = change.Key.ToString() }, new() { Value = place }, new() { Value = now.UtcDateTime } },
    };
}

/// <summary>Entries as they will stand in the log.</summary>
/// <param name="First">The place of the first of those that were given.</param>
/// <param name="Count">How many are added, those about keys included.</param>
/// <param name="Size">Of the log with them.</param>
/// <param name="Checkpoint">What was signed; to be told to nobody before it is stored.</param>
/// <param name="Commands">What stores it.</param>
public sealed record Addition(long First, int Count, long Size, SignedNote Checkpoint, IReadOnlyList<NpgsqlBatchCommand> Commands)
{
    internal IReadOnlyList<KeyEntry> Changes { get; init; } = [];
}
