using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Dapper;
using Entente.Bodies;
using Entente.Records.Bulk;
using Entente.Shared.Data;
using Entente.Shared.Jobs;
using Entente.Tests.Kit;
using Entente.Tests.Rooms.SignIn;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entente.Tests.Rooms.Records.Api;

public sealed class LoadTests(ApiApp app) : IClassFixture<ApiApp>
{
    private const string Head = "vessel,gear,species,area,landed,weight,fish,length,discarded,price,transhipped,remark\n";
    private static int _week;

    [Fact]
    public async Task A_file_becomes_a_version_in_one_piece()
    {
        using var program = await Program("JPN");
        var address = await Opened(program);
        var load = await Put(program, address, Rows(25_300));
        (await State(program, load))["state"]!.ToString().ShouldBe("waiting");
        await Work();
        var state = await State(program, load);
        (state["state"]!.ToString(), (long)state["rows"]!, (int)state["version"]!).ShouldBe(("done", 25_300, 1));
        var id = Guid.Parse(address.Split('/')[^1]);
        (await app.Ask<long>("select count(*) from tuna.large_catches where statement = @id and until is null", new { id })).ShouldBe(25_300);
        (await app.Ask<long>("select count(*) from records.segment where statement = @id and section = 'catches' and until is null", new { id })).ShouldBe(26);
        (await app.Ask<string>("select vessel || weight::text from tuna.large_catches where statement = @id order by place desc limit 1", new { id })).ShouldBe("V25300300.5");
        (await app.Ask<bool>("select exists (select from records.leaf where statement = @id and version = 1)", new { id })).ShouldBeTrue();
        (await app.Ask<long>("select count(*) from records.load_part where load = @load", new { load = Guid.Parse(load.Split('/')[^1]) })).ShouldBe(0);
        (await ApiApp.Validate(JsonNode.Parse(await program.GetStringAsync("/api/tuna/openapi.json"))!, ("load", "/components/schemas/Load", state))).ShouldBe("");
    }

