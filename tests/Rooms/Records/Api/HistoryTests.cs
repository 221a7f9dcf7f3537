using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Entente.Bodies;
using Entente.Tests.Rooms.SignIn;

namespace Entente.Tests.Rooms.Records.Api;

/// <summary>What was declared before this system, and corrections that a program of the body proposes.</summary>
public sealed class HistoryTests(ApiApp app) : IClassFixture<ApiApp>
{
    [Fact]
    public async Task History_keeps_the_date_on_which_it_was_declared_and_says_where_it_comes_from()
    {
        using var desk = await app.Program("History", null, Right.Read, Right.Serve);
        var (status, first) = await Send(desk, "/api/tuna/catch/history", Old("2008-02-01T09:00:00Z", "12.5"));
        status.ShouldBe(HttpStatusCode.Created, first.ToJsonString());
        first["state"]!.ToString().ShouldBe("accepted");
        var id = Guid.Parse(first["statement"]!.ToString());
        var (again, _) = await Send(desk, "/api/tuna/catch/history", Old("2009-05-01T09:00:00Z", "13", $"\"statement\":\"{id}\",\"expected\":1,"));
        again.ShouldBe(HttpStatusCode.Created);
        (await app.Ask<string>("select string_agg(to_char(made_at at time zone 'UTC', 'YYYY-MM-DD') || ' ' || imported_from, ', ' order by number) from records.version where statement = @id", new { id }))
            .ShouldBe("2008-02-01 Archive, box 7, 2009-05-01 Archive, box 7");
        JsonNode.Parse(await desk.GetStringAsync($"/api/tuna/catch/{id}?version=1"))!["content"]!["report"]!["f03"]!.ToString().ShouldBe("12.5");
    }

    [Fact]
    public async Task History_is_not_from_the_future_not_without_a_source_and_not_a_party_s_to_write()
    {
        using var desk = await app.Program("History of tomorrow", null, Right.Read, Right.Serve);
        using var japan = await app.Program("Japan on history", "JPN", Right.Read, Right.Enter, Right.Submit);
        (await Send(desk, "/api/tuna/catch/history", Old("2031-02-01T09:00:00Z", "1"))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Send(desk, "/api/tuna/catch/history", Old("2008-02-01T09:00:00Z", "1").Replace("Archive, box 7", " ", StringComparison.Ordinal))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Send(desk, "/api/tuna/catch/history", Old("yesterday", "1"))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Send(japan, "/api/tuna/catch/history", Old("2008-02-01T09:00:00Z", "1"))).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_program_of_the_body_proposes_and_one_of_the_party_agrees()
    {
        using var desk = await app.Program("Proposing", null, Right.Read, Right.Serve);
        using var japan = await app.Program("Agreeing", "JPN", Right.Read, Right.Enter, Right.Submit);
        using var ghana = await app.Program("Looking on", "GHA", Right.Read, Right.Submit);
        var (status, declared) = await Send(japan, "/api/tuna/catch", """{"shownTo":"parties","period":{"start":"2007-01-01","end":"2007-01-08"},"content":{"report":{"f01":"K. Sato","f03":"5"} } }""");
        status.ShouldBe(HttpStatusCode.Created, declared.ToJsonString());
        var address = $"/api/tuna/catch/{declared["statement"]}";
        var proposal = """{"expected":1,"reason":"Units","content":{"report":{"f01":"K. Sato","f03":"5000"} } }""";
        (await ghana.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var (notTheirs, why) = await Send(ghana, $"{address}/proposal", proposal);
        notTheirs.ShouldBe(HttpStatusCode.Forbidden, why.ToJsonString());
        (await Send(desk, $"{address}/proposal", proposal)).Status.ShouldBe(HttpStatusCode.OK);
        (await Send(desk, $"{address}/proposal", proposal)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Send(ghana, $"{address}/proposal/agree", "{}")).Status.ShouldNotBe(HttpStatusCode.OK);
        JsonNode.Parse(await japan.GetStringAsync(address))!["content"]!["report"]!["f03"]!.ToString().ShouldBe("5");
        (await Send(japan, $"{address}/proposal/agree", "{}")).Status.ShouldBe(HttpStatusCode.Created);
        JsonNode.Parse(await japan.GetStringAsync(address))!["content"]!["report"]!["f03"]!.ToString().ShouldBe("5000");
        (await Send(japan, $"{address}/proposal/agree", "{}")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    private static string Old(string at, string figure, string more = "") =>
        $$"""{ {{more}}"party":"JPN","period":{"start":"2008-01-07","end":"2008-01-14"},"declaredAt":"{{at}}","source":"Archive, box 7","content":{"report":{"f03":"{{figure}}"} } }""";

    private static async Task<(HttpStatusCode Status, JsonNode Json)> Send(HttpClient program, string address, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var answer = await program.PostAsync(address, content);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!);
    }
}
