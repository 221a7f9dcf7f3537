using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Entente.Records.Drafts;
using Entente.Tests.Kit;

namespace Entente.Tests.Rooms.Records.Drafts;

public sealed class CellsTests(Workshop shop) : IClassFixture<Workshop>
{
    [Fact]
    public async Task A_changed_cell_is_saved_and_the_answer_is_small()
    {
        var (draft, row) = await Begun();
        using var page = await Open(await shop.Known("Ana Cells", "tin/UTO", "reporter"), draft);
        using var answer = await page.Send(0, new { id = Guid.NewGuid(), kind = "set", section = "catches", row, field = "weight", wasText = "0", text = "1,250.5" });
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsByteArrayAsync()).Length.ShouldBeLessThan(1_000);
        (await shop.Read(draft.Statement))!.Value.Draft.Sections["catches"][row, "weight"].Value.ShouldBe("\"1250.5\"");
    }

    [Fact]
    public async Task What_a_colleague_wrote_meanwhile_comes_back_with_their_name()
    {
        var (draft, row) = await Begun();
        using var ana = await Open(await shop.Known("Ana Contends", "tin/UTO", "reporter"), draft);
        using var ben = await Open(await shop.Known("Ben Contends", "tin/UTO", "reporter"), draft);
        await ben.Send(0, new { id = Guid.NewGuid(), kind = "set", section = "catches", row, field = "weight", wasText = "0", text = "7" }, new { id = Guid.NewGuid(), kind = "set", section = "catches", row, field = "fish", text = "3" });
        var told = await Told(await ana.Send(0, new { id = Guid.NewGuid(), kind = "set", section = "catches", row, field = "weight", wasText = "0", text = "8" }));
        told.GetProperty("others")[0].GetProperty("name").GetString().ShouldBe("Ben Contends");
        var cells = told.GetProperty("cells").EnumerateArray().ToDictionary(cell => cell.GetProperty("field").GetString()!, cell => cell.GetProperty("values").EnumerateArray().Select(value => $"{value.GetProperty("text")} {(value.TryGetProperty("by", out var by) ? by : default)}".Trim()).ToList());
        cells["fish"].ShouldBe(["3"]);
        cells["weight"].ShouldBe(["7 Ben Contends", "8 Ana Contends"], ignoreOrder: true);
        using var later = await ben.Ask(0);
        (await Told(later)).GetProperty("cells").EnumerateArray().Single(cell => cell.GetProperty("field").GetString() == "weight").GetProperty("values").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task What_cannot_be_read_is_refused_with_its_reason_and_the_rest_is_saved()
    {
        var (draft, row) = await Begun();
        using var page = await Open(await shop.Known("Ana Refused", "tin/UTO", "reporter"), draft);
        var wrong = Guid.NewGuid();
        var told = await Told(await page.Send(0,
            new { id = wrong, kind = "set", section = "catches", row, field = "weight", wasText = "0", text = "a lot" },
            new { id = Guid.NewGuid(), kind = "set", section = "catches", row, field = "no_such", wasText = "", text = "x" },
            new { id = Guid.NewGuid(), kind = "set", section = "catches", row, field = "price", wasText = "", text = "3" }));
        told.GetProperty("refused").GetArrayLength().ShouldBe(2);
        told.GetProperty("refused")[0].GetProperty("id").GetGuid().ShouldBe(wrong);
        told.GetProperty("sequence").GetInt64().ShouldBe(1);
    }

    [Fact]
    public async Task Whoever_may_not_enter_may_not_write()
    {
        var (draft, row) = await Begun();
        var change = new { id = Guid.NewGuid(), kind = "set", section = "catches", row, field = "weight", text = "1" };
        foreach (var (side, post, status) in new[] { ("tin/UTO", "approver", HttpStatusCode.Forbidden), ("tin/ARC", "reporter", HttpStatusCode.NotFound), ("tin/", "officer", HttpStatusCode.Forbidden) })
        {
            using var page = await Open(await shop.Known($"Some {post} {side}", side, post), draft, known: side != "tin/ARC");
            using var answer = await page.Send(0, change);
            answer.StatusCode.ShouldBe(status, $"{post} of {side}");
        }
    }

    [Fact]
    public async Task Without_the_forms_token_nothing_is_taken()
    {
        var (draft, row) = await Begun();
        using var page = await Open(await shop.Known("Ana Forged", "tin/UTO", "reporter"), draft);
        page.Token = "forged";
        using var answer = await page.Send(0, new { id = Guid.NewGuid(), kind = "set", section = "catches", row, field = "weight", text = "1" });
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await shop.Read(draft.Statement))!.Value.Open.Sequence.ShouldBe(0);
    }

    [Fact]
    public async Task What_somebody_else_typed_at_the_same_computer_is_neither_taken_nor_answered()
    {
        var (draft, row) = await Begun();
        using var ana = await Open(await shop.Known("Ana Before", "tin/UTO", "reporter"), draft);
        ana.Who = "somebody-before";
        using var answer = await ana.Send(0, new { id = Guid.NewGuid(), kind = "set", section = "catches", row, field = "weight", text = "1" });
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await Told(answer)).GetProperty("why").GetString().ShouldBe("somebody-else");
        using var asked = await ana.Ask(0);
        asked.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await shop.Read(draft.Statement))!.Value.Open.Sequence.ShouldBe(0);
    }

    [Fact]
    public async Task What_was_typed_in_French_is_read_as_French_whatever_the_language_of_the_day()
    {
        var (draft, row) = await Begun();
        using var page = await Open(await shop.Known("Ana Bilingual", "tin/UTO", "reporter"), draft);
        page.Language = "fr";
        await page.Send(0, new { id = Guid.NewGuid(), kind = "set", section = "catches", row, field = "weight", text = "1 250,5" });
        (await shop.Read(draft.Statement))!.Value.Draft.Sections["catches"][row, "weight"].Value.ShouldBe("\"1250.5\"");
    }

    [Fact]
    public async Task A_session_that_ended_is_said_in_a_status_that_a_page_understands()
    {
        var (draft, _) = await Begun();
        using var browser = shop.Browser();
        using var request = new HttpRequestMessage(HttpMethod.Post, Address(draft)) { Content = JsonContent.Create(new { generation = 1 }) };
        request.Headers.Add("Sec-Fetch-Mode", "cors");
        using var answer = await browser.Http.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_draft_that_ended_says_so_and_which_one_is_open_now()
    {
        var (draft, row) = await Begun();
        using var page = await Open(await shop.Known("Ana Late", "tin/UTO", "reporter"), draft);
        await shop.Own.Write(connection => shop.Drafting.End(connection, draft.Statement, 1, DraftEnd.Carried));
        await shop.NewDraft(draft.Statement);
        using var answer = await page.Send(0, new { id = Guid.NewGuid(), kind = "set", section = "catches", row, field = "weight", text = "1" });
        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await Told(answer)).GetProperty("generation").GetInt32().ShouldBe(2);
    }

    private async Task<(OpenDraft Draft, Guid Row)> Begun()
    {
        var content = Workshop.Content(1);
        return (await shop.NewDraft(beginning: DraftBeginning.Version(content, 1)), content.Rows("catches")[0].Id);
    }

    private static string Address(OpenDraft draft) => $"/bodies/tin/large/{draft.Statement}/cells";

    private static async Task<JsonElement> Told(HttpResponseMessage answer) => JsonElement.Parse(await answer.Content.ReadAsStringAsync());

    private async Task<Tab> Open(Entente.Bodies.Person person, OpenDraft draft, bool known = true)
    {
        var browser = shop.As(person);
        using var asked = await browser.Http.GetAsync(Address(draft) + "?token=1");
        asked.StatusCode.ShouldBe(known ? HttpStatusCode.OK : HttpStatusCode.NotFound);
        if (known)
            return new Tab(browser, draft, asked.Headers.GetValues("X-Form-Token").Single());
        // Somebody else's token is as good as any: what matters is who asks.
        var own = await shop.NewDraft(await shop.NewStatement("ARC"));
        using var theirs = await browser.Http.GetAsync(Address(own) + "?token=1");
        return new Tab(browser, draft, theirs.Headers.GetValues("X-Form-Token").Single());
    }

    private sealed class Tab(Browser browser, OpenDraft draft, string token) : IDisposable
    {
        public string Token { get; set; } = token;

        public string? Who { get; set; }

        public string? Language { get; set; }

        public Task<HttpResponseMessage> Send(long since, params object[] changes)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, Address(draft)) { Content = JsonContent.Create(new { generation = draft.Generation, client = browser.GetHashCode().ToString(System.Globalization.CultureInfo.InvariantCulture), since, changes, who = Who, language = Language }) };
            request.Headers.Add("RequestVerificationToken", Token);
            return browser.Http.SendAsync(request);
        }

        public Task<HttpResponseMessage> Ask(long since) => browser.Http.GetAsync($"{Address(draft)}?since={since}&token=1{(Who is null ? "" : $"&who={Who}")}");

        public void Dispose() => browser.Dispose();
    }
}
