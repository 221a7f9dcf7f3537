using Entente.Shared.Data;
using Entente.Shared.Web;
using Npgsql;

namespace Entente.Obligations;

/// <summary>Keeps up with what happens while the application runs: within a second of it, on whichever node comes first.</summary>
internal sealed class Following(Database database, Follower follower, GoingThrough going, Settings settings, ILogger<Following> log) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (settings.Workers > 0 && !stoppingToken.IsCancellationRequested)
        {
            var wait = Between;
            try
            {
                await going.LookAfter(stoppingToken);
                // What happens in quick succession is gone through together: each going through costs as much for one as for many.
                while (await Waits(stoppingToken) && await follower.Take(stoppingToken) == Follower.AtOnce)
                {
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception problem) when (problem is NpgsqlException or TimeoutException or InvalidOperationException or IOException)
            {
                log.LogWarning(problem, "What happened could not be followed; trying again in five seconds.");
                wait = RetryAfter;
            }
            await Task.Delay(wait, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> Waits(CancellationToken cancel)
    {
        await using var connection = await database.OpenWriter(cancel);
        return await follower.Any(connection, cancel);
    }
}
