using Entente.Shared.Data;
using Npgsql;

namespace Entente.Records.Writing;

/// <summary>
/// Carries new statements into the database: who comes alone goes at once, and those who come while others are on their way go
/// together, in one round trip and one transaction, which also continues the log with their leaves where this node knows how far
/// the log is. A group that the database refuses is taken apart, and each of its writes is then taken or refused as if it had come alone.
/// </summary>
public sealed class Together(Database database, Integrator? integrator = null)
{
    private const int MostAtOnce = 32;

    private readonly Lock _gate = new();
    private readonly Queue<Waiting> _queue = new();
    private int _groups;

    /// <summary>
    /// Ends when it is committed, with the place of its leaf in the log where it has one by then, and throws what the database said otherwise.
    /// </summary>
    /// <param name="leaf">Where nobody is answered before it stands in the log: the disk can wait until then.</param>
    internal Task<long?> Write(WritePart[] pieces, WrittenLeaf? leaf)
    {
        var mine = new Waiting(pieces, leaf);
        lock (_gate)
        {
            if (_groups == Database.GroupsAtOnce)
            {
                _queue.Enqueue(mine);
                return mine.Done.Task;
            }
            _groups++;
        }
        return First(mine);
    }

    private async Task<long?> First(Waiting mine)
    {
        try
        {
            return await Run([mine]);
        }
        finally
        {
            if (Next() is { Count: > 0 } others)
                _ = Groups(others);
        }
    }

    // Null when nobody waits: the next who comes goes alone again.
    private List<Waiting>? Next()
    {
        lock (_gate)
        {
            if (_queue.Count == 0)
            {
                _groups--;
                return null;
            }
            var group = new List<Waiting>();
            while (group.Count < MostAtOnce && _queue.TryDequeue(out var next))
                group.Add(next);
            return group;
        }
    }

    private async Task Groups(List<Waiting> group)
    {
        for (List<Waiting>? next = group; next is not null; next = Next())
            await Group(next);
    }

    private async Task Group(List<Waiting> group)
    {
        long? first;
        try
        {
            first = await Run(group);
        }
        catch (PostgresException) when (group.Count > 1)
        {
            foreach (var one in group)
                await Group([one]);
            return;
        }
        catch (Exception problem)
        {
            // Whoever waits has to know, whatever it was.
            foreach (var one in group)
                one.Done.SetException(problem);
            return;
        }
        foreach (var (turn, one) in group.Index())
            one.Done.SetResult(first + turn);
    }

    // Nobody who goes away stops what others wait for.
    private async Task<long?> Run(IReadOnlyList<Waiting> writes)
    {
        if (integrator is not null && writes.All(one => one.Leaf is not null)
            && await integrator.Continue([.. writes.Select(one => one.Leaf!)], (batch, first) => Gathered.Together(batch, writes.Select((one, turn) => Gathered.Placed(one.Pieces, first + turn)))) is { } place)
            return place;
        await using var connection = await database.OpenBusy(CancellationToken.None);
        await using var batch = new NpgsqlBatch(connection);
        try
        {
            if (writes.All(one => one.Leaf is not null))
                batch.BatchCommands.Add(new NpgsqlBatchCommand(WriteSql.MadeDurableLater));
            Gathered.Together(batch, writes.Select(one => one.Pieces));
            await batch.ExecuteNonQueryAsync(CancellationToken.None);
        }
        finally
        {
            foreach (var command in batch.BatchCommands)
                command.Parameters.Clear();
        }
        return null;
    }

    private sealed record Waiting(WritePart[] Pieces, WrittenLeaf? Leaf)
    {
        public TaskCompletionSource<long?> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
