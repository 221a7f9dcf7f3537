using System.Diagnostics;
using Entente.Bench.Report;

namespace Entente.Bench.Feel;

/// <summary>
/// Ten rules of real bodies against a loop written by hand and the npm package feelin, in one run.
/// <c>./entente bench feel</c>
/// </summary>
public static class FeelBench
{
    private const int Rows = 1000;
    private const int Rounds = 7;
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(250);

    public static async Task<IReadOnlyList<Goal>> Run(CancellationToken cancel)
    {
        var facts = Facts(20261121);
        var feelin = await Feelin.Run(Case.All, facts, cancel);
        var table = new Table("nanoseconds for one evaluation", "by hand", "Feel", "ratio", "feelin", "times faster", "bytes left");
        var goals = new List<Goal>();
        foreach (var (rule, theirs) in Case.All.Zip(feelin))
        {
            var compiled = new Compiled(rule, facts);
            compiled.RefuseUnequal();
            var (ours, floor) = InTurns(compiled.RunAll, compiled.RunAllByHand, cancel);
            var bytes = BytesLeft(compiled);
            table.Add(rule.Name, floor, ours, ours / floor, theirs.Nanoseconds, theirs.Nanoseconds / ours, bytes);
            if (rule.IsNumeric)
                goals.Add(new($"feel: {rule.Name}, at most 5 times the loop by hand", ours, floor, "ns", ours <= 5 * floor));
            if (rule.Table is null)
                goals.Add(Goal.AtMost($"feel: {rule.Name}, garbage of a row", 0, bytes, "bytes"));
            goals.Add(Goal.AtLeast($"feel: {rule.Name}, beside feelin", 20, theirs.Nanoseconds / ours, "times as fast"));
        }
        Console.WriteLine(table);
        return goals;
    }

    private static Facts[] Facts(int seed)
    {
        var rows = Catch.Some(Rows, seed);
        var tables = Enumerable.Range(0, 20).Select(number => Catch.Some(50, seed + 1 + number)).ToArray();
        var bands = Band.Hundred();
        return [.. rows.Select((row, index) => new Facts(row, tables[index % tables.Length], 150_000m + index, bands))];
    }

    // By turns, so that both meet the same minute of a shared machine; the middle of several rounds counts.
    private static (double Ours, double Floor) InTurns(Action ours, Action floor, CancellationToken cancel)
    {
        var (one, other) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            cancel.ThrowIfCancellationRequested();
            one.Add(Nanoseconds(ours));
            other.Add(Nanoseconds(floor));
        }
        // The first round warms both up.
        return (Figure.Median(one.Skip(1)), Figure.Median(other.Skip(1)));
    }

    private static double Nanoseconds(Action all)
    {
        var (watch, done) = (Stopwatch.StartNew(), 0);
        while (watch.Elapsed < Turn)
        {
            all();
            done += Rows;
        }
        return watch.Elapsed.TotalNanoseconds / done;
    }

    private static double BytesLeft(Compiled compiled)
    {
        compiled.RunAll();
        var before = GC.GetAllocatedBytesForCurrentThread();
        compiled.RunAll();
        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Rows;
    }
}
