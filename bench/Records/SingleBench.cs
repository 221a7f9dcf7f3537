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
        var table = new Table("clients", "statements/s", "p50 ms", "p99 ms", "to number, ms", "floor/s", "ratio", "worst", "best");
        var goals = new List<Goal>();
        foreach (var (connections, limit) in Goals)
        {
            var (ours, least) = (new List<Written>(), new List<double>());
            for (var round = 0; round < Rounds; round++)
            {
                least.Add(await floor.Drive(connections, Time, cancel));
                ours.Add(await Drive(ground, load, connections, cancel));
            }
            var (rate, bare) = (Figure.Median(ours.Select(run => run.PerSecond)), Figure.Median(least));
            double[] ratios = [.. ours.Zip(least, (one, other) => one.PerSecond / other)];
            table.Add(connections, rate, Figure.Median(ours.Select(run => run.Served.MedianMilliseconds)), Figure.Median(ours.Select(run => run.Served.SlowMilliseconds)), Figure.Median(ours.Select(run => run.Numbering)), bare, rate / bare, ratios.Min(), ratios.Max());
            goals.Add(Goal.RatioAtLeast($"single: 20 fields over HTTP, {connections} client(s)", limit, rate, bare, "statements/s"));
        }
        Console.WriteLine(table);
        goals.Add(await Whole(ground, cancel));
        return goals;
    }

    private static async Task<Written> Drive(Ground ground, Load load, int connections, CancellationToken cancel)
    {
        var served = await load.Drive(connections, Time, cancel);
        var drained = Stopwatch.StartNew();
        while (await ground.Ask<bool>("select exists (select from records.leaf where position is null)", cancel))
            await Task.Delay(2, cancel);
        var seconds = Time.TotalSeconds + drained.Elapsed.TotalSeconds;
        return new Written(served, served.PerSecond * Time.TotalSeconds / seconds, drained.Elapsed.TotalMilliseconds);
    }

    // A rate that leaves something undone would keep the other goals.
    private static async Task<Goal> Whole(Ground ground, CancellationToken cancel)
    {
        var statements = await ground.Ask<long>("select count(*) from records.statement where version = 1", cancel);
        var left = await ground.Ask<long>("""
            select (select count(*) from records.outbox where sent_at is null)
                 + (select count(*) from records.statement s where not exists (select from records.leaf l where l.statement = s.id and l.version = 1 and l.position is not null))
                 + (select count(*) from records.statement s where not exists (select from ground.weekly_report r where r.statement = s.id))
                 + (select count(*) from records.statement s where not exists (select from records.segment g where g.statement = s.id))
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

    private sealed record Written(Served Served, double PerSecond, double Numbering);

    /// <summary>One request after the other: the parties take turns, each with its own program, every statement for another week.</summary>
    private sealed class Requests(byte[][] heads)
    {
        private static readonly DateOnly Start = new(1000, 1, 6); // a Monday
        private int _made = -1;

        public string Sample => Content(Start);

        public static async Task<Requests> Of(Ground ground, CancellationToken cancel)
        {
            var heads = new List<byte[]>();
            foreach (var party in Ground.Parties)
                heads.Add(Encoding.ASCII.GetBytes($"POST /api/{Ground.Body}/weekly HTTP/1.1\r\nHost: localhost:{ground.Port}\r\nAuthorization: Bearer {await ground.Key(party, cancel)}\r\nContent-Type: application/json\r\n"));
            return new Requests([.. heads]);
        }

        public byte[] Next()
        {
            var number = Interlocked.Increment(ref _made);
            var (week, head) = (Start.AddDays(number / heads.Length * 7), heads[number % heads.Length]);
            var body = $$"""{"period":{"start":"{{Day(week)}}","end":"{{Day(week.AddDays(7))}}"},"content":{{Content(week)}}}""";
            return [.. head, .. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n\r\n{body}"))];
        }

        private static string Content(DateOnly week) =>
            $$$"""{"report":{"officer":"Aminata Diallo","vessel":"Nuevo Amanecer","call_sign":"ABCD123","fishing":true,"gear":"PS","species":"YFT","left":"{{{Day(week.AddDays(1))}}}","returned":"{{{Day(week.AddDays(5))}}}","days":4,"sets":7,"weight":"48210.50","discarded":"210.25","retained":"48000.25","fish":1204,"observer":true,"observer_name":"Jonas Berg","port":"Las Palmas","price":"3.15","remarks":"Calm sea; one set without catch because of a torn net."}}""";

        private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
