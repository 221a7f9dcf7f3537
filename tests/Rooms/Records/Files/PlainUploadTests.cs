using System.Net;
using System.Text;
using Entente.Records.Files;
using Entente.Tests.Kit;
using Entente.Tests.Rooms.Records.Drafts;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Rooms.Records.Files;

/// <summary>Files sent by a form without scripts, and what the scanner, the quota and the disk say to them.</summary>
public sealed class PlainUploadTests(ScannedWorkshop shop) : IClassFixture<ScannedWorkshop>
{
    [Fact]
    public async Task A_file_sent_by_a_plain_form_is_the_answer_and_the_browser_is_led_back()
    {
        var (browser, statement) = await Begun("Ana Plain");
        using var given = await Send(browser, statement, "Letter 1.pdf", Pdf("good"));
        given.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        given.Headers.Location!.ToString().ShouldBe($"/bodies/tin/large/{statement}/cover?saved=1");
        var (name, state) = await File(statement);
        (name, state).ShouldBe(("Letter 1.pdf", "waiting"));
        await shop.RunJobs();
        (await File(statement)).State.ShouldBe("clean");
        browser.Dispose();
    }

    [Fact]
    public async Task What_the_scanner_finds_is_given_to_nobody()
    {
        var (browser, statement) = await Begun("Ana Infected");
        using var given = await Send(browser, statement, "letter.pdf", Pdf("EICAR"));
        given.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var id = (await shop.Ask<Guid>("select id from records.file where statement = @statement", new { statement })).Single();
        (await browser.Http.GetAsync($"/files/{id}")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable, "nobody has looked at it yet");
        await shop.RunJobs();
        (await shop.Ask<string>("select state || ' ' || why from records.file where id = @id", new { id })).ShouldBe(["refused Eicar-Signature"]);
        (await browser.Http.GetAsync($"/files/{id}")).StatusCode.ShouldBe(HttpStatusCode.Gone);
        using var asked = new HttpRequestMessage(HttpMethod.Head, $"/files/{id}");
        (await browser.Http.SendAsync(asked)).Headers.GetValues("Upload-State").ShouldBe(["refused"]);
        browser.Dispose();
    }

    [Theory]
    [InlineData("letter.exe", "MZ", "type")]
    [InlineData("", "", "none")]
    public async Task What_is_not_taken_is_said_on_the_form(string name, string content, string why)
    {
        var (browser, statement) = await Begun($"Ana Refused {why}");
        using var given = await Send(browser, statement, name, Encoding.ASCII.GetBytes(content));
        given.Headers.Location!.ToString().ShouldBe($"/bodies/tin/large/{statement}/cover?upload={why}&field=letter");
        (await shop.Ask<long>("select count(*) from records.cell_operation where statement = @statement", new { statement })).ShouldBe([0]);
        browser.Dispose();
    }

    [Fact]
    public async Task Beyond_the_partys_room_nothing_is_taken_and_what_was_removed_makes_room()
    {
        var (browser, statement) = await Begun("Ana Full");
        var half = FileSettings.LargestFile;
        await shop.Do("insert into records.file (id, statement, body, party, section, field, name, size, begun_at) select gen_random_uuid(), @statement, 'tin', 'UTO', 'cover', 'letter', 'large', @half, now() from generate_series(1, 2)", new { statement, half });
        using (var refused = await Send(browser, statement, "letter.pdf", Pdf("more")))
            refused.Headers.Location!.ToString().ShouldEndWith("?upload=room&field=letter");
        await shop.Do("delete from records.file where statement = @statement and name = 'large'", new { statement });
        using (var taken = await Send(browser, statement, "letter.pdf", Pdf("more")))
            taken.Headers.Location!.ToString().ShouldEndWith("?saved=1");
        browser.Dispose();
    }

    [Fact]
    public async Task A_form_that_breaks_off_leaves_nothing_but_what_is_tidied_away()
    {
        var (browser, statement) = await Begun("Ana Broken");
        var token = await Token(browser, statement);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/bodies/tin/large/{statement}/files")
        {
            Content = new StringContent($"--b\r\nContent-Disposition: form-data; name=\"_form\"\r\n\r\n{token}\r\n--b\r\nContent-Disposition: form-data; name=\"section\"\r\n\r\ncover\r\n--b\r\nContent-Disposition: form-data; name=\"fi"),
        };
        request.Content.Headers.ContentType = new("multipart/form-data") { Parameters = { new("boundary", "b") } };
        (await browser.Http.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await shop.Ask<long>("select count(*) from records.file where statement = @statement", new { statement })).ShouldBe([0]);
        browser.Dispose();
    }

    [Fact]
    public async Task Without_the_forms_token_nothing_is_taken()
    {
        var (browser, statement) = await Begun("Ana Forging");
        using var given = await Send(browser, statement, "letter.pdf", Pdf("forged"), token: "forged");
        given.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        browser.Dispose();
    }

    private async Task<(Browser Browser, Guid Statement)> Begun(string name)
    {
        var draft = await shop.NewDraft();
        return (shop.As(await shop.Known(name, "tin/UTO", "reporter")), draft.Statement);
    }

    private static async Task<string> Token(Browser browser, Guid statement)
    {
        using var asked = await browser.Http.GetAsync($"/bodies/tin/large/{statement}/cells?token=1");
        return asked.Headers.GetValues("X-Form-Token").Single();
    }

    private static async Task<HttpResponseMessage> Send(Browser browser, Guid statement, string name, byte[] bytes, string? token = null)
    {
        var form = new MultipartFormDataContent
        {
            { new StringContent("cover"), "\"section\"" }, { new StringContent("letter"), "\"field\"" },
            { new StringContent($"/bodies/tin/large/{statement}/cover"), "\"back\"" }, { new StringContent(token ?? await Token(browser, statement)), "\"_form\"" },
        };
        var file = new ByteArrayContent(bytes);
        file.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"f.letter\"; filename=\"{name}\"");
        form.Add(file);
        return await browser.Http.PostAsync($"/bodies/tin/large/{statement}/files", form);
    }

    private async Task<(string Name, string State)> File(Guid statement)
    {
        var answer = (await shop.Read(statement))!.Value.Draft.Sections["cover"][Guid.Empty, "letter"].Value!;
        return ((await shop.Ask<string>("select name from records.file where id = @id", new { id = Guid.Parse(answer.Trim('"')) })).Single(),
            (await shop.Ask<string>("select state from records.file where id = @id", new { id = Guid.Parse(answer.Trim('"')) })).Single());
    }

    private static byte[] Pdf(string text) => Encoding.ASCII.GetBytes($"%PDF-1.7\n{text}\nstartxref\n9\n%%EOF\n");
}

/// <summary>The same with a scanner that finds one signature, and room for two gigabytes.</summary>
public sealed class ScannedWorkshop : Workshop
{
    private readonly FakeScanner _scanner = new();

    public ScannedWorkshop()
    {
        Settings["ENTENTE_CLAMAV"] = _scanner.Address;
        Settings["ENTENTE_FILES_QUOTA_GB"] = "2";
    }

    public override async ValueTask DisposeAsync()
    {
        _scanner.Dispose();
        await base.DisposeAsync();
    }
}
