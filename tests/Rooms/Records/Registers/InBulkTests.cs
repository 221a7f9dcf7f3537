using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Xml.Linq;
using Entente.Records.Registers;
using Entente.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;
using Page = Entente.Tests.Kit.Page;

namespace Entente.Tests.Rooms.Records.Registers;

/// <summary>Many entries changed at once by a workbook: only what changed becomes a change.</summary>
public sealed class InBulkTests(RegisterApp app) : IClassFixture<RegisterApp>
{
    private const string List = "/bodies/tuna/vessels";

    [Fact]
    public async Task Only_changed_rows_become_changes_and_missing_rows_stay()
    {
        var (one, two, gone) = (await app.Entered("Bulk One", "2020-01-01"), await app.Entered("Bulk Two", "2020-01-01"), await app.Entered("Bulk Three", "2020-01-01"));
        using var captain = app.As(app.Captain);
        var bytes = await Workbook(captain, List);
        bytes = Edited(bytes, rows =>
        {
            Cell(rows.Single(row => Cells(row).Contains("Bulk One")), "Bulk One", "Bulk Uno");
            rows.Single(row => Cells(row).Contains("Bulk Three")).Remove();
        });
        var looked = await Send(captain, List, bytes, ends: false);
        Fact(looked, "Changed entries").ShouldBe("1");
        Fact(looked, "Ended entries").ShouldBe("0");
        Fact(looked, "Not in the workbook").ShouldStartWith("1");
        (await Changes(one)).ShouldBe(["begin"]);
        (await captain.Submit(looked, "main form")).Say("main").ShouldContain("0 of 1");
        await app.RunJobs();
        (await captain.Get(looked.Address.AbsolutePath)).Say("main").ShouldContain("1 entry was changed");
        (await Changes(one)).ShouldBe(["begin", "change"]);
        (await Changes(two)).ShouldBe(["begin"]);
        (await Changes(gone)).ShouldBe(["begin"]);
        (await File(one)).History.At(RegisterApp.Day("2024-06-01"), null)!["vessel", "name"].Value.AsText.ShouldBe("Bulk Uno");
        (await File(one)).History.At(RegisterApp.Day("2024-05-31"), null)!["vessel", "name"].Value.AsText.ShouldBe("Bulk One");
        // What the workbook was made before is not taken back by it.
        var stale = await Send(captain, List, bytes.ToArray(), ends: false);
        Fact(stale, "Changed entries").ShouldBe("0");
        var again = Edited(bytes, rows => Cell(rows.Single(row => Cells(row).Contains("Bulk Uno")), "Bulk Uno", "Bulk Eins"));
        (await Send(captain, List, again, ends: false)).Say("main").ShouldContain("was changed after the workbook was made");
    }

    [Fact]
    public async Task What_was_worked_out_under_an_earlier_version_of_what_is_asked_is_not_done_and_says_so()
    {
        var one = await app.Entered("Bulk Early", "2020-01-01");
        using var captain = app.As(app.Captain);
        var bytes = Edited(await Workbook(captain, List), rows => Cell(rows.Single(row => Cells(row).Contains("Bulk Early")), "Bulk Early", "Bulk Late"));
        var looked = await Send(captain, List, bytes, ends: false);
        await captain.Submit(looked, "main form");
        await using (var owner = new Npgsql.NpgsqlConnection(app.Database.Owner))
            await Dapper.SqlMapper.ExecuteAsync(owner, "update records.entry_load set definition_version = definition_version - 1");
        await app.RunJobs();
        (await captain.Get(looked.Address.AbsolutePath)).Say("main").ShouldContain("A new version of what is asked was published");
        (await Changes(one)).ShouldBe(["begin"]);
    }