    [Fact]
    public async Task A_correction_replaces_the_rows_and_keeps_those_of_the_version_before()
    {
        using var program = await Program("JPN");
        using var desk = await app.Program($"Desk {Guid.NewGuid():n}", null, Right.Read, Right.Serve);
        var address = await Opened(program);
        await Put(program, address, Rows(1200));
        await Work();
        using (var back = new StringContent("""{"expected":1,"reason":"Again"}"""))
            (await desk.PostAsync(address + "/steps/return", back)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var load = await Put(program, address, Rows(900));
        await Work();
        (await State(program, load))["version"]!.ToString().ShouldBe("2");
        (await Count(program, address)).ShouldBe(900);
        (await Count(program, address + "/catches?version=1", whole: true)).ShouldBe(1200);
    }

    [Fact]
    public async Task Every_fault_is_told_with_its_row_and_nothing_is_written()
    {
        using var program = await Program("JPN");
        var address = await Opened(program);
        var load = await Put(program, address, Rows(12_000, number => number % 100 == 0 ? "-1" : "5"));
        await Work();
        var state = await State(program, load);
        (state["state"]!.ToString(), state["version"]).ShouldBe(("refused", null));
        var faults = JsonNode.Parse(await program.GetStringAsync(address + "/faults"))!["faults"]!.AsArray();
        faults.Where(fault => fault!["rule"]!.ToString() == "check:rule-1").Select(fault => (long)fault!["rowNumber"]!).ShouldBe(Enumerable.Range(1, 120).Select(number => number * 100L));
        ((long)state["faults"]!).ShouldBe(faults.Count);
        (await app.Ask<long>("select count(*) from tuna.large_catches where statement = @id", new { id = Guid.Parse(address.Split('/')[^1]) })).ShouldBe(0);
    }

    [Fact]
    public async Task The_same_file_sent_twice_is_one_load_and_one_that_waits_can_be_stopped()
    {
        using var program = await Program("JPN");
        var address = await Opened(program);
        var first = await Put(program, address, Rows(10));
        (await Put(program, address, Rows(10))).ShouldBe(first);
        (await program.DeleteAsync(first)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await State(program, first))["state"]!.ToString().ShouldBe("cancelled");
        (await program.DeleteAsync(first)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        await Work();
        (await app.Ask<int>("select version from records.statement where id = @id", new { id = Guid.Parse(address.Split('/')[^1]) })).ShouldBe(0);
    }

    [Fact]
    public async Task A_job_taken_on_after_its_node_died_carries_out_the_same_load_once()
    {
        using var program = await Program("JPN");
        var address = await Opened(program);
        var load = await Put(program, address, Rows(30));
        var loads = app.Services.GetRequiredService<Loads>();
        var job = await app.Ask<Guid>("select id from jobs.job where kind = 'load-rows' and done_at is null order by added_at desc limit 1");
        var taken = await loads.Next(job, default);
        load.ShouldEndWith(taken!.Id.ToString());
        (await loads.Next(job, default))!.Id.ShouldBe(taken.Id);
        await Work();
        (await State(program, load))["state"]!.ToString().ShouldBe("done");
        (await app.Ask<long>("select count(*) from records.version where statement = @id", new { id = Guid.Parse(address.Split('/')[^1]) })).ShouldBe(1);
    }

    [Fact]
    public async Task Parties_take_turns_and_whoever_sent_much_waits_for_the_others()
    {
        await Work();
        using var japan = await Program("JPN");
        using var ghana = await Program("GHA");
        var sent = new List<string>();
        for (var number = 0; number < 3; number++)
            sent.Add(await Put(japan, await Opened(japan), Rows(5)));
        sent.Add(await Put(ghana, await Opened(ghana), Rows(5)));
        var loads = app.Services.GetRequiredService<Loads>();
        var served = new List<string>();
        for (var number = 0; number < 4; number++)
            served.Add((await loads.Next(Guid.NewGuid(), default))!.Party!);
        served.Take(2).ShouldBe(["JPN", "GHA"], ignoreOrder: true);
        served.Skip(2).ShouldBe(["JPN", "JPN"]);
        await app.Do("update records.load set state = 'cancelled' where state = 'running'");
    }

    [Fact]
    public async Task Whoever_waits_is_told_how_many_are_before_and_no_more()
    {
        await Work();
        using var japan = await Program("JPN");
        using var ghana = await Program("GHA");
        await Put(japan, await Opened(japan), Rows(5));
        await Put(japan, await Opened(japan), Rows(6));
        var mine = await State(ghana, await Put(ghana, await Opened(ghana), Rows(7)));
        ((int)mine["ahead"]!).ShouldBeInRange(0, 1);
        mine.AsObject().Select(member => member.Key).ShouldBe(["load", "state", "ahead", "bytes", "bytesRead", "rows", "faults"]);
        await Work();
    }

    [Fact]
    public async Task What_became_of_files_stands_on_a_page_with_every_finding_as_a_file()
    {
        using var program = await Program("JPN");
        var address = await Opened(program);
        await Put(program, address, Rows(250, number => number == 249 ? "-1" : "5"));
        await Work();
        var (browser, _, _) = await app.SignedIn($"Looker {Guid.NewGuid():n}", ("tuna", "JPN", [Right.Read, Right.Submit]));
        using (browser)
        {
            var page = await browser.Get($"/bodies/tuna/large/{address.Split('/')[^1]}/loads");
            page.ShouldBeSeen(HttpStatusCode.OK, "Refused");
            var file = await browser.Get(page.Link("main a[download]"));
            file.Text.ShouldContain("Error,Catches,249,weight,");
            (await browser.Get($"/bodies/tuna/large/{Guid.NewGuid()}/loads")).Status.ShouldBe(HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task Whoever_may_not_submit_sends_no_rows()
    {
        using var program = await Program("JPN");
        var address = await Opened(program);
        using var reader = await app.Program($"Reader {Guid.NewGuid():n}", "JPN", Right.Read);
        using var ghana = await Program("GHA");
        (await Send(reader, address, Rows(1))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await Send(ghana, address, Rows(1))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var nobody = app.Anybody();
        (await Send(nobody, address, Rows(1))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private Task<HttpClient> Program(string party) => app.Program($"{party} {Guid.NewGuid():n}", party, Right.Read, Right.Enter, Right.Submit);

    private static async Task<string> Opened(HttpClient program)
    {
        var monday = new DateOnly(2001, 1, 1).AddDays(7 * Interlocked.Increment(ref _week));
        using var content = new StringContent($$"""{"step":"open","period":{"start":"{{monday:yyyy-MM-dd}}","end":"{{monday.AddDays(7):yyyy-MM-dd}}"} }""", Encoding.UTF8, "application/json");
        using var answer = await program.PostAsync("/api/tuna/large", content);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return answer.Headers.Location!.ToString();
    }

    private static async Task<string> Put(HttpClient program, string address, string rows)
    {
        using var answer = await Send(program, address, rows);
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
        return answer.Headers.Location!.ToString();
    }

    private static async Task<HttpResponseMessage> Send(HttpClient program, string address, string rows)
    {
        using var content = new StringContent(rows, Encoding.UTF8);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        return await program.PutAsync(address + "/catches", content);
    }

    private static async Task<JsonNode> State(HttpClient program, string load) => JsonNode.Parse(await program.GetStringAsync(load))!;

    private static async Task<int> Count(HttpClient program, string address, bool whole = false) =>
        (await program.GetStringAsync(whole ? address : address + "/catches")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;

    private static string Rows(int count, Func<int, string>? weight = null)
    {
        var text = new StringBuilder(Head);
        for (var number = 1; number <= count; number++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"V{number},PS,BFT,,,{(weight is null ? $"{number % 1000}.5" : weight(number))},,,0,,false,\n");
        return text.ToString();
    }

    private async Task Work()
    {
        while (await app.RunJobs() > 0)
        {
            // One may make another.
        }
    }
}
