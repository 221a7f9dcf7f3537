using System.Collections.Concurrent;
using Dapper;
using Entente.Shared.Data;
using Entente.Shared.Jobs;
using Entente.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;

namespace Entente.Tests.Rooms.Jobs;

public sealed class QueueTests(QueueApp app) : IClassFixture<QueueApp>, IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        await app.RunJobs();
        await app.Execute("delete from jobs.job");
        app.Journal.Clear();
        (app.Started, app.LetGo) = (new(0), new(0));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_job_runs_with_its_payload()
    {
        await app.Add("note", new { text = "hello" });
        (await app.RunJobs()).ShouldBe(1);
        app.Journal.ShouldBe(["hello"]);
        (await app.RunJobs()).ShouldBe(0);
    }

    [Fact]
    public async Task A_job_of_a_transaction_that_is_rolled_back_never_was()
    {
        await Should.ThrowAsync<InvalidOperationException>(app.Get<Database>().Write(async connection =>
        {
            await app.Get<Queue>().Add(connection, "note", new { text = "never" });
            throw new InvalidOperationException();
        }));
        (await app.RunJobs()).ShouldBe(0);
    }

    [Fact]
    public async Task A_job_for_later_waits_for_its_time()
    {
        await app.Add("note", new { text = "later" }, runAt: app.Clock.GetUtcNow().AddHours(1));
        (await app.RunJobs()).ShouldBe(0);
        app.Clock.Advance(TimeSpan.FromHours(1));
        (await app.RunJobs()).ShouldBe(1);
    }

    [Fact]
    public async Task The_same_key_is_the_same_job_until_it_is_started()
    {
        var first = await app.Add("note", new { text = "once" }, key: "k");
        (await app.Add("note", new { text = "again" }, key: "k")).ShouldBe(first);
        (await app.RunJobs()).ShouldBe(1);
        (await app.Add("note", new { text = "new work" }, key: "k")).ShouldNotBe(first);
        (await app.RunJobs()).ShouldBe(1);
        app.Journal.ShouldBe(["once", "new work"]);
    }

    [Fact]
    public async Task What_is_asked_for_while_the_same_key_runs_is_done_after_it()
    {
        await app.Add("hold", key: "k");
        var running = app.RunJobs();
        await app.Started.WaitAsync();
        await app.Add("hold", key: "k");
        (await app.Get<Worker>().RunOne(CancellationToken.None)).ShouldBeFalse("the same key must not run twice at a time");
        app.LetGo.Release(2);
        (await running).ShouldBe(2);
    }

    [Fact]
    public async Task A_waiting_job_asked_for_again_does_not_run_before_the_second_asker_commits()
    {
        await app.Add("note", new { text = "x" }, key: "k");
        await app.Get<Database>().Write(async connection =>
        {
            await app.Get<Queue>().Add(connection, "note", new { text = "x" }, key: "k");
            (await app.RunJobs()).ShouldBe(0);
        });
        (await app.RunJobs()).ShouldBe(1);
    }

    [Fact]
    public async Task Two_nodes_never_run_one_job_twice()
    {
        await using var twin = app.Twin();
        for (var i = 0; i < 200; i++)
            await app.Add("note", new { text = $"{i}" });
        await Task.WhenAll(app.RunJobs(), app.RunJobs(), twin.RunJobs(), twin.RunJobs());
        app.Journal.Count.ShouldBe(200);
        app.Journal.Distinct().Count().ShouldBe(200);
    }

    [Fact]
    public async Task A_failed_job_is_tried_again_after_a_growing_pause()
    {
        await app.Add("fail");
        (await app.RunJobs()).ShouldBe(1);
        (await app.RunJobs()).ShouldBe(0);
        app.Clock.Advance(TimeSpan.FromSeconds(13));
        (await app.RunJobs()).ShouldBe(1);
        app.Clock.Advance(TimeSpan.FromSeconds(13));
        (await app.RunJobs()).ShouldBe(0);
        app.Clock.Advance(TimeSpan.FromSeconds(25));
        (await app.RunJobs()).ShouldBe(1);
    }

    [Fact]
    public async Task A_job_that_always_fails_becomes_a_dead_letter_with_its_error()
    {
        var id = await app.Add("fail", attempts: 3);
        for (var i = 0; i < 5; i++)
        {
            await app.RunJobs();
            app.Clock.Advance(TimeSpan.FromHours(8));
        }
        var (attempts, dead, error) = await app.One<(int, bool, string)>("select attempts, dead_at is not null, last_error from jobs.job where id = @id", new { id });
        (attempts, dead).ShouldBe((3, true));
        error.ShouldBe("InvalidOperationException: no luck for (address)");
    }

    [Fact]
    public async Task A_job_that_cannot_succeed_is_not_tried_again()
    {
        var id = await app.Add("hopeless");
        await app.RunJobs();
        (await app.One<bool>("select dead_at is not null from jobs.job where id = @id", new { id })).ShouldBeTrue();
    }

    [Fact]
    public async Task A_job_whose_node_died_is_run_by_another_when_its_lease_has_lapsed()
    {
        var id = await app.Add("note", new { text = "survivor" });
        await app.Execute("update jobs.job set locked_by = 'a node that was killed', locked_until = @until, attempts = 1 where id = @id",
            new { id, until = app.Clock.GetUtcNow().AddSeconds(60) });
        await app.Get<Worker>().LookAfterLeases(CancellationToken.None);
        (await app.RunJobs()).ShouldBe(0);
        app.Clock.Advance(TimeSpan.FromSeconds(61));
        await app.Get<Worker>().LookAfterLeases(CancellationToken.None);
        (await app.RunJobs()).ShouldBe(1);
        app.Journal.ShouldBe(["survivor"]);
    }

    [Fact]
    public async Task A_job_that_brings_its_node_down_every_time_becomes_a_dead_letter()
    {
        var id = await app.Add("note", attempts: 1);
        await app.Execute("update jobs.job set locked_by = 'gone', locked_until = @until, attempts = 1 where id = @id", new { id, until = app.Clock.GetUtcNow() });
        await app.Get<Worker>().LookAfterLeases(CancellationToken.None);
        (await app.One<string>("select last_error from jobs.job where id = @id and dead_at is not null", new { id })).ShouldContain("gone");
    }

    [Fact]
    public async Task A_running_job_keeps_its_lease()
    {
        var id = await app.Add("hold");
        var running = app.RunJobs();
        await app.Started.WaitAsync();
        app.Clock.Advance(TimeSpan.FromSeconds(50));
        await app.Get<Worker>().LookAfterLeases(CancellationToken.None);
        (await app.One<DateTimeOffset>("select locked_until from jobs.job where id = @id", new { id })).ShouldBe(app.Clock.GetUtcNow().AddSeconds(60));
        app.LetGo.Release();
        await running;
    }

    [Fact]
    public async Task A_job_that_lost_its_lease_is_told_to_stop_and_changes_nothing()
    {
        var id = await app.Add("hold");
        var running = app.RunJobs();
        await app.Started.WaitAsync();
        await app.Execute("update jobs.job set locked_by = 'somebody else', attempts = 2 where id = @id", new { id });
        await app.Get<Worker>().LookAfterLeases(CancellationToken.None);
        await running;
        (await app.One<string>("select locked_by from jobs.job where id = @id", new { id })).ShouldBe("somebody else");
    }

    [Fact]
    public async Task The_effect_of_a_job_and_its_end_are_one_transaction()
    {
        await app.Execute("create table if not exists public.effect (job uuid)");
        await app.Execute($"grant insert on public.effect to public; grant usage on schema public to public");
        var id = await app.Add("count");
        var running = app.RunJobs();
        await app.Started.WaitAsync();
        await app.Execute("update jobs.job set locked_by = 'somebody else', attempts = 2 where id = @id", new { id });
        app.LetGo.Release();
        await running;
        (await app.One<int>("select count(*)::int from public.effect")).ShouldBe(0, "who lost the lease must not leave an effect");
        await app.Execute("update jobs.job set locked_by = null, locked_until = null where id = @id", new { id });
        app.LetGo.Release();
        await app.RunJobs();
        (await app.One<int>("select count(*)::int from public.effect")).ShouldBe(1);
    }

    [Fact]
    public async Task Work_of_a_kind_this_version_does_not_know_is_left_for_a_node_that_does()
    {
        var id = await app.Add("of-the-next-version");
        (await app.RunJobs()).ShouldBe(0);
        (await app.One<int>("select attempts from jobs.job where id = @id", new { id })).ShouldBe(0);
    }

    [Fact]
    public async Task Work_for_the_owner_is_not_done_by_the_application()
    {
        await app.Get<Database>().Write(connection => app.Get<Queue>().Add(connection, "note", lane: Lane.Owner));
        (await app.RunJobs()).ShouldBe(0);
    }
}