    [Fact]
    public async Task Missing_rows_end_where_somebody_says_so_and_two_may_swap_their_numbers()
    {
        var (left, right) = (app.Sign(), app.Sign());
        var (one, two) = (await app.Entered("Swap One", "2020-01-01", left), await app.Entered("Swap Two", "2020-01-01", right));
        var gone = await app.Entered("Swap Gone", "2020-01-01");
        using var captain = app.As(app.Captain);
        var spare = app.Sign();
        var bytes = Edited(await Workbook(captain, List), rows =>
        {
            Cell(rows.Single(row => Cells(row).Contains(left)), left, right);
            Cell(rows.Single(row => Cells(row).Contains("Swap Two")), right, spare);
            rows.Single(row => Cells(row).Contains("Swap Gone")).Remove();
        });
        var looked = await Send(captain, List, bytes, ends: true);
        Fact(looked, "Ended entries").ShouldBe("1");
        await captain.Submit(looked, "main form");
        await app.RunJobs();
        (await captain.Get(looked.Address.AbsolutePath)).Say("main").ShouldContain("3 entries were changed");
        (await File(one)).History.At(RegisterApp.Day("2024-06-01"), null)!["vessel", "ircs"].Value.AsText.ShouldBe(right);
        (await File(two)).History.At(RegisterApp.Day("2024-06-01"), null)!["vessel", "ircs"].Value.AsText.ShouldBe(spare);
        (await Changes(gone)).ShouldBe(["begin", "end"]);
    }

