using System.Collections.Immutable;
using System.Diagnostics;
using Entente.Bench.Processes;
using Entente.Bench.Report;

namespace Entente.Bench.Start;

/// <summary>From the command to the first page: again and again on one folder, and after a kill.</summary>
public static class StartBench
{
    private const int Rounds = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary><c>./entente bench start</c></summary>
    public static async Task<IReadOnlyList<Goal>> Run(CancellationToken cancel)
    {
        using var work = new WorkFolder();
        var (data, times) = (work.Sub("data"), new Dictionary<string, List<FirstPage>>(StringComparer.Ordinal));
        times["first start, empty folder"] = [await Timed(port => Checkout.Application(data, port), Stop, cancel)];
        for (var round = 0; round < Rounds; round++)
        {
            await Add(times, "floor: bare ASP.NET process", port => Checkout.Floor(["hello"], port), started => started.Kill(), cancel);
            await Add(times, "second start, after Ctrl-C", port => Checkout.Application(data, port), started => started.KillAlone(), cancel);
            await Add(times, "second start, after kill -9 of the command", port => Checkout.Application(data, port), started => started.Kill(), cancel);
            await Add(times, "second start, after kill -9 of everything", port => Checkout.Application(data, port), Stop, cancel);
        }
        var table = new Table("seconds to the first page", "median", "fastest", "slowest", "of processor", "runs");
        foreach (var (name, runs) in times)
            table.Add(name, Seconds(runs), runs.Min(run => run.Seconds), runs.Max(run => run.Seconds), Figure.Median(runs.Select(run => run.CpuSeconds)), $"{runs.Count}");
        Console.WriteLine(table);
        var floor = Seconds(times["floor: bare ASP.NET process"]);
        return [.. times.Where(time => time.Key.StartsWith("second", StringComparison.Ordinal)).Select(time => Goal.AtMost($"start: {time.Key}", 3, Seconds(time.Value), "s", floor))];
    }

    /// <summary><c>./entente bench fresh</c></summary>
    public static async Task<IReadOnlyList<Goal>> Fresh(CancellationToken cancel)
    {
        using var work = new WorkFolder();
        var table = new Table("seconds", "cloned", "first page");
        var cached = await CloneAndRun(table, "npm's and NuGet's caches as they are", Path.Combine(work.Path, "cached"), ImmutableDictionary<string, string>.Empty, cancel);
        var empty = await CloneAndRun(table, "empty caches: every package is downloaded", Path.Combine(work.Path, "empty"), new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["NUGET_PACKAGES"] = work.Sub("nuget"),
            ["NUGET_HTTP_CACHE_PATH"] = work.Sub("nuget-http"),
            ["npm_config_cache"] = work.Sub("npm"),
        }, cancel);
        Console.WriteLine($"The last commit is cloned; changes not committed are left out.\n\n{table}");
        return [Goal.AtMost("fresh: clone to first page, empty caches", 300, empty, "s", cached)];
    }

    private static async Task<double> CloneAndRun(Table table, string name, string clone, IReadOnlyDictionary<string, string> environment, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        Command.Run("git", "clone", "--quiet", "--no-hardlinks", Checkout.Root, clone);
        var (cloned, port) = (clock.Elapsed.TotalSeconds, Port.Free());
        using var started = Checkout.Application(Path.Combine(clone, "data"), port, environment: environment, root: clone);
        using var http = new HttpClient();
        await started.Until(() => Checkout.Answers(http, $"http://127.0.0.1:{port}/", cancel), Patience, cancel);
        var seconds = clock.Elapsed.TotalSeconds;
        table.Add(name, cloned, seconds);
        Stop(started);
        return seconds;
    }

    private static double Seconds(IEnumerable<FirstPage> runs) => Figure.Median(runs.Select(run => run.Seconds));

    private static async Task Add(Dictionary<string, List<FirstPage>> times, string name, Func<int, Started> start, Action<Started> end, CancellationToken cancel)
    {
        if (!times.TryGetValue(name, out var runs))
            times[name] = runs = [];
        runs.Add(await Timed(start, end, cancel));
    }

    private static async Task<FirstPage> Timed(Func<int, Started> start, Action<Started> end, CancellationToken cancel)
    {
        var port = Port.Free();
        using var http = new HttpClient();
        var clock = Stopwatch.StartNew();
        using var started = start(port);
        await started.Until(() => Checkout.Answers(http, $"http://127.0.0.1:{port}/", cancel), Patience, cancel);
        var measured = new FirstPage(clock.Elapsed.TotalSeconds, ProcessTree.Of([started.Id]).Sum(process => process.CpuSeconds));
        // A moment for what goes on behind the first page, so that the end is not the end of a start.
        await Task.Delay(TimeSpan.FromSeconds(1), cancel);
        end(started);
        return measured;
    }

    /// <summary>Processor time beside the time waited, because only the latter depends on what else the machine does.</summary>
    private sealed record FirstPage(double Seconds, double CpuSeconds);

    private static void Stop(Started started)
    {
        if (!started.Interrupt(TimeSpan.FromSeconds(30)))
            throw new CannotMeasure($"{started.Name} did not end within 30 s of Ctrl-C:\n{started.Output}");
    }
}