/// <summary>An application with a few kinds of work that show what the queue does.</summary>
public class QueueApp : TestApp
{
    public QueueApp() => Added = services =>
    {
        services.AddSingleton(this);
        // Counted here is what the tests add, not what falls due by itself.
        services.RemoveAll<Entry>();
        services.AddJob<QueueApp>("note", (app, job, _) => { app.Journal.Enqueue(job.Read<Note>().Text); return Task.CompletedTask; });
        services.AddJob<QueueApp>("hold", async (app, _, stop) => { app.Started.Release(); await app.LetGo.WaitAsync(stop); });
        services.AddJob<QueueApp>("fail", (_, _, _) => throw new InvalidOperationException("no luck for somebody@example.org"));
        services.AddJob<QueueApp>("hopeless", (_, _, _) => throw new PermanentFailure("never"));
        services.AddJob<Database>("count", async (database, job, _) =>
        {
            Started.Release();
            await LetGo.WaitAsync(CancellationToken.None);
            await database.Write(async connection =>
            {
                await connection.ExecuteAsync("insert into public.effect values (@Id)", new { job.Id });
                await job.Finish(connection, Clock);
            });
        });
    };

    public ConcurrentQueue<string?> Journal { get; } = [];

    public SemaphoreSlim Started { get; set; } = new(0);

    public SemaphoreSlim LetGo { get; set; } = new(0);

    public T Get<T>() where T : notnull => Services.GetRequiredService<T>();

    public Task<Guid> Add(string kind, object? payload = null, string? key = null, DateTimeOffset? runAt = null, int attempts = 10) =>
        Get<Database>().Write(connection => Get<Queue>().Add(connection, kind, payload, key, runAt, attempts: attempts));

    public async Task Execute(string sql, object? values = null)
    {
        await using var connection = new NpgsqlConnection(Database.Owner);
        await connection.ExecuteAsync(sql, values);
    }

    public async Task<T> One<T>(string sql, object? values = null)
    {
        await using var connection = new NpgsqlConnection(Database.Owner);
        return await connection.QuerySingleAsync<T>(sql, values);
    }

    private sealed record Note(string? Text);
}
