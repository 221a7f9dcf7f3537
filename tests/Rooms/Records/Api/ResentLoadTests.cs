using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Tests.Kit;
using Entente.Tests.Rooms.SignIn;

namespace Entente.Tests.Rooms.Records.Api;

/// <summary>The large definition, and one like it whose vessels tell its rows apart.</summary>
public sealed class KeyedApp : ApiApp
{
    protected override IEnumerable<Definition> Published() => base.Published().Append(Keyed(Kit.Definitions.Large()));

    private static Definition Keyed(Definition large) =>
        large with { Code = "keyed", Sections = [large.Sections[0] with { Rows = large.Sections[0].Rows! with { Key = ["vessel"] } }] };
}

/// <summary>A table that is sent again as a file without ids of rows.</summary>
public sealed class ResentLoadTests(KeyedApp app) : IClassFixture<KeyedApp>
{
    private const int Rows = 2500;
    private const string Head = "vessel,gear,species,weight,transhipped\n";

    [Fact]
    public async Task Of_rows_that_a_key_tells_apart_only_those_are_written_that_are_new_or_changed()
    {
        await Twice("keyed", Row(-1, "7"), Enumerable.Range(0, Rows).Select(number => Row(number, number == 1200 ? "8" : "5")));
        (await Since("keyed", "since = 2")).ShouldBe("V-1 V1200");
        (await Since("keyed", "until = 2")).ShouldBe("V1200");
    }

    [Fact]
    public async Task Rows_without_a_key_are_the_same_at_the_same_place()
    {
        var segments = await Twice("large", null, Enumerable.Range(0, Rows).Select(number => Row(number, number == 1200 ? "8" : "5")));
        (await Since("large", "since = 2 and vessel <> 'V0'")).ShouldBe("V1200");
        segments.ShouldBe(1);
    }

    [Fact]
    public async Task A_row_without_an_id_in_a_file_that_has_ids_is_a_new_row()
    {
        using var program = await Program();
        var address = await Opened(program, "large", 30);
        await Load(program, address, Head + Row(0, "5") + Row(1, "5"));
        var sent = (await CsvOf(program, address)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        await Return(address);
        await Load(program, address, string.Join('\n', [sent[0], New(sent[0]), .. sent[1..]]) + "\n");
        (await app.Ask<string>("select string_agg(vessel, ' ' order by place) from tuna.large_catches where statement = @id and until is null", new { id = Id(address) })).ShouldBe("New V0 V1");
        (await app.Ask<long>("select count(distinct row_id) from tuna.large_catches where statement = @id", new { id = Id(address) })).ShouldBe(3);
    }

    // How many segments the second file made.
    private async Task<long> Twice(string definition, string? first, IEnumerable<string> second)
    {
        using var program = await Program();
        var address = await Opened(program, definition, 1);
        await Load(program, address, Head + string.Concat(Enumerable.Range(0, Rows).Select(number => Row(number, "5"))));
        await Return(address);
        await Load(program, address, Head + first + string.Concat(second));
        return await app.Ask<long>("select count(*) from records.segment where statement = @id and section = 'catches' and since = 2", new { id = Id(address) });
    }

    private async Task Return(string address)
    {
        using var desk = await app.Program($"Desk {Guid.NewGuid():n}", null, Right.Read, Right.Serve);
        using var back = new StringContent("""{"expected":1,"reason":"Again"}""");
        (await desk.PostAsync(address + "/steps/return", back)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<string> Since(string definition, string rows) => await app.Ask<string>($"select string_agg(vessel, ' ' order by place) from tuna.{definition}_catches where {rows} and vessel <> 'New'");

    private Task<HttpClient> Program() => app.Program($"Sender {Guid.NewGuid():n}", "JPN", Right.Read, Right.Enter, Right.Submit);

    private async Task Load(HttpClient program, string address, string rows)
    {
        using var content = new StringContent(rows, Encoding.UTF8) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };
        using var put = await program.PutAsync(address + "/catches", content);
        put.StatusCode.ShouldBe(HttpStatusCode.Accepted, await put.Content.ReadAsStringAsync());
        while (await app.RunJobs() > 0)
        {
            // One may make another.
        }
        JsonNode.Parse(await program.GetStringAsync(put.Headers.Location))!["state"]!.ToString().ShouldBe("done", await program.GetStringAsync(address + "/faults"));
    }

    private static async Task<string> CsvOf(HttpClient program, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address + "/catches") { Headers = { Accept = { new MediaTypeWithQualityHeaderValue("text/csv") } } };
        using var answer = await program.SendAsync(request);
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<string> Opened(HttpClient program, string definition, int week)
    {
        var monday = new DateOnly(2001, 1, 1).AddDays(7 * week);
        using var content = new StringContent($$"""{"step":"open","period":{"start":"{{monday:yyyy-MM-dd}}","end":"{{monday.AddDays(7):yyyy-MM-dd}}"} }""", Encoding.UTF8, "application/json");
        using var opened = await program.PostAsync($"/api/tuna/{definition}", content);
        opened.StatusCode.ShouldBe(HttpStatusCode.Created, await opened.Content.ReadAsStringAsync());
        return opened.Headers.Location!.ToString();
    }

    private static string New(string head) =>
        string.Join(',', head.Split(',').Select(name => name switch { "vessel" => "New", "gear" => "PS", "species" => "BFT", "weight" => "9", "transhipped" => "false", _ => "" }));

    private static Guid Id(string address) => Guid.Parse(address.Split('/')[^1]);

    private static string Row(int number, string weight) => $"V{number},PS,BFT,{weight},false\n";
}
