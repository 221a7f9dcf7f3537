using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Entente.Records.Drafts;
using Entente.Records.Writing;
using Entente.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Rooms.Records.Views;

/// <summary>A draft goes out as a workbook, CSV or JSON, and comes back filled in: over HTTP, as people do it.</summary>
public sealed class SentTests(ViewsApp app) : IClassFixture<ViewsApp>
{
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    [Fact]
    public async Task Everything_that_goes_out_comes_in_the_same()
    {
        using var clerk = app.As(app.Clerk);
        var address = await Draft(clerk);
        await Send(clerk, address, "said.json", """{"definition":"landings","sections":{"report":{"officer":"=1+1","remark":"Ça, \"va\"\nbien","profit":12.50},"people":{"owner":"أحمد"},"catches":[{"vessel":"nil","gear":"PS","weight":0.1},{"vessel":"-5","weight":{"nil":true}},{"vessel":"+A;B,C"}]}}""");
        var before = await Bytes(clerk, address, "kind=json");
        foreach (var copy in new[] { "kind=xlsx", "kind=xlsx&language=fr", "kind=xlsx&language=ar", "kind=csv&section=catches", "kind=csv&section=report", "kind=json" })
        {
            var file = await Bytes(clerk, address, copy);
            var same = await Send(clerk, address, copy.Contains("xlsx", StringComparison.Ordinal) ? "a.xlsx" : copy.Contains("csv", StringComparison.Ordinal) ? "a.csv" : "a.json", file, copy.Contains("report", StringComparison.Ordinal) ? "report" : "catches");
            same.Say(".e-notice").ShouldContain("Changed cells and rows: 0", customMessage: copy);
            // Into a statement that says nothing yet it brings all of it.
            if (copy is "kind=json")
            {
                var other = await Draft(clerk);
                await Send(clerk, other, "a.json", file);
                Encoding.UTF8.GetString(await Bytes(clerk, other, "kind=json")).ShouldBe(Encoding.UTF8.GetString(before));
            }
        }
        (await Bytes(clerk, address, "kind=json")).ShouldBe(before);
    }

    [Fact]
    public async Task A_workbook_that_comes_back_takes_nothing_back_that_a_colleague_wrote()
    {
        using var clerk = app.As(app.Clerk);
        var address = await Draft(clerk);
        await Send(clerk, address, "a.json", """{"definition":"landings","sections":{"report":{"officer":"K. Sato","remark":"First"},"catches":[{"vessel":"Maru","weight":1},{"vessel":"Hoshi","weight":2}]}}""");
        var workbook = await Bytes(clerk, address, "kind=xlsx");
        // Meanwhile a colleague changes the remark and adds a row.
        var report = await clerk.Get($"{address}/report");
        await clerk.Submit(report, "form.e-entry", ("f.remark", "Second"), ("do", "back"));
        await Send(clerk, address, "b.json", """{"definition":"landings","sections":{"catches":[{"vessel":"Kita","weight":3}]}}""");
        var sent = await Send(clerk, address, "a.xlsx", Edit(workbook, ("K. Sato", "A. Ito"), ("Hoshi", "Hoshi II")));
        sent.Say(".e-notice").ShouldContain("Changed cells and rows: 2");
        var now = Encoding.UTF8.GetString(await Bytes(clerk, address, "kind=json"));
        foreach (var said in new[] { "A. Ito", "Second", "Maru", "Hoshi II", "Kita" })
            now.ShouldContain(said);
    }

