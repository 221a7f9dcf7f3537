using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Entente.Bodies;
using Entente.Client.Api;

namespace Entente.Tests.Rooms.Records.Api;

public sealed class DeclaringTests(ApiApp app) : IClassFixture<ApiApp>
{
    private static int _week;

    [Fact]
    public async Task What_was_declared_comes_back_as_it_was_in_the_form_that_is_described()
    {
        using var program = await Japan();
        var (address, reply) = await Declare(program);
        var one = JsonNode.Parse(await program.GetStringAsync(address))!;
        one["content"]!.ToJsonString().ShouldBe("""{"report":{"f01":"K. Sato","f03":"12.5"}}""");
        one["state"]!.ToString().ShouldBe("submitted");
        var list = JsonNode.Parse(await program.GetStringAsync("/api/tuna/catch?party=JPN"))!;
        var document = JsonNode.Parse(await program.GetStringAsync("/api/tuna/openapi.json"))!;
        (await ApiApp.Validate(document, ("reply", "/components/schemas/Reply", reply), ("one", "/components/schemas/catch.statement", one),
            ("list", "/components/schemas/catch.statement.page", list))).ShouldBe("");
    }

    [Fact]
    public async Task What_one_may_not_read_is_not_there_and_so_is_what_one_would_do_with_it()
    {
        using var japan = await Japan();
        using var ghana = await app.Program($"Ghana {Guid.NewGuid():n}", "GHA", Right.Read, Right.Submit);
        using var nobody = app.Anybody();
        var (address, _) = await Declare(japan, shownTo: "own");
        foreach (var other in new[] { ghana, nobody })
            foreach (var part in new[] { "", "/faults" })
                (await other.GetAsync(address + part)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        JsonNode.Parse(await ghana.GetStringAsync("/api/tuna/catch?party=JPN"))!["items"]!.AsArray().ShouldNotContain(item => address.EndsWith(item!["id"]!.ToString()));
        (await Send(ghana, address + "/steps/withdraw", """{"expected":1,"reason":"Not mine"}""")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Send(nobody, address + "/steps/withdraw", """{"expected":1}""")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task What_is_already_there_is_not_sent_again()
    {
        using var program = await Japan();
        var (address, _) = await Declare(program);
        using var first = await program.GetAsync(address);
        using var again = new HttpRequestMessage(HttpMethod.Get, address);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await program.SendAsync(again);
        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await second.Content.ReadAsStringAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Pages_of_a_list_hold_everything_once_and_a_cursor_fits_its_question_only()
    {
        using var program = await app.Program($"Paging {Guid.NewGuid():n}", "GHA", Right.Read, Right.Submit);
        var declared = new List<string>();
        for (var number = 0; number < 5; number++)
            declared.Add((await Declare(program)).Address.Split('/')[^1]);
        var seen = new List<string>();
        var next = "";
        do
        {
            var page = JsonNode.Parse(await program.GetStringAsync($"/api/tuna/catch?party=GHA&limit=2{next}"))!;
            seen.AddRange(page["items"]!.AsArray().Select(item => item!["id"]!.ToString()));
            next = page["next"] is { } cursor ? $"&cursor={cursor}" : "";
        }
        while (next.Length > 0);
        seen.ShouldBe(declared, ignoreOrder: true);
        var first = JsonNode.Parse(await program.GetStringAsync("/api/tuna/catch?party=GHA&limit=2"))!;
        (await program.GetAsync($"/api/tuna/catch?party=JPN&limit=2&cursor={first["next"]}")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Steps_of_the_workflow_are_taken_once_under_one_key()
    {
        using var japan = await Japan();
        using var desk = await app.Program($"Desk {Guid.NewGuid():n}", null, Right.Read, Right.Serve);
        var (address, _) = await Declare(japan);
        (await Send(desk, address + "/steps/return", """{"expected":1}""")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var (status, accepted) = await Send(desk, address + "/steps/accept", """{"expected":1}""", "accept-1");
        (status, accepted["state"]!.ToString()).ShouldBe((HttpStatusCode.OK, "accepted"));
        (await Send(desk, address + "/steps/accept", """{"expected":1}""", "accept-1")).Status.ShouldBe(HttpStatusCode.OK);
        (await Send(desk, address + "/steps/accept", """{"expected":1}""", "accept-2")).Status.ShouldBe(HttpStatusCode.Conflict);
        (await Send(japan, address + "/steps/accept", """{"expected":1}""")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Everything_wrong_with_a_content_is_said_at_once_with_its_pointer()
    {
        using var program = await Japan();
        var (status, problem) = await Send(program, "/api/tuna/catch", """{"party":"JPN","content":{"report":{"f03":"many","f99":1,"f02":"perhaps"}}}""");
        status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        problem["errors"]!.AsArray().Select(error => error!["pointer"]?.ToString()).ShouldBe(["/content/report/f03", "/content/report", "/content/report/f02"]);
        (await Send(program, "/api/tuna/catch", "{")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Rows_come_as_lines_as_JSON_or_as_CSV()
    {
        using var program = await Japan();
        var rows = string.Join(',', Enumerable.Range(1, 1500).Select(number => $$"""{"vessel":"V{{number}}","gear":"PS","species":"BFT","weight":{{number}}.5,"transhipped":false}"""));
        var (status, reply) = await Send(program, "/api/tuna/large", $$"""{"period":{{Week()}},"content":{"catches":[{{rows}}]} }""");
        status.ShouldBe(HttpStatusCode.Created, reply.ToJsonString());
        var address = $"/api/tuna/large/{reply["statement"]}/catches";
        var lines = (await Get(program, address, "application/jsonl")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(1500);
        JsonNode.Parse(lines[1499])!["weight"]!.ToString().ShouldBe("1500.5");
        JsonNode.Parse(await Get(program, address, "application/json"))!.AsArray().Count.ShouldBe(1500);
        var csv = (await Get(program, address, "text/csv")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        csv[0].ShouldStartWith("row_id,vessel,gear");
        csv.Length.ShouldBe(1501);
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept", "image/png" } } };
        (await program.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.NotAcceptable);
    }

    [Fact]
    public async Task The_client_sends_what_was_lost_again_and_it_is_done_once()
    {
        using var program = await Japan();
        var losing = new LosesAnswers(app.Server.CreateHandler(), 2);
        using var http = new HttpClient(losing);
        using var api = new EntenteApi(http, new Uri("https://localhost/"), program.DefaultRequestHeaders.Authorization!.Parameter, (_, _) => Task.CompletedTask);
        var content = Encoding.UTF8.GetBytes($$"""{"period":{{Week()}},"content":{"report":{"f01":"Lost"} } }""");
        var reply = await api.Submit("tuna/catch", () => new MemoryStream(content), cancel: TestContext.Current.CancellationToken);
        (reply.Done, reply.Version, losing.Asked).ShouldBe((true, 1, 3));
        var all = new List<string>();
        await foreach (var item in api.List("tuna/catch", "party=JPN", TestContext.Current.CancellationToken))
            all.Add(item.GetProperty("id").GetString()!);
        all.Count(id => id == reply.Statement.ToString()).ShouldBe(1);
    }

    [Fact]
    public async Task Cells_of_a_draft_are_changed_one_by_one_and_submitted_as_they_stand()
    {
        using var program = await Japan();
        var (_, opened) = await Send(program, "/api/tuna/catch", $$"""{"step":"open","period":{{Week()}} }""");
        var address = $"/api/tuna/catch/{opened["statement"]}";
        (await Patch(program, address, """{"changes":[{"section":"report","field":"f01","now":"K. Sato"},{"section":"report","field":"f03","now":7}]}""")).Status.ShouldBe(HttpStatusCode.OK);
        var (status, problem) = await Patch(program, address, """{"changes":[{"section":"report","field":"f01","now":"Lost"},{"section":"nowhere","field":"f03","now":7}]}""");
        (status, problem["errors"]![0]!["pointer"]!.ToString()).ShouldBe((HttpStatusCode.UnprocessableEntity, "/changes/1"));
        JsonNode.Parse(await program.GetStringAsync(address + "/draft"))!["content"]!.ToJsonString().ShouldBe("""{"report":{"f01":"K. Sato","f03":"7"}}""");
        (await Send(program, address + "/steps/submit", "{}")).Status.ShouldBe(HttpStatusCode.Created);
        JsonNode.Parse(await program.GetStringAsync(address))!["content"]!["report"]!["f03"]!.ToString().ShouldBe("7");
    }

    private static async Task<(HttpStatusCode Status, JsonNode Json)> Patch(HttpClient program, string address, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await program.PatchAsync(address + "/draft", content);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    private static string Week()
    {
        var monday = new DateOnly(2001, 1, 1).AddDays(7 * Interlocked.Increment(ref _week));
        return $$"""{"start":"{{monday:yyyy-MM-dd}}","end":"{{monday.AddDays(7):yyyy-MM-dd}}"}""";
    }

    private Task<HttpClient> Japan() => app.Program($"Japan {Guid.NewGuid():n}", "JPN", Right.Read, Right.Submit, Right.Enter);

    private static async Task<(string Address, JsonNode Reply)> Declare(HttpClient program, string shownTo = "parties")
    {
        var (status, reply) = await Send(program, "/api/tuna/catch", $$"""{"period":{{Week()}},"shownTo":"{{shownTo}}","content":{"report":{"f01":"K. Sato","f03":12.50} } }""");
        status.ShouldBe(HttpStatusCode.Created, reply.ToJsonString());
        return ($"/api/tuna/catch/{reply["statement"]}", reply);
    }

    private static async Task<(HttpStatusCode Status, JsonNode Json)> Send(HttpClient program, string address, string json, string? once = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        if (once is not null)
            request.Headers.Add("Idempotency-Key", once);
        using var answer = await program.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!);
    }

    private static async Task<string> Get(HttpClient program, string address, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(accept));
        using var answer = await program.SendAsync(request);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe(accept);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>A line that carries what is sent and loses the first answers.</summary>
    private sealed class LosesAnswers(HttpMessageHandler line, int losses) : DelegatingHandler(line)
    {
        public int Asked { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            if (request.Method == HttpMethod.Post && ++Asked <= losses)
                throw new HttpRequestException("The line broke.");
            return answer;
        }
    }
}