    [Fact]
    public async Task What_is_wrong_stops_all_of_it_and_comes_back_in_the_workbook()
    {
        await app.Entered("Wrong One", "2020-01-01");
        using var captain = app.As(app.Captain);
        using var neighbour = app.As(app.Neighbour);
        var bytes = Edited(await Workbook(captain, List), rows => Cell(rows.Single(row => Cells(row).Contains("Wrong One")), "Wrong One", ""));
        var looked = await Send(captain, List, bytes, ends: false);
        looked.Say("main").ShouldContain("1 error: nothing was changed");
        looked.Html.QuerySelector("main form").ShouldBeNull();
        using var mended = await captain.Http.GetAsync(looked.Address.AbsolutePath + "?handler=Mended", TestContext.Current.CancellationToken);
        mended.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await neighbour.Get(looked.Address.AbsolutePath)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Send(neighbour, List, await Workbook(captain, List), ends: false)).Say("main").ShouldContain("party");
    }

    [Fact]
    public async Task Where_entries_change_by_request_a_workbook_asks()
    {
        const string list = "/bodies/tuna/asked";
        using var captain = app.As(app.Captain);
        using var officer = app.As(app.Officer);
        var bytes = Edited(await Workbook(captain, list), rows => rows[^1].AddAfterSelf(Line("Bulk Asked", app.Sign())));
        var looked = await Send(captain, list, bytes, ends: false);
        Fact(looked, "New entries").ShouldBe("1");
        await captain.Submit(looked, "main form");
        await app.RunJobs();
        (await captain.Get(looked.Address.AbsolutePath)).Say("main").ShouldContain("1 change was asked for");
        (await officer.Get($"{list}/requests")).Say("tbody").ShouldContain("Bulk Asked");
    }

    [Fact]
    public async Task Five_thousand_vessels_go_out_and_come_back()
    {
        using var neighbour = app.As(app.Neighbour);
        var wanted = Edited(await Workbook(neighbour, List), rows =>
        {
            var parent = rows[^1].Parent!;
            for (var number = 0; number < 5_000; number++)
                parent.Add(Line($"Fleet {number:0000}", app.Sign()));
        });
        var began = Stopwatch.StartNew();
        var looked = await Send(neighbour, List, wanted, ends: false);
        TestContext.Current.SendDiagnosticMessage($"Checked 5,000 new entries in {began.ElapsedMilliseconds} ms");
        Fact(looked, "New entries").ShouldBe("5,000");
        began.Restart();
        await neighbour.Submit(looked, "main form");
        await app.RunJobs();
        TestContext.Current.SendDiagnosticMessage($"Made 5,000 entries in {began.ElapsedMilliseconds} ms");
        (await neighbour.Get(looked.Address.AbsolutePath)).Say("main").ShouldContain("000 entries were changed");
        began.Restart();
        var bytes = await Workbook(neighbour, List);
        TestContext.Current.SendDiagnosticMessage($"Took them out in {began.ElapsedMilliseconds} ms");
        began.Restart();
        using var officer = app.As(app.Officer);
        (await officer.Get($"{List}/duplicates")).Status.ShouldBe(HttpStatusCode.OK);
        TestContext.Current.SendDiagnosticMessage($"Looked for duplicates in {began.ElapsedMilliseconds} ms");
        began.Restart();
        var same = await Send(neighbour, List, bytes, ends: true);
        TestContext.Current.SendDiagnosticMessage($"Compared them in {began.ElapsedMilliseconds} ms");
        Fact(same, "Unchanged entries").ShouldBe("5,000");
        same.Html.QuerySelector("main form").ShouldBeNull();
        var changed = await Send(neighbour, List, Edited(bytes, rows => Cell(rows.Single(row => Cells(row).Contains("Fleet 0042")), "Fleet 0042", "Flagship")), ends: true);
        (Fact(changed, "Changed entries"), Fact(changed, "Unchanged entries")).ShouldBe(("1", "4,999"));
    }

    private async Task<byte[]> Workbook(Browser by, string list)
    {
        var page = await by.Get($"{list}/in-bulk");
        return await by.Http.GetByteArrayAsync(page.Html.QuerySelectorAll("main a[download]")[0].GetAttribute("href"), TestContext.Current.CancellationToken);
    }

    private static async Task<Page> Send(Browser by, string list, byte[] bytes, bool ends)
    {
        var page = await by.Get($"{list}/in-bulk");
        (string, string?)[] typed = [("from.Day", "1"), ("from.Month", "6"), ("from.Year", "2024"), ("reason", "New season"), .. ends ? new (string, string?)[] { ("ends", "true") } : []];
        var request = by.Request(page, "main form", typed);
        var form = request.Content as MultipartFormDataContent ?? throw new InvalidOperationException("The form takes no file.");
        foreach (var part in form.Where(part => part.Headers.ContentDisposition?.Name?.Trim('"') == "file").ToList())
            part.Headers.ContentDisposition!.Name = "nothing";
        var file = new ByteArrayContent(bytes);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        form.Add(file, "file", "vessels.xlsx");
        return await by.Send(request);
    }

    private static readonly XNamespace Sheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    // The rows of the sheet of vessels, under its two lines of headings.
    private static byte[] Edited(byte[] bytes, Action<List<XElement>> edit)
    {
        using var stream = new MemoryStream();
        stream.Write(bytes);
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            foreach (var entry in zip.Entries.Where(entry => entry.FullName.StartsWith("xl/worksheets/sheet", StringComparison.Ordinal)).ToList())
            {
                XDocument sheet;
                using (var read = entry.Open())
                    sheet = XDocument.Load(read);
                var rows = sheet.Descendants(Sheet + "row").ToList();
                if (rows.Count == 0 || !Cells(rows[0]).Contains("#vessel"))
                    continue;
                edit(rows);
                foreach (var (at, row) in sheet.Descendants(Sheet + "row").Index())
                {
                    row.SetAttributeValue("r", at + 1);
                    foreach (var cell in row.Elements(Sheet + "c"))
                        cell.SetAttributeValue("r", new string([.. ((string)cell.Attribute("r")!).TakeWhile(char.IsLetter)]) + (at + 1));
                }
                entry.Delete();
                using var written = zip.CreateEntry(entry.FullName).Open();
                sheet.Save(written);
            }
        }
        return stream.ToArray();
    }

    private static XElement Line(string name, string sign) => new(Sheet + "row", Text("B", name), Text("C", sign));

    private static XElement Text(string column, string text) => new(Sheet + "c", new XAttribute("r", column + "1"), new XAttribute("t", "inlineStr"), new XElement(Sheet + "is", new XElement(Sheet + "t", text)));

    private static List<string> Cells(XElement row) => [.. row.Elements(Sheet + "c").Select(cell => cell.Value)];

    private static void Cell(XElement row, string was, string now) => row.Elements(Sheet + "c").Single(cell => cell.Value == was).Descendants(Sheet + "t").Single().Value = now;

    private static string Fact(Page page, string label) =>
        page.Html.QuerySelectorAll("main dl div, main dl > *").First(row => row.TextContent.Trim().StartsWith(label, StringComparison.Ordinal) && row.QuerySelector("dd") is not null).QuerySelector("dd")!.TextContent.Trim().Replace('\u202F', ',');

    private Task<EntryFile> File(Guid id) => app.Services.GetRequiredService<EntryReading>().Read(null, app.Published(), id, TestContext.Current.CancellationToken);

    private async Task<string?[]> Changes(Guid id) => [.. (await File(id)).Changes.Select(change => change.Act)];
}
