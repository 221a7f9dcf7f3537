using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Entente.Bench.Floors;
using Entente.Bench.Processes;
using Entente.Bench.Report;

namespace Entente.Bench.Http;

/// <summary>
/// Requests per second of a signed-in page beside a bare endpoint that runs the same SQL.
/// <c>./entente bench http</c>
/// </summary>
public static class HttpBench
{
    private const int Rounds = 5;
    private const string Path = "/workspace";
    private static readonly int[] Connections = [1, 8, 32];
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(4);

    public static async Task<IReadOnlyList<Goal>> Run(CancellationToken cancel)
    {
        using var work = new WorkFolder();
        var (data, port, barePort) = (work.Sub("data"), Port.Free(), Port.Free());
        using var application = Checkout.Application(data, port);
        using var site = new Site(new Uri($"http://localhost:{port}"), new SocketsHttpHandler());
        await application.Until(() => Checkout.Answers(site.Http, "/", cancel), TimeSpan.FromMinutes(5), cancel);
        var session = await site.SignIn("National contact point", cancel);
        var page = new Uri(site.Root, Path);

        var spy = new Spy(data, application.Id);
        var html = Encoding.UTF8.GetString(await Get(site.Http, page, session, "identity", cancel));
        var statements = await spy.StatementsOf(() => Get(site.Http, page, session, "br", cancel), cancel);
        var orders = System.IO.Path.Combine(work.Path, "floor.json");
        await File.WriteAllTextAsync(orders, JsonSerializer.Serialize(new Work(statements, spy.Logins(), html)), cancel);
        using var floor = Checkout.Floor(["sql", orders], barePort);
        var bare = new Uri($"http://localhost:{barePort}/");
        await floor.Until(() => Checkout.Answers(site.Http, bare.ToString(), cancel), TimeSpan.FromMinutes(1), cancel);
        var (ours, least) = (await Get(site.Http, page, session, "br", cancel), await Get(site.Http, bare, session, "br", cancel));
        RefuseUnequal(ours.Length, least.Length);
        var visits = SameSql.Visits(statements);
        Console.WriteLine($"{Path}: {html.Length} characters, {ours.Length} bytes compressed (floor {least.Length}); {visits.Sum(visit => visit.Count)} statements in {visits.Count} uses of a connection:");
        foreach (var statement in visits.SelectMany(visit => visit))
            Console.WriteLine("  " + Start(statement.Sql));
        Console.WriteLine();
        return await Compare(new Load(port, Request(page, session)), new Load(barePort, Request(bare, session)), cancel);
    }

    private static async Task<IReadOnlyList<Goal>> Compare(Load page, Load bare, CancellationToken cancel)
    {
        foreach (var load in new[] { page, bare })
            await load.Drive(8, Time * 2, cancel);
        var table = new Table("connections", "page/s", "p50 ms", "p99 ms", "floor/s", "p50 ms", "p99 ms", "ratio");
        var goals = new List<Goal>();
        foreach (var connections in Connections)
        {
            var (pages, bares) = (new List<Served>(), new List<Served>());
            for (var round = 0; round < Rounds; round++)
            {
                pages.Add(await page.Drive(connections, Time, cancel));
                bares.Add(await bare.Drive(connections, Time, cancel));
            }
            var (ours, least) = (Median(pages), Median(bares));
            table.Add(connections, ours.PerSecond, ours.MedianMilliseconds, ours.SlowMilliseconds, least.PerSecond, least.MedianMilliseconds, least.SlowMilliseconds, ours.PerSecond / least.PerSecond);
            goals.Add(Goal.RatioAtLeast($"http: signed-in page, {connections} connection(s)", 0.5, ours.PerSecond, least.PerSecond, "requests/s"));
        }
        Console.WriteLine(table);
        return goals;
    }

    private static string Start(string sql)
    {
        var line = string.Join(' ', sql.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length > 100 ? line[..100] + "…" : line;
    }

    private static Served Median(List<Served> runs) => new(
        Figure.Median(runs.Select(run => run.PerSecond)),
        Figure.Median(runs.Select(run => run.MedianMilliseconds)),
        Figure.Median(runs.Select(run => run.SlowMilliseconds)));

    /// <summary>A floor that compresses less or sends something else would be another floor.</summary>
    private static void RefuseUnequal(int ours, int least)
    {
        if (Math.Abs(ours - least) > ours * 0.05)
            throw new CannotMeasure($"The page is {ours} bytes compressed and the floor's {least}: they are not compressed alike.");
    }

    private static async Task<byte[]> Get(HttpClient http, Uri address, Cookies session, string encoding, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue(encoding));
        request.Headers.Add("Cookie", session.Header);
        using var answer = await http.SendAsync(request, cancel);
        if (answer.StatusCode != HttpStatusCode.OK)
            throw new CannotMeasure($"{address} answered {(int)answer.StatusCode} instead of 200.");
        return await answer.Content.ReadAsByteArrayAsync(cancel);
    }

    private static byte[] Request(Uri address, Cookies session) => Encoding.ASCII.GetBytes(
        $"GET {address.PathAndQuery} HTTP/1.1\r\nHost: {address.Authority}\r\nAccept: text/html\r\nAccept-Language: en\r\nAccept-Encoding: br\r\nCookie: {session.Header}\r\n\r\n");
}
