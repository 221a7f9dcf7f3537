using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;
using Entente.Shared.Web;

namespace Entente.Shared.Jobs;

/// <summary>Runs the jobs of one lane in this process: in the application for its own, in the steward for the owner's.</summary>
public sealed class Worker(string name, Lane lane, IEnumerable<JobKind> kinds, Func<CancellationToken, ValueTask<NpgsqlConnection>> open, IServiceProvider services, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan Watch = Claims.Lease / 3;
    // Should a notification be lost, this is how late its work begins.
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(20);

    private readonly Dictionary<string, JobKind> _kinds = kinds.ToDictionary(kind => kind.Name);
    private readonly ConcurrentDictionary<Guid, Held> _held = [];
    private readonly WakeUp _wake = new();

    /// <summary>How long running jobs may go on after being told to stop.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Works with this many hands until told to stop, then lets what is running finish.</summary>
    public async Task Work(int hands, CancellationToken stop)
    {
        using var watching = new CancellationTokenSource();
        var watch = Watchdog(watching.Token);
        var listen = _wake.Listen(open, lane, stop);
        var work = Task.WhenAll(Enumerable.Range(0, hands).Select(_ => Hand(stop)));
        using (stop.Register(() => _ = HurryUp(work)))
            await work;
        await watching.CancelAsync();
        await Task.WhenAll(watch, listen);
    }

    /// <summary>Takes one due job and runs it to its end; false when there was none.</summary>
    public async Task<bool> RunOne(CancellationToken stop)
    {
        Job? job;
        await using (var connection = await open(stop))
            job = await Claims.Take(connection, lane, [.. _kinds.Keys], name, time.GetUtcNow());
        if (job is null)
            return false;
        await Run(job);
        _wake.Signal();
        return true;
    }

    /// <summary>Renews what this worker holds, and takes back what others have let lapse.</summary>
    public async Task LookAfterLeases(CancellationToken stop)
    {
        try
        {
            await using var connection = await open(stop);
            var now = time.GetUtcNow();
            var held = _held.ToArray();
            var renewed = held.Length == 0 ? null : await Claims.Renew(connection, name, [.. held.Select(one => one.Key)], now);
            foreach (var (id, job) in held)
            {
                if (renewed!.Contains(id))
                    job.Until = now + Claims.Lease;
                else
                    await job.Stop.CancelAsync();
            }
            await Claims.Reclaim(connection, lane, now);
        }
        finally
        {
            // Cut off from the database, stop before somebody else begins.
            foreach (var job in _held.Values.Where(job => job.Until <= time.GetUtcNow() + Watch / 2))
                await job.Stop.CancelAsync();
        }
    }

    private async Task Hand(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var changed = _wake.Next;
            try
            {
                if (await RunOne(stop))
                    continue;
                await changed.WaitAsync(await UntilNextDue(stop), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                // Whatever it was: a hand that ended would be missed by nobody until work piles up.
                log.LogWarning(error, "The queue cannot be read; trying again in five seconds");
                await Pause(5, stop);
            }
        }
    }

    private async Task<TimeSpan> UntilNextDue(CancellationToken stop)
    {
        await using var connection = await open(stop);
        var due = await Claims.NextDue(connection, lane, [.. _kinds.Keys]);
        return due is null ? LongestSleep : TimeSpan.FromSeconds(Math.Clamp((due.Value - time.GetUtcNow()).TotalSeconds, 1, LongestSleep.TotalSeconds));
    }

    private async Task Run(Job job)
    {
        var stop = new CancellationTokenSource();
        _held[job.Id] = new Held(stop) { Until = time.GetUtcNow() + Claims.Lease };
        using var activity = Trace(job);
        var since = Stopwatch.GetTimestamp();
        var outcome = "done";
        try
        {
            await using var scope = services.CreateAsyncScope();
            await _kinds[job.Kind].Run(scope.ServiceProvider, job, stop.Token);
            if (!job.Finished)
                await Record(async connection => { await Claims.MarkDone(connection, job, time.GetUtcNow()); });
        }
        catch (Exception error)
        {
            outcome = await Failed(job, error, stop.IsCancellationRequested);
            activity.SetStatus(ActivityStatusCode.Error, error.GetType().Name);
        }
        finally
        {
            _held.TryRemove(job.Id, out _);
            Telemetry.JobDuration.Record(Stopwatch.GetElapsedTime(since).TotalSeconds, new("kind", job.Kind), new("outcome", outcome));
        }
    }

    // Also when nobody collects traces: what is logged here bears the reference of the request that asked for it.
    private static Activity Trace(Job job)
    {
        var name = $"job {job.Kind}";
        if (Telemetry.Source.StartActivity(name, ActivityKind.Consumer, job.Trace) is { } collected)
            return collected;
        var activity = new Activity(name);
        if (job.Trace is not null)
            activity.SetParentId(job.Trace);
        return activity.Start();
    }

    private async Task<string> Failed(Job job, Exception error, bool interrupted)
    {
        var now = time.GetUtcNow();
        if (error is LeaseLost || (interrupted && error is OperationCanceledException))
        {
            await Record(connection => Claims.GiveBack(connection, job, now));
            return "interrupted";
        }
        var text = $"{error.GetType().Name}: {Scrub.Text(error.Message)}";
        if (job.LastAttempt || error is PermanentFailure)
        {
            log.LogError(error, "Job {Kind} {Id} failed for good in attempt {Attempt}", job.Kind, job.Id, job.Attempt);
            await Record(connection => Claims.MarkDead(connection, job, text, now));
            return "dead";
        }
        log.LogWarning(error, "Job {Kind} {Id} failed in attempt {Attempt} of {MaxAttempts}", job.Kind, job.Id, job.Attempt, job.MaxAttempts);
        await Record(connection => Claims.MarkFailed(connection, job, text, now + Backoff.After(job.Attempt, job.Id)));
        return "failed";
    }

    // What cannot be written down now is found by its lapsed lease later.
    private async Task Record(Func<NpgsqlConnection, Task> write)
    {
        try
        {
            await using var connection = await open(CancellationToken.None);
            await write(connection);
        }
        catch (NpgsqlException error)
        {
            log.LogWarning(error, "The end of a job could not be recorded; it will be tried again when its lease has lapsed");
        }
    }

    private async Task Watchdog(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Watch);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await LookAfterLeases(stop);
                await timer.WaitForNextTickAsync(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                log.LogWarning(error, "Leases could not be renewed");
                await Pause(2, stop);
            }
        }
    }

    private async Task HurryUp(Task work)
    {
        await Task.WhenAny(work, Task.Delay(Grace));
        foreach (var job in _held.Values)
            await job.Stop.CancelAsync();
    }

    private static async Task Pause(int seconds, CancellationToken stop) =>
        await Task.Delay(TimeSpan.FromSeconds(seconds), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private sealed class Held(CancellationTokenSource stop)
    {
        public CancellationTokenSource Stop => stop;

        public DateTimeOffset Until { get; set; }
    }
}
