using System.Net;

namespace Entente.Tests.Journeys.Faults;

/// <summary>Whatever is killed or closed: a clear state, a clear message, and nothing committed is lost.</summary>
public sealed class BadLuckTests : IDisposable
{
    private readonly string _data = Started.NewFolder();

    [Fact]
    public async Task A_killed_steward_leaves_no_orphan_and_the_next_start_finds_everything_and_stops_in_order()
    {
        var first = await Started.Ready(_data);
        await first.Sql("create table proof (n int); insert into proof select generate_series(1, 10000)");
        var (database, application) = (first.Postmaster, first.Application);
        Started.Kill9(first.Steward);
        // On the same port, too, as a service that is started again.
        var second = await Started.Ready(_data, first.Port);
        await Started.Gone(database);
        await Started.Gone(application);
        (await second.Sql("select count(*) from proof")).ShouldBe(10000L);

        (database, application) = (second.Postmaster, second.Application);
        second.Stop();
        (await second.Ends()).ShouldBe(0);
        await Started.Gone(database);
        await Started.Gone(application);
        File.ReadAllLines(Path.Combine(_data, "logs", "postgres.log")).Last(line => line.Contains("LOG:", StringComparison.Ordinal)).ShouldContain("database system is shut down");
        second.Said.ShouldNotContain("stopped by itself");
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
    public async Task A_folder_closed_to_the_accounts_of_database_and_application_is_named()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root starts the parts as somebody else");
        var closed = Path.Combine(_data, "closed");
        Directory.CreateDirectory(closed, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await using var run = Started.Now(Directory.CreateDirectory(Path.Combine(closed, "data")).FullName);
        (await run.Ends()).ShouldBe(1);
        run.Said.ShouldContain("cannot reach");
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);
}
