using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Entente.Bench.Http;
using Entente.Bench.Processes;
using Entente.Bench.Records;
using Entente.Bench.Report;

namespace Entente.Bench.Disclosure;

/// <summary>
/// What another party declared for the parties alone, read by somebody who is signed in: as a page, whose line is written within a
/// moment, and taken away as a file, whose line is written first. Beside it the same application without a log of readings.
/// </summary>
public static class ReadingsBench
{
    private const int Rounds = 7;
    private static readonly (string Name, string Path, double Most)[] Ways =
    [
        ("a page", "", 0.15),
        ("an export", "/view/workbook?handler=File&version=1&kind=json", 0.40),
    ];

    private static readonly int[] Clients = [1, 8];
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(3);

    public static async Task<IReadOnlyList<Goal>> Run(bool small, CancellationToken cancel)
    {
        await using var ground = await Ground.Open(cancel);
        var statement = await Declare(ground, cancel);
        var people = await ground.Lend(Ground.Body, Ground.Parties[0], cancel);
        using var site = new Site(new Uri($"http://localhost:{ground.Port}"), new SocketsHttpHandler());
        var session = await site.SignIn(people[0], cancel);
        using var whole = await Hosted.Start(ground, Host.Whole, cancel);
        using var unread = await Hosted.Start(ground, Host.Unread, cancel);
        var table = new Table("", "logged/s", "without/s", "ratio", "worst", "best", "p50 ms", "p50 without", "p99 ms", "p99 without");
        var goals = new List<Goal>();
        foreach (var (name, path, most) in Ways)
        {
            var request = Encoding.ASCII.GetBytes($"GET /bodies/{Ground.Body}/weekly/{statement}{path} HTTP/1.1\r\nHost: localhost:{ground.Port}\r\nAccept-Language: en\r\nCookie: {session.Header}\r\n\r\n");
            var (ours, floor) = (new Load(whole.Port, request), new Load(unread.Port, request));
            foreach (var load in new[] { ours, floor })
                await load.Drive(8, Time, cancel);
            foreach (var clients in Clients)
            {
                var measured = await InTurns.Of(ours, floor, clients, small ? 2 : Rounds, Time, cancel);
                table.Add(measured.Cells(string.Create(CultureInfo.InvariantCulture, $"{name}, {clients} client(s)")));
                goals.Add(measured.AtMost(string.Create(CultureInfo.InvariantCulture, $"readings: {name}, {clients} client(s)"), most, "answers/s"));
            }
        }
        Console.WriteLine(table);
        var lines = await ground.Ask<long>($"select count(*) from disclosure.reading where statement = '{statement}'", cancel);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n{lines} lines stand in the log of readings."));
        goals.Add(Goal.AtLeast("readings: lines of what was read", 1, lines, "lines"));
        return goals;
    }

    private static async Task<string> Declare(Ground ground, CancellationToken cancel)
    {
        var key = await ground.Key(Ground.Parties[6], cancel);
        var requests = await SingleBench.Requests.Of(ground, cancel);
        using var content = new StringContent($$"""{"period":{"start":"1000-01-06","end":"1000-01-13"},"shownTo":"parties","content":{{requests.Sample}}}""", Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/api/{Ground.Body}/weekly", UriKind.Relative)) { Content = content, Headers = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };
        using var answer = await ground.Http.SendAsync(request, cancel);
        return answer.IsSuccessStatusCode
            ? (await ground.Ask<Guid>("select id from records.statement where body = 'ground' and definition = 'weekly'", cancel)).ToString()
            : throw new CannotMeasure($"Nothing was declared: {await answer.Content.ReadAsStringAsync(cancel)}");
    }
}
