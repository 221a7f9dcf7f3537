using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Entente.Bodies;

namespace Entente.Tests.Rooms.Records.Api;

/// <summary>A program takes a draft as a workbook and sends it back.</summary>
public sealed class WorkbookByProgramTests(ApiApp app) : IClassFixture<ApiApp>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_workbook_that_is_sent_is_read_into_the_draft_and_comes_out_the_same()
    {
        using var program = await app.Program("Workbooks", "JPN", Right.Read, Right.Enter, Right.Submit);
        var made = await program.PostAsJsonAsync("/api/tuna/catch", new { step = "open", party = "JPN", period = new { start = "2024-01-01", end = "2024-01-08" } }, Cancel);
        made.StatusCode.ShouldBe(HttpStatusCode.Created, await made.Content.ReadAsStringAsync(Cancel));
        var address = made.Headers.Location!.ToString();
        (await program.PatchAsJsonAsync($"{address}/draft", new { changes = new[] { new { section = "report", field = "f01", now = "K. Sato" } } }, Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var workbook = await program.GetByteArrayAsync($"{address}/workbook?draft=true", Cancel);
        var same = await Put(program, address, workbook);
        ((int)same["changes"]!).ShouldBe(0);
        var changed = await Put(program, address, Edit(workbook, "K. Sato", "A. Ito"));
        ((int)changed["changes"]!).ShouldBe(1);
        (await program.GetStringAsync($"{address}/draft", Cancel)).ShouldContain("A. Ito");
    }

    [Fact]
    public async Task Nobody_sends_without_a_key_and_no_other_party_learns_of_it()
    {
        using var program = await app.Program("Own workbooks", "JPN", Right.Read, Right.Enter, Right.Submit);
        using var other = await app.Program("Their workbooks", "GHA", Right.Read, Right.Enter, Right.Submit);
        var made = await program.PostAsJsonAsync("/api/tuna/catch", new { step = "open", party = "JPN", period = new { start = "2024-01-08", end = "2024-01-15" } }, Cancel);
        var address = made.Headers.Location!.ToString();
        using var anybody = app.Anybody();
        (await anybody.PutAsync($"{address}/workbook", new ByteArrayContent([1]), Cancel)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await other.PutAsync($"{address}/workbook", new ByteArrayContent([1]), Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await other.GetAsync($"{address}/workbook?draft=true", Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await program.PutAsync($"{address}/workbook", new ByteArrayContent("no workbook"u8.ToArray()), Cancel)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await program.PutAsync($"{address}/workbook", new ByteArrayContent(new byte[28_000_001]), Cancel)).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    private static async Task<JsonNode> Put(HttpClient program, string address, byte[] workbook)
    {
        using var answer = await program.PutAsync($"{address}/workbook", new ByteArrayContent(workbook), Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!;
    }

    private static byte[] Edit(byte[] workbook, string was, string now)
    {
        using var bytes = new MemoryStream();
        bytes.Write(workbook);
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true))
            foreach (var name in zip.Entries.Select(entry => entry.FullName).Where(name => name.EndsWith(".xml", StringComparison.Ordinal)).ToList())
            {
                string text;
                using (var reader = new StreamReader(zip.GetEntry(name)!.Open()))
                    text = reader.ReadToEnd();
                if (!text.Contains(was, StringComparison.Ordinal))
                    continue;
                zip.GetEntry(name)!.Delete();
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(text.Replace(was, now, StringComparison.Ordinal));
            }
        return bytes.ToArray();
    }
}
