using System.Collections.Concurrent;
using System.Diagnostics;
using Entente.Disclosure;
using Entente.Ledger;
using Entente.Shared.Data;
using Npgsql;

namespace Entente.Records.Writing;

/// <summary>
/// Puts leaves into the log, at once after they were written and in whatever number wait by then: places, tree and signed
/// checkpoint in one transaction, which also makes durable what it stands for, or writes it. Each node does so for its own writes, one
/// at a time over all nodes. Whatever a node left behind when it died is taken along by the next write of any node, or when one starts.
/// </summary>
public sealed class Integrator(Database database, LogBook book, ILogger<Integrator> log) : BackgroundService
{
    private const int MostAtOnce = 5000;
    private const string PlacedAlready = "EN411";

    // What waits without that this node knows of it: another wrote it, and died.
    private const string Left = "select statement, version, commitment, assertion from records.leaf where position is null order by added_at, statement, version limit 5000";

    // What was numbered before there was a log.
    private const string History = "select position, commitment, assertion from records.leaf where position >= $1 order by position limit 5000";

    private const string Waiting = """
        select n.turn::int, l.position from unnest($1::uuid[], $2::int[]) with ordinality as n (statement, version, turn)
        left join records.leaf l on l.statement = n.statement and l.version = n.version
        """;

    // Stands where a leaf should have stood before there was a log, so that all others keep their places.
    private static readonly LogEntry Missing = LogEntry.Parse("entente entry 1\nmissing\n"u8);

