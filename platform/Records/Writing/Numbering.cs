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
    // The second statement sees what was committed before the turn came: a lock inside it would be taken too late.
    private const string Turn = "select pg_advisory_xact_lock(hashtext('entente log'))";

    private const string Number = """
        with waiting as (
          select statement, version, row_number() over (order by added_at, statement, version) as place
          from (select statement, version, added_at from records.leaf where position is null order by added_at limit 5000) first
        ), last as (select coalesce(max(position), -1) as position from records.leaf)
        update records.leaf l set position = last.position + waiting.place
        from waiting, last where l.statement = waiting.statement and l.version = waiting.version
        """;

    // Losing the last numbers in a crash loses nothing: the leaves wait again. Nobody was told them yet.
    private const string NoWait = "select set_config('synchronous_commit', 'off', true)";

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _waiting = new(1, 1);

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
        var numbered = 0;
        await using var connection = await database.OpenPlain(cancel);
        while (true)
        {
            await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new NpgsqlBatchCommand(NoWait), new NpgsqlBatchCommand(Turn), new NpgsqlBatchCommand(Number) } };
            await using (await batch.ExecuteReaderAsync(cancel))
            {
                // Only the count of the last command matters.
            }
            var now = batch.BatchCommands[2].RecordsAffected;
            numbered += now;
            if (now < 5000)
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
                await Round(stoppingToken);
            }
            catch (Exception problem) when (problem is NpgsqlException or TimeoutException or InvalidOperationException or IOException)
            {
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
