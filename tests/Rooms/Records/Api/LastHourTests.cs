using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Entente.Bodies;
using Entente.Bodies.Loading;
using Entente.Tests.Kit;
using static Entente.Tests.Kit.Definitions;

namespace Entente.Tests.Rooms.Records.Api;

/// <summary>A body of twelve parties.</summary>
public sealed class LastHourApp() : PublishedApp(() => new Loaded(Body() with { Parties = [.. Parties.Select(Member)] }, [Large()], []))
{
    public static IReadOnlyList<string> Parties { get; } = [.. Countries.All.Select(country => country.Alpha3).Take(12)];

    private static Party Member(string code) => new(code, code, Say("Land of " + code), [new Membership("member", new Period(new DateOnly(2000, 1, 1), null), [])]);
}

/// <summary>The last hour before a deadline: all parties send a workbook at once, and each of them twice.</summary>
public sealed class LastHourTests(LastHourApp app) : IClassFixture<LastHourApp>
{
    private const int Rows = 40;
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    [Fact]
    public async Task Everybody_is_served_once_in_turn_and_sees_their_place()
    {
        var first = LastHourApp.Parties[0];
        using var greedy = await Program(first);
        var early = new List<string>();
        for (var week = 1; week <= 3; week++)
        {
            early.Add(await Put(greedy, await Opened(greedy, week), week));
            app.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        var programs = new List<HttpClient>();
        foreach (var party in LastHourApp.Parties.Skip(1))
            programs.Add(await Program(party));
        var opened = new List<string>();
        foreach (var program in programs)
            opened.Add(await Opened(program, 10));
        var twice = await Task.WhenAll(programs.Zip(opened).SelectMany(one => Enumerable.Range(0, 2).Select(_ => Put(one.First, one.Second, 10))));
        var loads = twice.Where((_, turn) => turn % 2 == 0).ToList();
        loads.ShouldBe(twice.Where((_, turn) => turn % 2 == 1), "the same workbook sent twice is one load");

        var places = new List<int>();
        foreach (var (program, load) in programs.Zip(loads))
            places.Add((int)(await State(program, load))["ahead"]!);
        places.Add((int)(await State(greedy, early[0]))["ahead"]!);
        places.Order().ShouldBe(Enumerable.Range(0, 12), "each has a place of its own before anybody's second");
        foreach (var later in early.Skip(1))
            ((int)(await State(greedy, later))["ahead"]!).ShouldBeGreaterThan(11);

        await Work();
        foreach (var (program, load) in programs.Zip(loads).Concat(early.Select(load => (greedy, load))))
        {
            var state = await State(program, load);
            (state["state"]!.ToString(), (int)state["rows"]!, (int)state["version"]!).ShouldBe(("done", Rows, 1));
        }
        (await app.Ask<string>("select string_agg(distinct n::text, ' ') from (select count(*) n from tuna.large_catches group by statement) t")).ShouldBe(Rows.ToString(CultureInfo.InvariantCulture));
        (await app.Ask<long>("select count(*) from records.version")).ShouldBe(programs.Count + early.Count);
        (await app.Ask<long>("""
            with turn as (
              select l.party, row_number() over (order by v.xmin::text::bigint) served, row_number() over (partition by l.party order by v.xmin::text::bigint) n
              from records.load l join records.version v on v.statement = l.statement)
            select count(*) from turn t join turn o on o.n > t.n and o.served < t.served
            """)).ShouldBe(0, "nobody is served a second time before everybody was served once");
    }

    private Task<HttpClient> Program(string party) => app.Program($"{party} {Guid.NewGuid():n}", party, Right.Read, Right.Enter, Right.Submit);

    private static async Task<string> Opened(HttpClient program, int week)
    {
        var monday = new DateOnly(2001, 1, 1).AddDays(7 * week);
        using var content = new StringContent($$"""{"step":"open","period":{"start":"{{monday:yyyy-MM-dd}}","end":"{{monday.AddDays(7):yyyy-MM-dd}}"} }""", Encoding.UTF8, "application/json");
        using var answer = await program.PostAsync("/api/tuna/large", content);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return answer.Headers.Location!.ToString();
    }

    private static async Task<string> Put(HttpClient program, string address, int week)
    {
        using var content = new ByteArrayContent(Book(week)) { Headers = { ContentType = new MediaTypeHeaderValue(Xlsx) } };
        using var answer = await program.PutAsync(address + "/catches", content);
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
        return answer.Headers.Location!.ToString();
    }

    private static byte[] Book(int week)
    {
        var rows = new StringBuilder(Row(1, "vessel", "gear", "species", "weight", "transhipped"));
        for (var number = 1; number <= Rows; number++)
            rows.Append(Row(number + 1, $"V{week}-{number}", "PS", "BFT", $"{number}.5", "no"));
        return LoadFormsTests.Sheet(rows.ToString());
    }

    private static string Row(int number, params string[] cells) =>
        $"""<row r="{number}">{string.Concat(cells.Select((cell, column) => $"""<c r="{(char)('A' + column)}{number}" t="inlineStr"><is><t>{cell}</t></is></c>"""))}</row>""";

    private static async Task<JsonNode> State(HttpClient program, string load) => JsonNode.Parse(await program.GetStringAsync(load))!;

    private async Task Work()
    {
        while (await app.RunJobs() > 0)
        {
            // One may make another.
        }
    }
}