    [Fact]
    public async Task What_cannot_be_read_is_told_on_the_page_and_in_the_same_workbook()
    {
        using var clerk = app.As(app.Clerk);
        var address = await Draft(clerk);
        await Send(clerk, address, "a.json", """{"definition":"landings","sections":{"report":{"officer":"K. Sato"},"catches":[{"vessel":"Maru","gear":"PS","weight":1}]}}""");
        var workbook = Edit(await Bytes(clerk, address, "kind=xlsx"), ("PS", "Harpoon gun"));
        var sent = await Send(clerk, address, "mine.xlsx", workbook);
        sent.Say(".e-faults").ShouldContain("Harpoon gun");
        using var answer = await clerk.Http.GetAsync(sent.Html.QuerySelectorAll("main a").Select(link => link.GetAttribute("href")!).Single(link => link.Contains("Mended", StringComparison.Ordinal)));
        answer.Content.Headers.ContentType!.MediaType.ShouldBe(Xlsx);
        var parts = Parts(await answer.Content.ReadAsByteArrayAsync());
        parts.Where(part => part.Key.Contains("comments", StringComparison.Ordinal)).ShouldHaveSingleItem().Value.ShouldContain("Harpoon gun");
        // The cell that could not be read changed nothing.
        Encoding.UTF8.GetString(await Bytes(clerk, address, "kind=json")).ShouldContain("\"gear\":\"PS\"");
    }

    [Fact]
    public async Task A_workbook_of_an_earlier_version_of_the_form_is_carried_over()
    {
        using var clerk = app.As(app.Clerk);
        using var template = await clerk.Http.GetAsync("/bodies/tuna/landings/workbook");
        var blank = await template.Content.ReadAsByteArrayAsync();
        var address = await Draft(clerk);
        var workbook = Edit(await Bytes(clerk, address, "kind=xlsx"), ("Changed", "Changed"));
        var version = app.Published.Version;
        await app.Publish(ViewsApp.Landings("Who answers"));
        for (var tries = 0; app.Published.Version == version && tries < 200; tries++)
            await Task.Delay(50);
        var later = await Draft(clerk);
        var sent = await Send(clerk, later, "a.xlsx", blank);
        sent.Say("main").ShouldContain("What it holds was carried over");
        workbook.ShouldNotBeEmpty();
        await app.Publish(ViewsApp.Landings());
    }

    [Fact]
    public async Task A_workbook_of_another_form_or_period_is_refused_in_a_clear_word()
    {
        using var clerk = app.As(app.Clerk);
        var (one, other) = (await Draft(clerk), await Draft(clerk));
        var refused = await Send(clerk, other, "a.xlsx", await Bytes(clerk, one, "kind=xlsx"));
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Say(".e-error-summary").ShouldContain("This workbook is for another period");
        using var heavy = await clerk.Http.GetAsync("/bodies/tuna/heavy/workbook");
        (await Send(clerk, one, "a.xlsx", await heavy.Content.ReadAsByteArrayAsync())).Say(".e-error-summary").ShouldContain("This is the workbook for");
    }

    [Theory]
    [InlineData("lines.csv", "longer than four million characters")]
    [InlineData("surrogate.json", "mend")]
    [InlineData("huge-number.json", "mend")]
    [InlineData("macros.xlsx", "macros")]
    [InlineData("bomb.xlsx", "")]
    [InlineData("old.xlsx", "password")]
    [InlineData("text.xlsx", "not an Excel workbook")]
    [InlineData("foreign.xlsx", "not made here")]
    public async Task A_bad_file_gets_a_clear_answer(string name, string said)
    {
        using var clerk = app.As(app.Clerk);
        var address = await Draft(clerk);
        var answer = await Send(clerk, address, name, Bad(name));
        ((int)answer.Status).ShouldBeOneOf(200, 422);
        answer.Say("main").ShouldContain(said);
        answer.Say("main").ShouldNotContain("Something went wrong");
    }

