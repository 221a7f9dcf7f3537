using System.Diagnostics;
using Dapper;
using Entente.Shared.Data;
using Entente.Shared.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Entente.Tests.Rooms.Jobs;

/// <summary>The loops that run in a real process.</summary>
public sealed class WorkerTests(BusyApp app) : IClassFixture<BusyApp>
{
    [Fact]
    public async Task Work_begins_when_its_transaction_commits_and_not_a_minute_later()
    {
        await app.Add("note", new { text = "now" });
        (await Soon(() => app.Journal.Contains("now"))).ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task The_timetable_and_the_queue_go_on_after_the_database_cut_every_connection()
    {
        await app.Add("note", new { text = "before" });
        await Soon(() => app.Journal.Contains("before"));
        await using (var writer = new NpgsqlConnection(app.Database.Logins.Writer))
            await writer.ExecuteAsync("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = current_user and pid <> pg_backend_pid()");
        await Soon(() => Working(() => app.Add("note", new { text = "after" })));
        await Soon(() => app.Journal.Contains("after"));
    }

    [Fact]
    public async Task A_worker_told_to_stop_gives_back_what_it_cannot_finish()
    {
        var id = await app.Add("held-elsewhere", attempts: 1);
        var started = new TaskCompletionSource();
        var kind = new JobKind("held-elsewhere", async (_, _, stop) => { started.SetResult(); await Task.Delay(Timeout.Infinite, stop); });
        var worker = new Worker("stopping", Lane.Application, [kind], app.Get<Database>().OpenWriter, app.Services, app.Clock, NullLogger.Instance) { Grace = TimeSpan.FromMilliseconds(50) };
        using var stop = new CancellationTokenSource();
        var work = worker.Work(1, stop.Token);
        await started.Task;
        await stop.CancelAsync();
        await work;
        var (locked, dead, attempts, most) = await app.One<(bool, bool, int, int)>("select locked_by is not null, dead_at is not null, attempts, max_attempts from jobs.job where id = @id", new { id });
        (locked, dead, attempts, most).ShouldBe((false, false, 1, 2), "being interrupted does not count");
    }

    [Fact]
    public async Task No_work_is_begun_before_every_room_has_read_what_it_keeps_in_memory()
    {
        var read = false;
        await using var starting = new BusyApp();
        starting.Added += services => services.AddSingleton<WorkMayBegin>(() => read);
        await starting.InitializeAsync();
        await starting.Add("note", new { text = "early" });
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        starting.Journal.ShouldNotContain("early");
        read = true;
        await Soon(() => starting.Journal.Contains("early"));
    }

    private static async Task<TimeSpan> Soon(Func<bool> holds)
    {
        var since = Stopwatch.StartNew();
        while (!holds() && since.Elapsed < TimeSpan.FromSeconds(50))
            await Task.Delay(20);
        holds().ShouldBeTrue();
        return since.Elapsed;
    }

    private static bool Working(Func<Task> work)
    {
        try
        {
            work().GetAwaiter().GetResult();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}

/// <summary>The same kinds of work, with the loops of a real process switched on.</summary>
public sealed class BusyApp : QueueApp
{
    public BusyApp() => Settings["ENTENTE_WORKERS"] = "2";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _ = Services;
    }
}
