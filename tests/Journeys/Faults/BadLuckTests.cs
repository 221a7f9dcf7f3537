using System.Net;

namespace Entente.Tests.Journeys.Faults;

/// <summary>Whatever is killed, filled or started twice: a clear state, a clear message, and nothing committed is lost.</summary>
public sealed class BadLuckTests : IDisposable
{
    private readonly string _data = Started.NewFolder();

    [Fact]
    public async Task Stopping_lets_the_database_finish_and_says_nothing_alarming()
    {
        var run = await Started.Ready(_data);
        var (database, application) = (run.Postmaster, run.Application);
        run.Stop();
        (await run.Ends()).ShouldBe(0);
        await Started.Gone(database);
        await Started.Gone(application);
        File.ReadAllText(Path.Combine(_data, "logs", "postgres.log")).ShouldContain("database system is shut down");
        run.Said.ShouldNotContain("stopped by itself");
    }

    [Fact]
    public async Task A_killed_application_comes_back()
    {
        await using var run = await Started.Ready(_data);
        Started.Kill9(run.Application);
        await run.Hears("The application is back.");
        (await run.Get("/health/ready")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_killed_database_comes_back_with_all_that_was_committed()
    {
        await using var run = await Started.Ready(_data);
        await run.Sql("create table proof (n int); insert into proof select generate_series(1, 10000)");
        Started.Kill9(run.Postmaster);
        await run.Hears("The database is back.");
        (await run.Sql("select count(*) from proof")).ShouldBe(10000L);
        (await run.Get("/health/ready")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_killed_steward_leaves_no_orphan_and_the_next_start_finds_everything()
    {
        var first = await Started.Ready(_data);
        await first.Sql("create table proof (n int); insert into proof select generate_series(1, 10000)");
        var (database, application) = (first.Postmaster, first.Application);
        Started.Kill9(first.Steward);
        await using var second = await Started.Ready(_data);
        await Started.Gone(database);
        await Started.Gone(application);
        (await second.Sql("select count(*) from proof")).ShouldBe(10000L);
    }

    [Fact]
    public async Task A_second_instance_on_the_same_folder_is_told_about_the_first()
    {
        await using var first = await Started.Ready(_data);
        await using var second = Started.Now(_data);
        (await second.Ends()).ShouldBe(1);
        second.Said.ShouldContain($"already running on {_data}");
        second.Said.ShouldContain($"http://localhost:{first.Port}");
        (await first.Get("/health/ready")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_taken_port_is_named()
    {
        await using var first = await Started.Ready(_data);
        var other = Started.NewFolder();
        await using var second = Started.Now(other, first.Port);
        (await second.Ends()).ShouldBe(1);
        second.Said.ShouldContain($"Port {first.Port} on 127.0.0.1 is taken");
    }

    [Fact]
    public async Task A_start_killed_while_the_database_was_being_made_can_be_repeated()
    {
        var first = Started.Now(_data);
        while (!Directory.Exists(Path.Combine(_data, "postgres.new")))
            await Task.Delay(5);
        Started.Kill9(first.Steward);
        await using var second = await Started.Ready(_data);
        (await second.Get("/health/ready")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_lost_secret_is_recognised_before_anything_is_changed()
    {
        await using (var run = await Started.Ready(_data))
            run.Stop();
        await File.WriteAllTextAsync(Path.Combine(_data, "owner-secret"), new string('0', 64));
        await using var second = Started.Now(_data);
        (await second.Ends()).ShouldBe(1);
        second.Said.ShouldContain($"Put back the file {_data}/owner-secret");
    }

    [Fact]
    public async Task A_folder_closed_to_the_database_account_is_named()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root starts the database as somebody else");
        var closed = Path.Combine(_data, "closed");
        Directory.CreateDirectory(closed, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await using var run = Started.Now(Directory.CreateDirectory(Path.Combine(closed, "data")).FullName);
        (await run.Ends()).ShouldBe(1);
        run.Said.ShouldContain("cannot reach");
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);
}