    [Fact]
    public async Task Others_neither_send_nor_take_a_draft_and_get_no_hidden_column()
    {
        var statement = await app.Submit(app.Said("K. Sato", (1, "Maru", 1)));
        using var browser = app.Browser();
        foreach (var copy in new[] { "kind=xlsx", "kind=csv&section=catches", "kind=json" })
        {
            using var file = await browser.Http.GetAsync($"{ViewsApp.Address(statement)}/view/workbook?handler=File&version=1&{copy}");
            file.StatusCode.ShouldBe(HttpStatusCode.OK);
            var bytes = await file.Content.ReadAsByteArrayAsync();
            var text = copy == "kind=xlsx" ? string.Concat(Parts(bytes).Values) : Encoding.UTF8.GetString(bytes);
            text.ShouldContain("Maru");
            foreach (var hidden in new[] { "price", "profit", "owner", "people", ViewsApp.Hidden })
                text.ShouldNotContain(hidden);
        }
        (await browser.Get(ViewsApp.Address(statement) + "/view/workbook?handler=File&kind=xlsx")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await browser.Get(ViewsApp.Address(statement) + "/view/workbook?handler=File&kind=csv&section=people&version=1")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private static byte[] Bad(string name) => name switch
    {
        "lines.csv" => [.. "vessel\n"u8, .. Encoding.ASCII.GetBytes(new string('a', 20_000_000))],
        "surrogate.json" => """{"definition":"landings","sections":{"report":{"officer":"\ud800"}}}"""u8.ToArray(),
        "huge-number.json" => """{"definition":"landings","sections":{"report":{"profit":1e400}}}"""u8.ToArray(),
        "macros.xlsx" => Zip(("[Content_Types].xml", """<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>"""), ("xl/vbaProject.bin", "x")),
        "bomb.xlsx" => Zip(("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", new string(' ', 400_000_000))),
        "old.xlsx" => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[4096]],
        "text.xlsx" => "This is a letter."u8.ToArray(),
        _ => Zip(("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"),
            ("xl/workbook.xml", """<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Mine" sheetId="1" r:id="rId1"/></sheets></workbook>"""),
            ("xl/_rels/workbook.xml.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"""),
            ("xl/worksheets/sheet1.xml", """<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>""")),
    };

    private static byte[] Zip(params (string Name, string Text)[] parts)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, text) in parts)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(text);
            }
        return bytes.ToArray();
    }

    private static Dictionary<string, string> Parts(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file), ZipArchiveMode.Read);
        return zip.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var reader = new StreamReader(entry.Open());
            return reader.ReadToEnd();
        }, StringComparer.Ordinal);
    }

    // As somebody edits cells: the texts of the sheets change, and nothing else.
    private static byte[] Edit(byte[] file, params (string Was, string Now)[] cells) =>
        Zip([.. Parts(file).Select(part => (part.Key, part.Key.StartsWith("xl/worksheets/", StringComparison.Ordinal) || part.Key.Contains("sharedStrings", StringComparison.Ordinal)
            ? cells.Aggregate(part.Value, (text, cell) => System.Text.RegularExpressions.Regex.Replace(text, $@"(<t[^>]*>){System.Text.RegularExpressions.Regex.Escape(cell.Was)}(?: – [^<]*)?(</t>)", $"$1{cell.Now}$2", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(5))) : part.Value))]);

    private async Task<string> Draft(Browser clerk)
    {
        var statement = Guid.NewGuid();
        (await app.Door.Do(new Open(statement, "tuna", "landings", app.Week()), app.ClerkActor)).Faults.ShouldBeEmpty();
        await app.Services.GetRequiredService<Entente.Shared.Data.Database>().Write(connection => app.Services.GetRequiredService<Drafting>().Open(connection, statement, app.Published.Version, DraftBeginning.Blank(app.Published.Definition), app.Clerk, byBody: false));
        return ViewsApp.Address(statement);
    }

    private static async Task<byte[]> Bytes(Browser browser, string address, string copy)
    {
        using var file = await browser.Http.GetAsync($"{address}/view/workbook?handler=File&{copy}");
        file.StatusCode.ShouldBe(HttpStatusCode.OK, copy);
        return await file.Content.ReadAsByteArrayAsync();
    }

    private static Task<Page> Send(Browser browser, string address, string name, string text) => Send(browser, address, name, Encoding.UTF8.GetBytes(text));

    private static async Task<Page> Send(Browser browser, string address, string name, byte[] file, string section = "catches")
    {
        var page = await browser.Get($"{address}/view/workbook");
        using var request = browser.Request(page, "main form", ("section", section));
        var part = new ByteArrayContent(file);
        part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        ((MultipartFormDataContent)request.Content!).Add(part, "file", name);
        return await browser.Send(request);
    }
}
