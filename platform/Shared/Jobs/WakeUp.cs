using Npgsql;

namespace Entente.Shared.Jobs;

/// <summary>
/// Tells sleeping workers that there may be work: PostgreSQL notifies when a job's transaction commits. It is
/// a comfort: without it (the connection broke) the workers still look once a minute.
/// </summary>
public sealed class WakeUp
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    private TaskCompletionSource _next = New();

    /// <summary>Completes at the next signal. Take it before looking for work, or a signal in between is missed.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Signal() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    public async Task Listen(Func<CancellationToken, ValueTask<NpgsqlConnection>> open, Lane lane, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var connection = await open(stop);
                connection.Notification += (_, notification) => { if (notification.Payload == Queue.Name(lane)) Signal(); };
                await using (var listen = new NpgsqlCommand($"listen {Queue.Channel}", connection))
                    await listen.ExecuteNonQueryAsync(stop);
                Signal();
                while (true)
                    await WaitOrAsk(connection, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception)
            {
                await Task.Delay(TimeSpan.FromSeconds(5), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    // A connection that was cut without a word is noticed by asking.
    private static async Task WaitOrAsk(NpgsqlConnection connection, CancellationToken stop)
    {
        if (await connection.WaitAsync(Silence, stop))
            return;
        await using var ask = new NpgsqlCommand("select", connection);
        await ask.ExecuteNonQueryAsync(stop);
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
