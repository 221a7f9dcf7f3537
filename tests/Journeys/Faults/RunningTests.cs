using System.Diagnostics;
using System.Net;
using Entente.Client.Run;

namespace Entente.Tests.Journeys.Faults;

/// <summary>What one running installation withstands, and what its parts may and may not.</summary>
public sealed class RunningTests(RunningTests.Installation installation) : IClassFixture<RunningTests.Installation>
{
    [Fact]
    public async Task A_killed_application_comes_back()
    {
        var run = installation.Run;
        var back = run.Heard("The application is back.");
        Started.Kill9(run.Application);
        await run.Hears("The application is back.", back + 1);
        (await run.Get("/health/ready")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_killed_database_comes_back_with_all_that_was_committed()
    {
        var run = installation.Run;
        await run.Sql("create table proof (n int); insert into proof select generate_series(1, 10000)");
        Started.Kill9(run.Postmaster);
        await run.Hears("The database is back.");
        (await run.Sql("select count(*) from proof")).ShouldBe(10000L);
        (await run.Get("/health/ready")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_second_instance_on_the_same_folder_is_told_about_the_first()
    {
        await using var second = Started.Now(installation.Run.Data);
        (await second.Ends()).ShouldBe(1);
        second.Said.ShouldContain($"already running on {installation.Run.Data}");
        second.Said.ShouldContain($"http://localhost:{installation.Run.Port}");
        (await installation.Run.Get("/health/ready")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_taken_port_is_named_before_anything_is_made()
    {
        var other = Started.NewFolder();
        await using var second = Started.Now(other, installation.Run.Port);
        (await second.Ends()).ShouldBe(1);
        second.Said.ShouldContain($"Port {installation.Run.Port} on 127.0.0.1 is taken");
        Directory.Exists(Path.Combine(other, "postgres")).ShouldBeFalse();
        Directory.Delete(other, recursive: true);
    }

    [Fact]
    public async Task Started_as_root_the_application_runs_as_an_account_that_can_write_its_mail_and_read_nothing_else_of_the_folder()
    {
        var run = installation.Run;
        OnlyAsRoot();
        var application = AccountOf(run.Application);
        var database = AccountOf(run.Postmaster);
        application.Id.ShouldNotBe(0);
        database.Id.ShouldNotBe(0);
        application.Id.ShouldNotBe(database.Id);

        string[] secrets = ["owner-secret", "secret", "postgres", "postgres/pg_hba.conf", "logs", "logs/postgres.log"];
        secrets.Where(path => application.Can("-r", Path.Combine(run.Data, path))).ShouldBeEmpty();
        string[] places = ["", "postgres", "logs", "running", "lock"];
        places.Where(path => application.Can("-w", Path.Combine(run.Data, path))).ShouldBeEmpty();
        string[] theirs = ["owner-secret", "secret", "mail", "logs"];
        theirs.Where(path => database.Can("-r", Path.Combine(run.Data, path))).ShouldBeEmpty();

        await Forms.AskForTestMail(run);
        await Eventually(() => Directory.EnumerateFiles(Path.Combine(run.Data, "mail"), "*.eml").Any());
    }

    [Fact]
    public async Task No_secret_stands_among_the_arguments_and_the_environment_is_closed_to_others()
    {
        var run = installation.Run;
        OnlyAsRoot();
        foreach (var process in new[] { run.Steward, run.Application, run.Postmaster })
        {
            var arguments = await File.ReadAllTextAsync($"/proc/{process}/cmdline");
            arguments.ShouldNotContain("password", Case.Insensitive);
            arguments.ShouldNotContain((await File.ReadAllTextAsync(Path.Combine(run.Data, "secret"))).Trim());
        }
        var others = AccountOf(run.Postmaster);
        others.Can("-r", $"/proc/{run.Application}/environ").ShouldBeFalse();
        others.Can("-r", $"/proc/{run.Steward}/environ").ShouldBeFalse();
        (await File.ReadAllTextAsync($"/proc/{run.Application}/environ")).ShouldNotContain("Username=entente;");
    }

    private static void OnlyAsRoot() => Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root starts the parts as somebody else");

    private static async Task Eventually(Func<bool> holds)
    {
        var waited = Stopwatch.StartNew();
        while (!holds())
        {
            waited.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60));
            await Task.Delay(50);
        }
    }

    private static User AccountOf(int process)
    {
        var status = File.ReadAllLines($"/proc/{process}/status");
        int[] Ids(string name) => [.. status.Single(line => line.StartsWith(name, StringComparison.Ordinal)).Split('\t')[1..].Select(id => int.Parse(id, provider: null)).Distinct()];
        // Real, effective, saved and of files: one and the same, or the process could change back.
        return new User($"of {process}", Ids("Uid:").ShouldHaveSingleItem(), Ids("Gid:").ShouldHaveSingleItem());
    }

    /// <summary>Started once: each of these tests leaves it running.</summary>
    public sealed class Installation : IAsyncLifetime
    {
        private readonly string _data = Started.NewFolder();

        internal Started Run { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Run = await Started.Ready(_data);

        public async ValueTask DisposeAsync()
        {
            await Run.DisposeAsync();
            Directory.Delete(_data, recursive: true);
        }
    }
}
