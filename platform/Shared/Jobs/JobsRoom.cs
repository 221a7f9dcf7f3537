using Dapper;
using Entente.Shared.Data;
using Entente.Shared.Web;

namespace Entente.Shared.Jobs;

public static class JobsRoom
{
    /// <summary>Says that a job of this kind is added at each slot, for instance <c>services.AddTimetable("reminders", Schedule.At("0 6 * * MON-FRI", "Europe/Madrid"), "send-reminders")</c>.</summary>
    public static void AddTimetable(this IServiceCollection services, string name, Schedule schedule, string kind) =>
        services.AddSingleton(new Entry(name, schedule, kind));

    public static void AddJobs(this IServiceCollection services)
    {
        services.AddSingleton<Queue>();
        services.AddSingleton<Timetable>();
        services.AddSingleton(provider => new Worker(provider.GetRequiredService<Settings>().Node, Lane.Application, provider.GetServices<JobKind>(),
            provider.GetRequiredService<Database>().OpenWriter, provider, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<Worker>>()));
        services.AddHostedService<Works>();
        services.AddJob<Tidy>("tidy-jobs", (tidy, _, stop) => tidy.Forget(stop));
        services.AddTimetable("tidy-jobs", Schedule.At("17 3 * * *"), "tidy-jobs");
    }
}

/// <summary>
/// Whether what a room keeps in memory is there. Until every room says so no work is begun: a job that a node takes up while it
/// starts would find nothing of what it is about, and take that for an answer.
/// </summary>
public delegate bool WorkMayBegin();

/// <summary>Keeps the worker and the timetable going while the application runs.</summary>
internal sealed class Works(Worker worker, Timetable timetable, IEnumerable<WorkMayBegin> rooms, Settings settings, TimeProvider time, ILogger<Works> log) : BackgroundService
{
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Waits = TimeSpan.FromMilliseconds(100);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.Workers == 0)
            return;
        while (!rooms.All(begins => begins()))
            await Task.Delay(Waits, stoppingToken);
        await Task.WhenAll(Task.Run(() => worker.Work(settings.Workers, stoppingToken), CancellationToken.None), LookAtTheClock(stoppingToken));
    }

    private async Task LookAtTheClock(CancellationToken stop)
    {
        for (var announced = false; !stop.IsCancellationRequested;)
        {
            var sleep = TimeSpan.FromSeconds(5);
            try
            {
                if (!announced)
                    await timetable.Announce(stop);
                announced = true;
                sleep = await timetable.FireDue(stop) - time.GetUtcNow();
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                log.LogWarning(error, "The timetable cannot be read; trying again in five seconds");
            }
            // A machine that was suspended, or whose clock was put right, is not left asleep for hours.
            var wait = TimeSpan.FromSeconds(Math.Clamp(sleep.TotalSeconds, 0.05, LongestSleep.TotalSeconds));
            await Task.Delay(wait, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}

/// <summary>Done work is kept for a week, for whoever wonders what happened.</summary>
internal sealed class Tidy(Database database, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    public Task Forget(CancellationToken stop) => database.Write(connection =>
        connection.ExecuteAsync("delete from jobs.job where done_at < @before", new { before = time.GetUtcNow() - Kept }), stop);
}
