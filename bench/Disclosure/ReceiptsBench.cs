using System.Globalization;
using Entente.Bench.Http;
using Entente.Bench.Records;
using Entente.Bench.Report;

namespace Entente.Bench.Disclosure;

/// <summary>
/// Statements of twenty fields one by one over HTTP: each answered when its leaf stands in a signed state of the log, beside the same
/// application that does not wait for it. Both in turns, on one database, under the same load.
/// </summary>
public static class ReceiptsBench
{
    private const int Rounds = 7;
    private static readonly (int Connections, double Most)[] Goals = [(1, 0.40), (8, 0.15), (32, 0.15)];
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(3);

    public static async Task<IReadOnlyList<Goal>> Run(bool small, CancellationToken cancel)
    {
        await using var ground = await Ground.Open(cancel);
        var requests = await SingleBench.Requests.Of(ground, cancel);
        using var waits = await Hosted.Start(ground, Host.Whole, cancel);
        using var goesOn = await Hosted.Start(ground, Host.GoingOn, cancel);
        var (with, without) = (new Load(waits.Port, requests.Next, 201), new Load(goesOn.Port, requests.Next, 201));
        foreach (var (connections, _) in Goals)
            foreach (var load in new[] { with, without })
                await load.Drive(connections, Time, cancel);
        var table = new Table("clients", "with receipt/s", "without/s", "ratio", "worst", "best", "p50 ms", "p50 without", "p99 ms", "p99 without");
        var goals = new List<Goal>();
        foreach (var (connections, most) in Goals)
        {
            var measured = await InTurns.Of(with, without, connections, small ? 2 : Rounds, Time, cancel);
            table.Add(measured.Cells(connections));
            goals.Add(measured.AtMost(string.Create(CultureInfo.InvariantCulture, $"receipts: {connections} client(s)"), most, "statements/s"));
        }
        Console.WriteLine(table);
        goals.Add(Goal.AtMost("receipts: answers without a place in the log", 0, await ground.Ask<long>("select count(*) from records.leaf where position is null", cancel), "statements"));
        return goals;
    }
}
