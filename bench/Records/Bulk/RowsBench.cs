using Entente.Bench.Processes;
using Entente.Bench.Report;

namespace Entente.Bench.Records.Bulk;

/// <summary>
/// Twelve columns from CSV, judged by twenty rules, made a version with its segments and leaf, beside COPY of the same file into a bare
/// table; and back out as CSV beside COPY … TO. In turns, on the same database, from the first byte sent until the end is said.
/// </summary>
public static class RowsBench
{
    private static readonly (int Rows, int Warm, int Rounds, double Limit)[] Sizes = [(100_000, 3, 9, 4), (1_000_000, 0, 3, 3)];

    public static async Task<IReadOnlyList<Goal>> Run(CancellationToken cancel)
    {
        await using var ground = await Ground.Open(cancel);
        using var sender = new Sender(ground, await ground.Key("BRA", cancel));
        await using var connection = await ground.Owner.OpenConnectionAsync(cancel);
        var bare = await BareTable.Make(connection, cancel);
        using var occupied = Occupied.Of(ground);
        var table = new Table("rows", "in, s", "COPY, s", "ratio", "worst", "best", "application, CPU s", "database, CPU s", "COPY's, CPU s", "out, s", "COPY TO, s", "ratio", "idle, MB", "highest, MB", "with files, MB");
        var goals = new List<Goal>();
        foreach (var (count, warm, rounds, limit) in Sizes)
        {
            var measured = new List<Round>();
            var idle = occupied.Now;
            occupied.Forget();
            for (var round = 0; round < warm + rounds; round++)
            {
                var one = await Once(ground, sender, bare, count, cancel);
                if (round >= warm)
                    measured.Add(one);
                Console.WriteLine($"{count} rows, {(round < warm ? "warming" : "round")}: in {Figure.Of(one.In)} s beside {Figure.Of(one.Copy)} s, out {Figure.Of(one.Out)} s beside {Figure.Of(one.CopyOut)} s, highest {Figure.Of(occupied.Highest)} MB");
            }
            double Median(Func<Round, double> what) => Figure.Median(measured.Select(what));
            var ratios = measured.Select(one => one.In / one.Copy).ToList();
            table.Add(count, Median(one => one.In), Median(one => one.Copy), Median(one => one.In) / Median(one => one.Copy), ratios.Max(), ratios.Min(), Median(one => one.Application), Median(one => one.Database), Median(one => one.CopyCost),
                Median(one => one.Out), Median(one => one.CopyOut), Median(one => one.Out) / Median(one => one.CopyOut), idle, occupied.Highest, occupied.HighestResident);
            goals.Add(Ratio($"bulk: {count} rows × 12 columns from CSV with 20 rules", limit, Median(one => one.In), Median(one => one.Copy)));
            goals.Add(Ratio($"bulk: {count} rows back out as CSV", 2, Median(one => one.Out), Median(one => one.CopyOut)));
            if (count == 1_000_000)
                goals.Add(Goal.AtMost($"bulk: {count} rows, the application's own memory at its highest", 200, occupied.Highest, "MB", idle));
        }
        Console.WriteLine($"\n{table}");
        return goals;
    }

    internal static Goal Ratio(string name, double limit, double ours, double floor) => new($"{name}, at most {Figure.Of(limit)} times the floor", ours, floor, "s", ours <= limit * floor);

    private static async Task<Round> Once(Ground ground, Sender sender, BareTable bare, int count, CancellationToken cancel)
    {
        var (statement, week) = await sender.Open("hauls", cancel);
        var file = Path.Combine(ground.Sub("rows"), "hauls.csv");
        Hauls.Write(file, count, week);
        var before = ground.Spent();
        var copy = await bare.Fill(file, cancel);
        var between = ground.Spent();
        var sent = await sender.Send(statement, "hauls", file, "text/csv", cancel);
        var after = ground.Spent();
        if (sent is not { State: "done", Faults: 0 } || sent.Rows != count)
            throw new CannotMeasure($"{statement} is {sent.State} with {sent.Rows} rows and {sent.Faults} faults.");
        await bare.Holds(count, cancel);
        var (bareBytes, copyOut) = await bare.Empty(cancel);
        var (bytes, back) = await sender.Fetch($"{statement}/hauls", "text/csv", cancel);
        if (bytes < bareBytes)
            throw new CannotMeasure($"{bytes} bytes came back, and {bareBytes} from COPY.");
        return new Round(sent.Seconds, copy, after.Application - between.Application, after.Database - between.Database, between.Database - before.Database, back, copyOut);
    }

    private sealed record Round(double In, double Copy, double Application, double Database, double CopyCost, double Out, double CopyOut);
}
