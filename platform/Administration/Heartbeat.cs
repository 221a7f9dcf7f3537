using Entente.Shared.Data;
using Entente.Shared.Jobs;
using Entente.Shared.Web;
using Npgsql;

namespace Entente.Administration;

/// <summary>Says every half a minute that this node is alive, and measures the queue when somebody collects measurements.</summary>
internal sealed class Heartbeat(Database database, Settings settings, TimeProvider time, ILogger<Heartbeat> log) : BackgroundService
{
    private readonly DateTimeOffset _started = time.GetUtcNow();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(Nodes.Beat);
        do
        {
            try
            {
                await using var connection = await database.OpenWriter(stoppingToken);
                await Nodes.Here(connection, settings.Node, "application", settings.Folder, _started, time.GetUtcNow());
                if (Telemetry.QueueIsMeasured)
                    Telemetry.Measure(await QueueView.State(connection, time.GetUtcNow()), time.GetUtcNow());
            }
            catch (Exception error) when (error is NpgsqlException or TimeoutException or InvalidOperationException && !stoppingToken.IsCancellationRequested)
            {
                log.LogWarning("This node could not say that it is alive: {Reason}", error.Message);
            }
        }
        while (await Next(timer, stoppingToken));
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await using var connection = await database.OpenWriter(cancellationToken);
            await Nodes.Gone(connection, settings.Node);
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException or InvalidOperationException or OperationCanceledException)
        {
            // It will be found silent instead.
        }
    }

    private static async Task<bool> Next(PeriodicTimer timer, CancellationToken stop)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
