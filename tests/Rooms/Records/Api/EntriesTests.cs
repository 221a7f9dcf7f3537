using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Entente.Bodies;
using Entente.Tests.Rooms.Records.Registers;

namespace Entente.Tests.Rooms.Records.Api;

/// <summary>Entries of registers by program: what is done to them, what is asked for, and how they stood at a moment.</summary>
public sealed class EntriesTests(RegisterApp app) : IClassFixture<RegisterApp>
{
    private const string List = "/api/tuna/vessels";

    [Fact]
    public async Task An_entry_is_ended_once_however_often_it_is_sent_and_read_as_of_any_moment()
    {
        using var japan = await Program("JPN");
        var id = await app.Entered("Ao Maru", "2020-01-01");
        var before = app.Clock.GetUtcNow();
        app.Clock.Advance(TimeSpan.FromDays(1));
        const string end = """{"expected": 1, "from": "2024-01-01", "reason": "Scrapped"}""";
        var first = await Post(japan, $"{List}/{id}/acts/end", end, "end-1");
        first.Status.ShouldBe(HttpStatusCode.Created);
        first.Json["version"]!.GetValue<int>().ShouldBe(2);
        (await Post(japan, $"{List}/{id}/acts/end", end, "end-1")).Status.ShouldBe(HttpStatusCode.OK);
        var again = await Post(japan, $"{List}/{id}/acts/end", end, "end-2");
        again.Status.ShouldBe(HttpStatusCode.Conflict);
        again.Type.ShouldBe("application/problem+json");
        (await As(japan, id, "valid-on=2023-12-31"))["holds"]!.GetValue<bool>().ShouldBeTrue();
        var now = await As(japan, id, "valid-on=2024-06-01");
        now["holds"]!.GetValue<bool>().ShouldBeFalse();
        now["content"]!.AsObject().ShouldBeEmpty();
        var then = await As(japan, id, $"valid-on=2024-06-01&known-at={before.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}");
        then["content"]!["vessel"]!["name"]!.ToString().ShouldBe("Ao Maru");
        then["valid"]!.ToJsonString().ShouldBe("""{"start":"2020-01-01"}""");
        (await Post(japan, $"{List}/{id}/acts/undo", """{"expected": 2, "reason": "Mistake"}""")).Status.ShouldBe(HttpStatusCode.Created);
        (await As(japan, id, "valid-on=2024-06-01"))["holds"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task Who_asks_for_an_entry_that_was_merged_is_told_which_one_it_is_now()
    {
        using var japan = await Program("JPN");
        using var ghana = await Program("GHA");
        var (kept, gone) = (await app.Entered("Kiri Maru", "2020-01-01"), await app.Entered("Kiri-Maru", "2020-01-01"));
        (await Post(japan, $"{List}/{gone}/acts/merge", $$"""{"expected": 1, "into": "{{Guid.NewGuid()}}", "reason": "Same"}""")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Post(ghana, $"{List}/{gone}/acts/merge", $$"""{"expected": 1, "into": "{{kept}}", "reason": "Same"}""")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await Post(japan, $"{List}/{gone}/acts/merge", $$"""{"expected": 1, "into": "{{kept}}", "reason": "Same"}""")).Status.ShouldBe(HttpStatusCode.Created);
        JsonNode.Parse(await japan.GetStringAsync($"{List}/{gone}"))!["mergedInto"]!.ToString().ShouldBe(kept.ToString());
        (await As(japan, gone, "valid-on=2021-01-01"))["mergedInto"]!.ToString().ShouldBe(kept.ToString());
        JsonNode.Parse(await japan.GetStringAsync($"{List}/{kept}"))!["mergedInto"].ShouldBeNull();
    }

    [Fact]
    public async Task An_entry_is_split_with_the_whole_content_of_each_part()
    {
        using var japan = await Program("JPN");
        var (id, sign) = (await app.Entered("Futago", "2020-01-01"), app.Sign());
        var split = $$$$"""{"expected": 1, "from": "2024-01-01", "reason": "Two hulls", "parts": [{"content": {"vessel": {"name": "Ichi", "ircs": "{{{{sign}}}}"}}}, {"content": {"vessel": {"name": "Ni", "ircs": "{{{{sign}}}}"}}}]}""";
        var refused = await Post(japan, $"{List}/{id}/acts/split", split);
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Json["errors"]![0]!["rule"]!.ToString().ShouldBe("key-taken");
        (await Post(japan, $"{List}/{id}/acts/split", split.Replace($"\"Ni\", \"ircs\": \"{sign}\"", $"\"Ni\", \"ircs\": \"{app.Sign()}\"", StringComparison.Ordinal))).Status.ShouldBe(HttpStatusCode.Created);
        (await As(japan, id, "valid-on=2024-01-01"))["holds"]!.GetValue<bool>().ShouldBeFalse();
        (await Post(japan, $"{List}/{id}/acts/split", """{"parts": [{"what": 1}], "from": "soon"}""")).Json["errors"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_is_probably_there_already_is_a_warning_that_stops_nothing()
    {
        using var japan = await Program("JPN");
        await app.Entered("Yuki Maru 12", "2020-01-01", party: "GHA");
        var sent = await Post(japan, List, $$$$"""{"valid": {"start": "2024-01-01"}, "content": {"vessel": {"name": "YUKI-MARU 12", "ircs": "{{{{app.Sign()}}}}"}}}""");
        sent.Status.ShouldBe(HttpStatusCode.Created);
        var warning = sent.Json["faults"]!.AsArray().ShouldHaveSingleItem()!;
        (warning["rule"]!.ToString(), warning["level"]!.ToString(), warning["pointer"]!.ToString()).ShouldBe(("probably-same", "warning", "/content/vessel/name"));
        warning["detail"]!.ToString().ShouldContain("Yuki Maru 12");
    }

    [Fact]
    public async Task Where_entries_change_by_request_a_program_asks_and_another_answers()
    {
        const string list = "/api/tuna/asked";
        using var japan = await Program("JPN");
        using var ghana = await Program("GHA");
        using var desk = await app.Program($"Desk {Guid.NewGuid():n}", null, Right.Read, Right.Serve);
        var content = $$$$"""{"content": {"vessel": {"name": "Negai", "ircs": "{{{{app.Sign()}}}}"}}, "valid": {"start": "2024-01-01"}}""";
        var refused = await Post(japan, list, content);
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Json["errors"]![0]!["rule"]!.ToString().ShouldBe("by-request");
        var asked = await Post(japan, list, "{\"request\": true, " + content[1..], "ask");
        asked.Status.ShouldBe(HttpStatusCode.Created);
        var id = asked.Json["statement"]!.ToString();
        var waiting = JsonNode.Parse(await desk.GetStringAsync($"{list}/requests"))!["items"]!.AsArray().Single(item => item!["statement"]!.ToString() == id)!;
        (waiting["act"]!.ToString(), waiting["title"]!.ToString(), waiting["outcome"]!.ToString()).ShouldBe(("begin", "Negai", "waits"));
        JsonNode.Parse(await ghana.GetStringAsync($"{list}/requests"))!["items"]!.AsArray().ShouldNotContain(item => item!["statement"]!.ToString() == id);
        var address = $"{list}/{id}/requests/{waiting["id"]}";
        (await Post(japan, $"{address}/agree", "{}")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await Post(ghana, $"{address}/agree", "{}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Post(desk, $"{address}/agree", "{}")).Status.ShouldBe(HttpStatusCode.Created);
        (await Post(desk, $"{address}/refuse", """{"reason": "Too late"}""")).Status.ShouldBe(HttpStatusCode.Conflict);
        JsonNode.Parse(await japan.GetStringAsync($"{list}/{id}"))!["state"]!.ToString().ShouldBe("accepted");
        JsonNode.Parse(await japan.GetStringAsync($"{list}/{id}/requests"))!["items"]![0]!["outcome"]!.ToString().ShouldBe("agreed");
    }

    [Fact]
    public async Task The_document_describes_what_is_done_to_entries_and_what_is_answered()
    {
        using var japan = await Program("JPN");
        var id = await app.Entered("Shorui", "2020-01-01");
        var document = JsonNode.Parse(await japan.GetStringAsync("/api/tuna/openapi.json"))!;
        document["paths"]!.AsObject().Select(path => path.Key).ShouldContain("/api/tuna/vessels/{id}/acts/split");
        document["paths"]!.AsObject().Select(path => path.Key).ShouldContain("/api/tuna/asked/requests");
        document["paths"]!.AsObject().Select(path => path.Key).ShouldNotContain("/api/tuna/vessels/requests");
        (await ApiApp.Validate(document, ("as of", "/components/schemas/vessels.statement", await As(japan, id, "valid-on=2021-01-01")))).ShouldBe("");
    }

    private Task<HttpClient> Program(string party) => app.Program($"{party} {Guid.NewGuid():n}", party, Right.Read, Right.Enter, Right.Submit);

    private static async Task<JsonNode> As(HttpClient http, Guid id, string query) => JsonNode.Parse(await http.GetStringAsync($"{List}/{id}?{query}"))!;

    private static async Task<(HttpStatusCode Status, JsonNode Json, string? Type)> Post(HttpClient http, string address, string json, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!, answer.Content.Headers.ContentType?.MediaType);
    }
}
