using System.Net;
using Entente.Records.Files;
using Entente.Records.Interchange;
using Entente.Shared.Components;
using Entente.Tests.Kit;
using Entente.Tests.Rooms.Records.Drafts;
using Entente.Tests.Rooms.Shared;

namespace Entente.Tests.Rooms.Disclosure;

/// <summary>What somebody typed stays text: on pages, in files for spreadsheets, as a picture.</summary>
public sealed class ProtectionOfPagesTests(DemonstrationApp app) : IClassFixture<DemonstrationApp>
{
    private const string Evil = "\"><script>alert('x')</script><img src=x onerror=alert(1)>&amp;</textarea></title><!--";

    [Fact]
    public async Task What_somebody_typed_is_text_wherever_it_is_shown()
    {
        using var browser = app.Browser();
        var form = await browser.Get("/components");
        var page = await browser.Submit(form, "main form[method=post]", ("Vessel", Evil), ("Remarks", Evil), ("Weight", Evil), ("Mail", Evil), ("Goods.Text", Evil));
        page.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.One("input[name=Vessel]").GetAttribute("value").ShouldBe(Evil);
        page.One("textarea[name=Remarks]").TextContent.ShouldBe(Evil);
        Nothing(page);
        var found = await browser.Get("/components?q=" + Uri.EscapeDataString(Evil) + "&gear=" + Uri.EscapeDataString(Evil));
        Nothing(found);
        Nothing(await browser.Get("/nowhere/" + Uri.EscapeDataString(Evil)));
        Nothing(await browser.Get("/language?to=" + Uri.EscapeDataString(Evil) + "&back=" + Uri.EscapeDataString("/" + Evil)));
        using var header = await browser.Http.GetAsync("/language?to=fr&back=" + Uri.EscapeDataString("/x\r\nSet-Cookie: a=b" + Evil));
        header.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem().ShouldNotContain("a=b");
        header.Headers.Location!.OriginalString.ShouldNotContain("<");
    }

    private static void Nothing(Page page)
    {
        page.Html.QuerySelectorAll("script:not([src]), img, [onerror]").ShouldBeEmpty(page.Address.ToString());
        page.Text.ShouldNotContain("<script>alert");
    }

    [Theory]
    [InlineData("=1+1"), InlineData("+1"), InlineData("-cmd|' /C calc'!A0"), InlineData("@SUM(A1)"), InlineData("\t=1"), InlineData("\0=1"), InlineData("\r=1"), InlineData("＝1")]
    public void Nothing_in_a_file_for_spreadsheets_begins_like_a_formula(string text)
    {
        CsvDownload.Cell(text).TrimStart('"')[0].ShouldBe('\'');
        // No text that is declared may hold a nul, so none comes as far as the other writer.
        (CellGuard.Illegal(text) is not null || CellGuard.Put(text, wordsCount: false)[0] == '\'').ShouldBeTrue();
    }

    [Theory]
    [InlineData("picture.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"), InlineData("picture.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")]
    [InlineData("picture.svgz", "x"), InlineData("page.html", "<p>x</p>"), InlineData("page.txt", "<!doctype html><script>alert(1)</script>"), InlineData("picture.png", "<svg/>")]
    public void A_picture_that_can_hold_a_script_is_not_taken(string name, string content)
    {
        FileType.Of(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content)), name).ShouldBe(FileType.Unknown);
        FileType.Accepted(FileType.Unknown, []).ShouldBeFalse();
    }
}

public sealed class ProtectionOfFilesTests(Workshop shop) : IClassFixture<Workshop>
{
    [Theory]
    [InlineData("../../../../etc/passwd.txt", "passwd.txt"), InlineData("..\\..\\boot.txt", "boot.txt"), InlineData("a\"; filename=\"b.txt", "a_; filename=_b.txt"), InlineData("C:\\con.txt", "file_con.txt"), InlineData("new\r\nX-Evil: 1.txt", "newX-Evil_ 1.txt")]
    public async Task A_name_that_leads_elsewhere_is_only_a_name(string name, string kept)
    {
        var draft = await shop.NewDraft();
        using var browser = shop.As(await shop.Known($"Ana Path {name.Length} {name[0]}", "tin/UTO", "reporter"));
        var bytes = "a plain text"u8.ToArray();
        using var begin = new HttpRequestMessage(HttpMethod.Post, $"/bodies/tin/large/{draft.Statement}/files");
        begin.Headers.Add("Tus-Resumable", "1.0.0");
        begin.Headers.Add("Upload-Length", "12");
        begin.Headers.Add("Upload-Metadata", string.Join(',', new[] { ("filename", name), ("section", "cover"), ("field", "letter") }.Select(pair => $"{pair.Item1} {Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(pair.Item2))}")));
        using var begun = await browser.Http.SendAsync(begin);
        begun.StatusCode.ShouldBe(HttpStatusCode.Created);
        using var piece = new HttpRequestMessage(HttpMethod.Patch, begun.Headers.Location) { Content = new ByteArrayContent(bytes) { Headers = { ContentType = new("application/offset+octet-stream") } } };
        piece.Headers.Add("Tus-Resumable", "1.0.0");
        piece.Headers.Add("Upload-Offset", "0");
        (await browser.Http.SendAsync(piece)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var given = await browser.Http.GetAsync(begun.Headers.Location);
        (await given.Content.ReadAsByteArrayAsync()).ShouldBe(bytes);
        given.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        given.Content.Headers.ContentDisposition.FileNameStar.ShouldBe(kept);
        given.Headers.Contains("X-Evil").ShouldBeFalse();
        Directory.EnumerateFiles(shop.Files, "*", SearchOption.AllDirectories).Select(Path.GetFileName).Where(file => !file!.All(letter => char.IsAsciiHexDigitLower(letter) || letter == '-' || letter == '.')).ShouldBeEmpty();
    }
}

public sealed class ProtectionOfTheLogTests(LoggedApp app) : IClassFixture<LoggedApp>
{
    [Fact]
    public async Task No_request_writes_a_line_of_its_own_into_the_log()
    {
        const string Forged = "\r\n{\"level\":\"error\",\"from\":\"forged\",\"message\":\"nothing happened\"}\n";
        using var browser = app.Browser();
        foreach (var address in new[] { "/help?x=", "/nowhere/", "/sign-in?back=", "/throw?x=" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address + Uri.EscapeDataString(Forged));
            request.Headers.TryAddWithoutValidation("User-Agent", Uri.EscapeDataString(Forged));
            await browser.Http.SendAsync(request);
        }
        await browser.Submit(await browser.Get("/sign-in/password"), "main form", ("Email", "a@b.example" + Forged), ("Password", Forged));
        app.Log.Lines.ShouldNotBeEmpty();
        foreach (var line in app.Log.Lines)
        {
            line.TrimEnd('\n').ShouldNotContain("\n");
            System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("from").GetString().ShouldNotBe("forged");
        }
    }
}
