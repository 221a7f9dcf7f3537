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
    private const string Path = "/health/ready";
    private static readonly int[] Connections = [1, 8, 32];
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(4);

    public static async Task<IReadOnlyList<Goal>> Run(CancellationToken cancel)
    {
        using var work = new WorkFolder();
        var (data, port, barePort) = (work.Sub("data"), Port.Free(), Port.Free());
        using var application = Checkout.Application(data, port);
        using var http = new HttpClient { BaseAddress = new Uri($"http://localhost:{port}") };
        await application.Until(() => Checkout.Answers(http, Path, cancel), TimeSpan.FromMinutes(5), cancel);
        var spy = new Spy(data, application.Id);
        var html = await http.GetStringAsync(Path, cancel);
        var statements = await spy.StatementsOf(() => http.GetStringAsync(Path, cancel), cancel);
        var todo = System.IO.Path.Combine(work.Path, "floor.json");
        await File.WriteAllTextAsync(todo, JsonSerializer.Serialize(new Work(statements, spy.Logins(), html)), cancel);
        using var floor = Checkout.Floor(["sql", todo], barePort);
        await floor.Until(() => Checkout.Answers(http, $"http://127.0.0.1:{barePort}/", cancel), TimeSpan.FromMinutes(1), cancel);
        await RefuseUnequal(http, $"http://127.0.0.1:{barePort}/", cancel);
        Console.WriteLine($"{Path}: {statements.Count} statements, {html.Length} characters");
        return await Compare(new Load(port, Request(Path, port, "")), new Load(barePort, Request("/", barePort, "")), cancel);
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

    private static Served Median(List<Served> runs) => new(
        Figure.Median(runs.Select(run => run.PerSecond)),
        Figure.Median(runs.Select(run => run.MedianMilliseconds)),
        Figure.Median(runs.Select(run => run.SlowMilliseconds)));

    /// <summary>A floor that compresses less or sends something else would be a lower floor.</summary>
    private static async Task RefuseUnequal(HttpClient http, string bare, CancellationToken cancel)
    {
        var (ours, least) = (await Compressed(http, Path, cancel), await Compressed(http, bare, cancel));
        if (Math.Abs(ours - least) > ours * 0.05)
            throw new CannotMeasure($"The page is {ours} bytes compressed and the floor's {least}: they are not compressed alike.");
    }

    private static async Task<int> Compressed(HttpClient http, string address, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, address[0] == '/' ? UriKind.Relative : UriKind.Absolute));
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("br"));
        using var answer = await http.SendAsync(request, cancel);
        return (await answer.Content.ReadAsByteArrayAsync(cancel)).Length;
    }

    private static byte[] Request(string path, int port, string cookies) => Encoding.ASCII.GetBytes(
        $"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nAccept: text/html\r\nAccept-Language: en\r\nAccept-Encoding: br\r\nCookie: {cookies}\r\n\r\n");
}
