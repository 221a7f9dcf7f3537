using System.Diagnostics;
using System.Globalization;
using Entente.Bench.Processes;
using Entente.Bench.Report;

namespace Entente.Bench.Definition;

/// <summary>How long <c>./entente check</c> takes over a definition of 10,000 questions, and what it occupies. <c>./entente bench definition</c></summary>
public static class DefinitionBench
{
    private const int Questions = 10_000;
    private const int Rounds = 5;

    public static async Task<IReadOnlyList<Goal>> Run(CancellationToken cancel)
    {
        using var work = new WorkFolder();
        var floor = work.Sub("small");
        Survey.Begin(floor);
        var table = new Table($"{Questions} questions", "kB", "seconds", "floor, s", "MB", "floor, MB");
        var goals = new List<Goal>();
        foreach (var each in new[] { 100, 25 })
        {
            var folder = work.Sub($"survey{each}");
            var bytes = Survey.Write(folder, Questions, each);
            var (ours, least) = (new List<Checked>(), new List<Checked>());
            for (var round = 0; round < Rounds; round++)
            {
                least.Add(await Check(floor, cancel));
                ours.Add(await Check(folder, cancel));
            }
            RefuseErrors(ours.Concat(least));
            var (seconds, megabytes) = (Figure.Median(ours.Select(check => check.Seconds)), Figure.Median(ours.Select(check => check.Megabytes)));
            var (fewSeconds, fewMegabytes) = (Figure.Median(least.Select(check => check.Seconds)), Figure.Median(least.Select(check => check.Megabytes)));
            table.Add($"in sections of {each}", bytes / 1000.0, seconds, fewSeconds, megabytes, fewMegabytes);
            goals.Add(Goal.AtMost($"definition: {Questions} questions in sections of {each}, load and check", 3, seconds, "s", fewSeconds));
            goals.Add(Goal.AtMost($"definition: {Questions} questions in sections of {each}, peak memory", 300, megabytes, "MB", fewMegabytes));
            goals.Add(await OneMistake(folder, cancel));
        }
        Console.WriteLine(table);
        return goals;
    }

    // A check that is fast because it looks at nothing would keep the other goals.
    private static async Task<Goal> OneMistake(string folder, CancellationToken cancel)
    {
        var file = Path.Combine(folder, Survey.File);
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, cancel)).Replace("that: part_50.q_1 <=", "that: part_50.q_l <=", StringComparison.Ordinal), cancel);
        var check = await Check(folder, cancel);
        var found = check.Output.Split('\n').Count(line => line.Contains("  error  ", StringComparison.Ordinal) && line.Contains("q_l", StringComparison.Ordinal));
        return new Goal($"definition: one mistake in {Path.GetFileName(folder)}, found alone", check.Output.Contains(": 1 error in 1 file", StringComparison.Ordinal) ? found : double.NaN, 1, "errors", found == 1);
    }

    private static void RefuseErrors(IEnumerable<Checked> checks)
    {
        if (checks.FirstOrDefault(check => !check.Output.Contains(": no errors", StringComparison.Ordinal)) is { } wrong)
            throw new CannotMeasure($"The check of a folder without errors says:\n{wrong.Output}");
    }

    private static async Task<Checked> Check(string folder, CancellationToken cancel)
    {
        var client = Path.Combine(Checkout.Root, "client", "bin", "Release", "net10.0", "entente.dll");
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo("dotnet", [client, "check", folder]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = process.StandardOutput.ReadToEndAsync(cancel);
        var peak = 0.0;
        while (!process.WaitForExit(TimeSpan.FromMilliseconds(10)))
            peak = Math.Max(peak, Peak(process.Id));
        return new Checked(clock.Elapsed.TotalSeconds, peak, await output);
    }

    // The kernel keeps the highest; it is gone with the process, hence asked all the time.
    private static double Peak(int id)
    {
        try
        {
            var line = File.ReadLines($"/proc/{id}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : double.Parse(line.AsSpan(6).Trim().TrimEnd("kB").TrimEnd(), CultureInfo.InvariantCulture) * 1024 / 1e6;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private sealed record Checked(double Seconds, double Megabytes, string Output);
}
