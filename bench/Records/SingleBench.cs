using System.Diagnostics;
using System.Globalization;
using System.Text;
using Entente.Bench.Floors;
using Entente.Bench.Http;
using Entente.Bench.Report;

namespace Entente.Bench.Records;

/// <summary>
/// Statements of twenty fields one by one over HTTP, each judged, made a version with its leaf and committed, beside a bare
/// <c>INSERT … COMMIT</c> of the same text on the same database. The clock stops when every leaf has its place.
/// </summary>
public static class SingleBench
{
    private const int Rounds = 5;
    private static readonly (int Connections, double Limit)[] Goals = [(1, 0.35), (8, 0.25), (32, 0.25)];
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(4);

    public static async Task<IReadOnlyList<Goal>> Run(CancellationToken cancel)
    {
        await using var ground = await Ground.Open(cancel);
        var requests = await Requests.Of(ground, cancel);
        var floor = await Floor(ground, requests.Sample, cancel);
        var load = new Load(ground.Port, requests.Next, 201);
        Console.WriteLine($"{requests.Sample.Length} characters of content; floor: {Path.GetFileName(Pgbench.Program)}, one prepared INSERT … COMMIT of the same text into a table with a key\n");
        foreach (var connections in new[] { 1, 8, 32 })
            await load.Drive(connections, Time, cancel);
        var table = new Table("clients", "statements/s", "p50 ms", "p99 ms", "to number, ms", "floor/s", "ratio", "worst", "best", "application, µs", "database, µs", "floor's, µs");
        var goals = new List<Goal>();
        foreach (var (connections, limit) in Goals)
        {
            var (ours, least, bareCost) = (new List<Written>(), new List<double>(), new List<double>());
            for (var round = 0; round < Rounds; round++)
            {
                var before = ground.Spent();
                least.Add(await floor.Drive(connections, Time, cancel));
                bareCost.Add(ground.Spent().Database - before.Database);
                ours.Add(await Drive(ground, load, connections, cancel));
            }
            var (rate, bare) = (Figure.Median(ours.Select(run => run.PerSecond)), Figure.Median(least));
            double[] ratios = [.. ours.Zip(least, (one, other) => one.PerSecond / other)];
            double[] microseconds = [.. bareCost.Zip(least, (cost, perSecond) => cost / (perSecond * Time.TotalSeconds) * 1e6)];
            table.Add(connections, rate, Figure.Median(ours.Select(run => run.Served.MedianMilliseconds)), Figure.Median(ours.Select(run => run.Served.SlowMilliseconds)), Figure.Median(ours.Select(run => run.Numbering)), bare, rate / bare, ratios.Min(), ratios.Max(),
                Figure.Median(ours.Select(run => run.Application)), Figure.Median(ours.Select(run => run.Database)), Figure.Median(microseconds));
            goals.Add(Goal.RatioAtLeast($"single: 20 fields over HTTP, {connections} client(s)", limit, rate, bare, "statements/s"));
        }
        Console.WriteLine(table);
        goals.Add(await Whole(ground, cancel));
        return goals;
    }

    private static async Task<Written> Drive(Ground ground, Load load, int connections, CancellationToken cancel)
    {
        var before = ground.Spent();
        var served = await load.Drive(connections, Time, cancel);
        var drained = Stopwatch.StartNew();
        while (await ground.Ask<bool>("select exists (select from records.leaf where position is null)", cancel))
            await Task.Delay(2, cancel);
        drained.Stop();
        var (spent, answered) = (ground.Spent(), served.PerSecond * Time.TotalSeconds);
        var seconds = Time.TotalSeconds + drained.Elapsed.TotalSeconds;
        return new Written(served, answered / seconds, drained.Elapsed.TotalMilliseconds, (spent.Application - before.Application) / answered * 1e6, (spent.Database - before.Database) / answered * 1e6);
    }

