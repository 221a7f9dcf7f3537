using System.Collections.Concurrent;
using System.Diagnostics;
using Entente.Shared.Data;
using Npgsql;

namespace Entente.Records.Writing;

/// <summary>
/// Gives the leaves their places in the log, at once after they were written and in whatever number wait by then. Each node
/// numbers after its own writes; one at a time over all nodes, so that places are without a gap. Whatever a node left behind
/// when it died is numbered at the next write of any node, or when one starts.
/// </summary>
public sealed class Numbering(Database database, ILogger<Numbering> log) : BackgroundService
{
    private const int MostAtOnce = 5000;

    // Whoever is in here alone sees all that was committed before.
    private const string Wanted = "select records.number_leaves($1, $2)";

    // What waits without that this node knows of it: another wrote it, and died.
    private const string Left = "select records.number_leaves(array_agg(statement), array_agg(version)) from (select statement, version from records.leaf where position is null order by added_at, statement, version limit 5000) waiting";

    // Others' leaves are looked for with a write of ours, and not with every one.
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _waiting = new(1, 1);
    private readonly ConcurrentQueue<(Guid Statement, int Version)> _wanted = new();
    private long _looked;

    /// <summary>This was written and has no place yet. Cheap, from any thread.</summary>
    public void Wants(Guid statement, int version)
    {
        _wanted.Enqueue((statement, version));
        Signal();
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

    /// <summary>Numbers everything that waits, and says how many there were.</summary>
    public async Task<int> Round(CancellationToken cancel)
    {
        await using var connection = await database.OpenBusy(cancel);
        return await OfWanted(connection, cancel) + await OfLeft(connection, cancel);
    }

    private async Task<int> OfWanted(NpgsqlConnection connection, CancellationToken cancel)
    {
        var numbered = 0;
        var (statements, versions) = (new List<Guid>(), new List<int>());
        while (true)
        {
            while (statements.Count < MostAtOnce && _wanted.TryDequeue(out var one))
            {
                statements.Add(one.Statement);
                versions.Add(one.Version);
            }
            if (statements.Count == 0)
                return numbered;
            await using var command = new NpgsqlCommand(Wanted, connection) { Parameters = { new NpgsqlParameter<List<Guid>> { TypedValue = statements }, new NpgsqlParameter<List<int>> { TypedValue = versions } } };
            numbered += (int)(await command.ExecuteScalarAsync(cancel))!;
            statements.Clear();
            versions.Clear();
        }
    }

    private async Task<int> OfLeft(NpgsqlConnection connection, CancellationToken cancel)
    {
        for (var numbered = 0; ;)
        {
            await using var command = new NpgsqlCommand(Left, connection);
            var now = await command.ExecuteScalarAsync(cancel) is int count ? count : 0;
            numbered += now;
            _looked = Stopwatch.GetTimestamp();
            if (now < MostAtOnce)
                return numbered;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await _waiting.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await using var connection = await database.OpenBusy(stoppingToken);
                await OfWanted(connection, stoppingToken);
                if (Stopwatch.GetElapsedTime(_looked) > BetweenLooks)
                    await OfLeft(connection, stoppingToken);
            }
            catch (Exception problem) when (problem is NpgsqlException or TimeoutException or InvalidOperationException or IOException)
            {
                _looked = 0;
                log.LogWarning(problem, "The log could not be continued; the leaves wait.");
                await Task.Delay(RetryAfter, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                Signal();
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
