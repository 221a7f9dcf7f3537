using System.Diagnostics;
using Entente.Client.Run;

namespace Entente.Client.Test;

/// <summary><c>./entente test</c>: every suite, one after the other, and one plain line at the end.</summary>
public static class TestCommand
{
    public static async Task<int> Run(bool quick, string? only, TextWriter console, CancellationToken stop)
    {
        var house = House.Find();
        var suites = Suites(house).Where(suite => (!quick || suite.Quick) && (only is null || suite.Name.Contains(only, StringComparison.OrdinalIgnoreCase))).ToList();
        if (suites.Count == 0)
            throw new Refusal($"No suite is called {only}. There are: {string.Join(", ", Suites(house).Select(suite => suite.Name))}.");
        if (suites.Exists(suite => suite.Name == "Journeys"))
            await Chromium.InstallIfMissing(console, stop);
        var all = new Tally(0, 0, 0);
        var failures = new List<string>();
        foreach (var suite in suites)
        {
            var since = Stopwatch.StartNew();
            await console.WriteLineAsync($"-- {suite.Name}");
            var tally = await suite.Run(house.Root, console, failures, stop);
            await console.WriteLineAsync($"-- {suite.Name}: {tally} in {since.Elapsed.TotalSeconds:0} s");
            all += tally;
        }
        // Repeated here because whoever looks at a long run looks at its end.
        foreach (var failure in failures)
            await console.WriteLineAsync($"failed: {failure}");
        await console.WriteLineAsync(all.ToString());
        return all.Failed == 0 && all.Passed > 0 ? 0 : 1;
    }

    // The projects under tests/ are programs (xunit.v3); a new one is found by being there.
    private static IEnumerable<Suite> Suites(House house)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        string[] slow = ["Journeys"];
        var projects = Directory.EnumerateDirectories(Path.Combine(house.Root, "tests")).Select(folder => Path.GetFileName(folder)!)
            .Where(name => name != "Kit" && File.Exists(Path.Combine(house.Root, "tests", name, $"{name}.csproj")))
            .OrderBy(name => slow.Contains(name)).ThenBy(name => name, StringComparer.Ordinal);
        foreach (var name in projects)
            yield return new Suite(name, !slow.Contains(name), ["dotnet", Path.Combine("tests", name, "bin", configuration, "net10.0", $"Entente.Tests.{name}.dll"), "-noColor"]);
        var scripts = Directory.EnumerateFiles(Path.Combine(house.Root, "tests"), "*.test.mjs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("node_modules", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        if (scripts.Count > 0)
            yield return new Suite("Scripts", Quick: true, ["node", "--test", "--test-reporter=spec", .. scripts]);
    }
}