    // A rate that leaves something undone would keep the other goals.
    private static async Task<Goal> Whole(Ground ground, CancellationToken cancel)
    {
        var statements = await ground.Ask<long>("select count(*) from records.statement where body = 'ground' and version = 1", cancel);
        var left = await ground.Ask<long>("""
            select (select count(*) from records.statement s where s.body = 'ground' and not exists (select from records.leaf l where l.statement = s.id and l.version = 1 and l.position is not null))
                 + (select count(*) from records.statement s where s.body = 'ground' and not exists (select from ground.weekly_report r where r.statement = s.id))
                 + (select count(*) from records.statement s where s.body = 'ground' and not exists (select from records.segment g where g.statement = s.id))
            """, cancel);
        Console.WriteLine($"\n{statements} statements were written.");
        return Goal.AtMost("single: left to do for what was answered", 0, left, "pieces");
    }

    private static async Task<Pgbench> Floor(Ground ground, string content, CancellationToken cancel)
    {
        await using (var make = ground.Owner.CreateCommand("create table public.floor (id bigint primary key generated always as identity, content text not null)"))
            await make.ExecuteNonQueryAsync(cancel);
        var script = Path.Combine(ground.Sub("pgbench"), "insert.sql");
        // What follows a colon would be a variable of pgbench.
        await File.WriteAllTextAsync(script, $"insert into public.floor (content) values ('{content.Replace("'", "''", StringComparison.Ordinal).Replace(':', '=')}');\n", cancel);
        return new Pgbench(ground.OwnerLogin, script);
    }

    /// <summary>Processor time for each statement, in microseconds, beside the rate: that does not depend on what else the machine does.</summary>
    private sealed record Written(Served Served, double PerSecond, double Numbering, double Application, double Database);

    /// <summary>One request after the other: the parties take turns, each with its own program, every statement for another week.</summary>
    internal sealed class Requests(Requests.Request[] requests)
    {
        private static readonly DateOnly Start = new(1000, 1, 6); // a Monday
        private static readonly int[] Days = [0, 7, 1, 5];
        private int _made = -1;

        public string Sample => Content(Start);

        public static async Task<Requests> Of(Ground ground, CancellationToken cancel, string definition = "weekly")
        {
            var requests = new List<Request>();
            foreach (var party in Ground.Parties)
                requests.Add(Of(ground, definition, await ground.Key(party, cancel)));
            return new Requests([.. requests]);
        }

        public byte[] Next()
        {
            var number = Interlocked.Increment(ref _made);
            var (week, request) = (Start.AddDays(number / requests.Length * 7), (byte[])requests[number % requests.Length].Bytes.Clone());
            foreach (var (place, days) in requests[number % requests.Length].Dates)
                week.AddDays(days).TryFormat(request.AsSpan(place), out _, "yyyy-MM-dd", CultureInfo.InvariantCulture);
            return request;
        }

        // Written once for each party, with the places of its dates: the driver's time is taken from whom it measures.
        private static Request Of(Ground ground, string definition, string key)
        {
            var body = $$"""{"period":{"start":"{{Day(Start)}}","end":"{{Day(Start.AddDays(7))}}"},"content":{{Content(Start)}}}""";
            var text = string.Create(CultureInfo.InvariantCulture, $"POST /api/{Ground.Body}/{definition} HTTP/1.1\r\nHost: localhost:{ground.Port}\r\nAuthorization: Bearer {key}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");
            return new Request(Encoding.ASCII.GetBytes(text), [.. Days.Select(days => (text.IndexOf(Day(Start.AddDays(days)), StringComparison.Ordinal), days))]);
        }

        private static string Content(DateOnly week) =>
            $$$"""{"report":{"officer":"Aminata Diallo","vessel":"Nuevo Amanecer","call_sign":"ABCD123","fishing":true,"gear":"PS","species":"YFT","left":"{{{Day(week.AddDays(1))}}}","returned":"{{{Day(week.AddDays(5))}}}","days":4,"sets":7,"weight":"48210.50","discarded":"210.25","retained":"48000.25","fish":1204,"observer":true,"observer_name":"Jonas Berg","port":"Las Palmas","price":"3.15","remarks":"Calm sea; one set without catch because of a torn net."}}""";

        private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        internal sealed record Request(byte[] Bytes, IReadOnlyList<(int Place, int Days)> Dates);
    }
}
