using System.Globalization;
using Entente.Bench.Http;
using Entente.Bench.Processes;
using Entente.Bench.Records;
using Entente.Bench.Report;
using Entente.Shared.Data;

namespace Entente.Bench.Disclosure;

/// <summary>
/// Statements of twenty fields one by one over HTTP: each answered when its leaf stands in a signed state of the log, beside the same
/// application that does not wait for it. Both in turns, on one database, under the same load.
/// </summary>
public static class ReceiptsBench
{
    private const int Rounds = 7;
    private static readonly (int Connections, double Limit)[] Goals = [(1, 1 / 1.40), (8, 1 / 1.15), (32, 1 / 1.15)];
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(3);

    public static async Task<IReadOnlyList<Goal>> Run(CancellationToken cancel)
    {
        await using var ground = await Ground.Open(cancel);
        var requests = await SingleBench.Requests.Of(ground, cancel);
        using var waits = await Hosted.Start(ground, waiting: true, cancel);
        using var goesOn = await Hosted.Start(ground, waiting: false, cancel);
        var (with, without) = (new Load(waits.Port, requests.Next, 201), new Load(goesOn.Port, requests.Next, 201));
        foreach (var (connections, _) in Goals)
            foreach (var load in new[] { with, without })
                await load.Drive(connections, Time, cancel);
        var table = new Table("clients", "with receipt/s", "without/s", "ratio", "worst", "best", "p50 ms", "p50 without", "p99 ms", "p99 without");
        var goals = new List<Goal>();
        foreach (var (connections, limit) in Goals)
        {
            var (ours, floor) = (new List<Served>(), new List<Served>());
            for (var round = 0; round < Rounds; round++)
            {
                floor.Add(await without.Drive(connections, Time, cancel));
                ours.Add(await with.Drive(connections, Time, cancel));
            }
            double[] ratios = [.. ours.Zip(floor, (one, other) => one.PerSecond / other.PerSecond)];
            var (rate, least) = (Figure.Median(ours.Select(run => run.PerSecond)), Figure.Median(floor.Select(run => run.PerSecond)));
            table.Add(connections, rate, least, Figure.Median(ratios), ratios.Min(), ratios.Max(), Figure.Median(ours.Select(run => run.MedianMilliseconds)), Figure.Median(floor.Select(run => run.MedianMilliseconds)),
                Figure.Median(ours.Select(run => run.SlowMilliseconds)), Figure.Median(floor.Select(run => run.SlowMilliseconds)));
            goals.Add(Goal.RatioAtLeast(string.Create(CultureInfo.InvariantCulture, $"receipts: {connections} client(s), at most {(1 / limit) - 1:P0} more than without"), Math.Round(limit, 3), least * Figure.Median(ratios), least, "statements/s"));
        }
        Console.WriteLine(table);
        goals.Add(Goal.AtMost("receipts: answers without a place in the log", 0, await ground.Ask<long>("select count(*) from records.leaf where position is null", cancel), "statements"));
        return goals;
    }

    /// <summary>The application in a process of its own, put together as it always is, but for the waiting.</summary>
    private sealed class Hosted(Started process, int port) : IDisposable
    {
        public int Port => port;

        public static async Task<Hosted> Start(Ground ground, bool waiting, CancellationToken cancel)
        {
            var (port, secret) = (Processes.Port.Free(), new InstallationSecret((await File.ReadAllTextAsync(Path.Combine(ground.Data, "secret"), cancel)).Trim()));
            var logins = Logins.From(ground.OwnerLogin.ConnectionString, secret);
            var process = new Started(["dotnet", typeof(ReceiptsBench).Assembly.Location, Host.Word, waiting ? "waiting" : "going-on"], new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["ENTENTE_WRITER"] = logins.Writer,
                ["ENTENTE_READER"] = logins.Reader,
                ["ENTENTE_SECRET"] = (await File.ReadAllTextAsync(Path.Combine(ground.Data, "secret"), cancel)).Trim(),
                ["ENTENTE_ADDRESS"] = string.Create(CultureInfo.InvariantCulture, $"http://localhost:{ground.Port}"),
                ["ENTENTE_FOLDER"] = ground.Data,
                ["ENTENTE_LOG_KEYS"] = Path.Combine(ground.Data, "keys", "log"),
                ["ENTENTE_MAIL"] = ground.Sub("mail"),
                ["ENTENTE_WORKERS"] = "0",
                ["ASPNETCORE_URLS"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"),
                ["ASPNETCORE_CONTENTROOT"] = Path.Combine(Checkout.Root, "platform"),
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["DOTNET_gcServer"] = "0",
            });
            using var http = new HttpClient();
            await process.Until(() => Checkout.Answers(http, $"http://127.0.0.1:{port}/health/ready", cancel), TimeSpan.FromMinutes(2), cancel);
            return new Hosted(process, port);
        }

        public void Dispose()
        {
            process.Kill();
            process.Dispose();
        }
    }
}