    // Others' leaves are looked for with a write of ours, and not with every one.
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);
    // Leaves never wait for it: only keys that begin or end while nothing is declared.
    private static readonly TimeSpan BetweenKeys = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    /// <summary>How long an answer waits for its receipt. It then says that the receipt follows.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _waiting = new(1, 1);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ConcurrentQueue<Leaf> _wanted = new();
    private long _looked;
    // When another node was last seen to continue the log: as long as both do, each writes first and takes its turn then.
    private long _shared;
    private volatile bool _working;

    /// <summary>Whether answers wait for places; in the application they do.</summary>
    public bool IsWaitedFor { get; init; } = true;

    /// <summary>This was written: its place in the log, once it stands there for good. Null where it could not be placed by now; it will be.</summary>
    internal async Task<long?> Place(WrittenLeaf written)
    {
        if (!_working)
            return null;
        var leaf = new Leaf(written.Statement, written.Version, written.Commitment, written.Signature?.Bytes.ToArray());
        _wanted.Enqueue(leaf);
        Signal();
        try
        {
            return await leaf.Placed.Task.WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    /// <summary>
    /// Writes new statements in the transaction that continues the log with their leaves: the place of the first; the others follow it.
    /// Null where nothing was written: this node does not know how far the log is, another continues it in this moment, or the database
    /// refused some of it. What is to be written is then written alone, and the log follows.
    /// </summary>
    /// <param name="write">Adds what they write to the batch, with the place of the first.</param>
    internal async Task<long?> Continue(IReadOnlyCollection<WrittenLeaf> leaves, Action<NpgsqlBatch, long> write)
    {
        if (!_working || !book.IsRead || Stopwatch.GetElapsedTime(_shared) < BetweenLooks)
            return null;
        await _turn.WaitAsync();
        try
        {
            return book.IsRead ? await Write(leaves, write) : null;
        }
        catch (PostgresException problem)
        {
            book.Forget();
            if (problem.SqlState == LogBook.Continued)
                _shared = Stopwatch.GetTimestamp();
            return null;
        }
        catch
        {
            book.Forget();
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<long> Write(IReadOnlyCollection<WrittenLeaf> leaves, Action<NpgsqlBatch, long> write)
    {
        var addition = book.Add([.. leaves.Select(leaf => new StatementEntry(Hash.Of(leaf.Commitment), leaf.Signature))], atOnce: true);
        await using var connection = await database.OpenBusy(CancellationToken.None);
        await using var batch = new NpgsqlBatch(connection);
        try
        {
            foreach (var command in addition.Commands)
                batch.BatchCommands.Add(command);
            write(batch, addition.First);
            await batch.ExecuteNonQueryAsync(CancellationToken.None);
        }
        finally
        {
            foreach (var command in batch.BatchCommands)
                command.Parameters.Clear();
        }
        book.Kept(addition);
        if (Stopwatch.GetElapsedTime(_looked) > BetweenLooks)
            Signal();
        return addition.First;
    }

    /// <summary>Something was written. Cheap, from any thread.</summary>
    public void Signal()
    {
        if (_waiting.CurrentCount > 0)
            return;
        try
        {
            _waiting.Release();
        }
        catch (SemaphoreFullException)
        {
            // Another said so in the same moment.
        }
    }

    /// <summary>Places everything that waits, and says how many there were.</summary>
    public async Task<int> Round(CancellationToken cancel)
    {
        await using var connection = await database.OpenBusy(cancel);
        return await OfWanted(connection, cancel) + await OfLeft(connection, cancel);
    }

    private async Task<int> OfWanted(NpgsqlConnection connection, CancellationToken cancel)
    {
        for (var placed = 0; ;)
        {
            var leaves = new List<Leaf>();
            while (leaves.Count < MostAtOnce && _wanted.TryDequeue(out var one))
                leaves.Add(one);
            if (leaves.Count == 0)
                return placed;
            await Store(connection, leaves, cancel);
            placed += leaves.Count;
        }
    }

    private async Task<int> OfLeft(NpgsqlConnection connection, CancellationToken cancel)
    {
        for (var placed = 0; ;)
        {
            var leaves = new List<Leaf>();
            await using (var command = new NpgsqlCommand(Left, connection))
            await using (var rows = await command.ExecuteReaderAsync(cancel))
                while (await rows.ReadAsync(cancel))
                    leaves.Add(new Leaf(rows.GetGuid(0), rows.GetInt32(1), rows.GetFieldValue<byte[]>(2), Bytes(rows, 3)));
            // A log that has nothing in it yet begins with its key.
            if (leaves.Count > 0 || !book.IsBegun)
                await Store(connection, leaves, cancel);
            placed += leaves.Count;
            _looked = Stopwatch.GetTimestamp();
            if (leaves.Count < MostAtOnce)
                return placed;
        }
    }

    private async Task Store(NpgsqlConnection connection, List<Leaf> leaves, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            // Another round may have done in the meantime what this one came for.
            if (leaves.Count == 0 && book.IsRead && book.IsBegun && !book.IsDue)
                return;
            if (!book.IsRead || !await AtOnce(connection, leaves, cancel))
                await InTurn(connection, leaves, cancel);
        }
        catch
        {
            // Nobody knows whether it was stored: what is there is read again, and those who wait are told that the receipt follows.
            book.Forget();
            foreach (var leaf in leaves)
                leaf.Placed.TrySetResult(null);
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    // In one round trip, if nobody else continued the log and nobody took these along.
    private async Task<bool> AtOnce(NpgsqlConnection connection, List<Leaf> leaves, CancellationToken cancel)
    {
        try
        {
            var addition = await Add(connection, leaves, cancel);
            Tell(leaves, addition);
            return true;
        }
        catch (PostgresException problem) when (problem.SqlState is LogBook.Continued or PlacedAlready)
        {
            book.Forget();
            return false;
        }
    }

    private async Task InTurn(NpgsqlConnection connection, List<Leaf> leaves, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await book.Read(connection, cancel);
        if (!book.IsBegun)
            await Before(connection, cancel);
        var waiting = await StillWaiting(connection, leaves, cancel);
        var addition = waiting.Count > 0 || !book.IsBegun || book.IsDue ? await Add(connection, waiting, cancel) : null;
        await transaction.CommitAsync(cancel);
        if (addition is not null)
            Tell(waiting, addition);
    }

    private async Task<Addition> Add(NpgsqlConnection connection, List<Leaf> leaves, CancellationToken cancel)
    {
        var addition = book.Add([.. leaves.Select(leaf => leaf.Entry)]);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var command in addition.Commands)
            batch.BatchCommands.Add(command);
        if (leaves.Count > 0)
            batch.BatchCommands.Add(new NpgsqlBatchCommand("select records.place_leaves($1, $2, $3)")
            {
                Parameters =
                {
                    new NpgsqlParameter<Guid[]> { TypedValue = [.. leaves.Select(leaf => leaf.Statement)] }, new NpgsqlParameter<int[]> { TypedValue = [.. leaves.Select(leaf => leaf.Version)] },
                    new NpgsqlParameter<long> { TypedValue = addition.First },
                },
            });
        await batch.ExecuteNonQueryAsync(cancel);
        book.Kept(addition);
        return addition;
    }

    // Leaves had places before there was a tree over them: they keep these, and the first key comes after them.
    private async Task Before(NpgsqlConnection connection, CancellationToken cancel)
    {
        while (true)
        {
            var entries = new List<LogEntry>();
            await using (var command = new NpgsqlCommand(History, connection) { Parameters = { new() { Value = book.Size } } })
            await using (var rows = await command.ExecuteReaderAsync(cancel))
                while (await rows.ReadAsync(cancel))
                {
                    while (book.Size + entries.Count < rows.GetInt64(0))
                        entries.Add(Missing);
                    entries.Add(new StatementEntry(Hash.Of(rows.GetFieldValue<byte[]>(1)), Bytes(rows, 2) is { } assertion ? Hash.Of(assertion) : null));
                }
            if (entries.Count == 0)
                return;
            await using var batch = new NpgsqlBatch(connection);
            foreach (var command in book.Add(entries, withKeys: false).Commands)
                batch.BatchCommands.Add(command);
            await batch.ExecuteNonQueryAsync(cancel);
        }
    }

    private static async Task<List<Leaf>> StillWaiting(NpgsqlConnection connection, List<Leaf> leaves, CancellationToken cancel)
    {
        var waiting = new List<Leaf>();
        await using var command = new NpgsqlCommand(Waiting, connection) { Parameters = { new() { Value = leaves.Select(leaf => leaf.Statement).ToArray() }, new() { Value = leaves.Select(leaf => leaf.Version).ToArray() } } };
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            if (leaves[rows.GetInt32(0) - 1] is var leaf && rows.IsDBNull(1))
                waiting.Add(leaf);
            else
                leaf.Placed.TrySetResult(rows.GetInt64(1));
        return waiting;
    }

    private static void Tell(List<Leaf> leaves, Addition addition)
    {
        foreach (var (turn, leaf) in leaves.Index())
            leaf.Placed.TrySetResult(addition.First + turn);
    }

    private static byte[]? Bytes(NpgsqlDataReader rows, int column) => rows.IsDBNull(column) ? null : rows.GetFieldValue<byte[]>(column);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _working = true;
        while (!stoppingToken.IsCancellationRequested)
        {
            await ((Task)_waiting.WaitAsync(BetweenKeys, stoppingToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await using var connection = await database.OpenBusy(stoppingToken);
                await OfWanted(connection, stoppingToken);
                if (book.IsDue)
                    await Store(connection, [], stoppingToken);
                if (_looked == 0 || Stopwatch.GetElapsedTime(_looked) > BetweenLooks)
                    await OfLeft(connection, stoppingToken);
            }
            catch (Exception problem) when (problem is NpgsqlException or TimeoutException or InvalidOperationException or IOException or LedgerFormatException or UnauthorizedAccessException)
            {
                _looked = 0;
                log.LogWarning(problem, "The log could not be continued; the leaves wait.");
                while (_wanted.TryDequeue(out var leaf))
                    leaf.Placed.TrySetResult(null);
                await Task.Delay(RetryAfter, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                Signal();
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }
        _working = false;
        while (_wanted.TryDequeue(out var left))
            left.Placed.TrySetResult(null);
    }

    /// <summary>A leaf as it was written, for which somebody may wait.</summary>
    private sealed record Leaf(Guid Statement, int Version, byte[] Commitment, byte[]? Assertion)
    {
        public TaskCompletionSource<long?> Placed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public StatementEntry Entry => new(Hash.Of(Commitment), Assertion is { } digest ? Hash.Of(digest) : null);
    }
}

/// <summary>A version that was written and waits for its place in the log.</summary>
internal sealed record WrittenLeaf(Guid Statement, int Version, byte[] Commitment)
{
    /// <summary>Digest of what the delegate's passkey signed.</summary>
    public Hash? Signature { get; init; }
}
