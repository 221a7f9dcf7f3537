using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Entente.Bodies;
using Entente.Client.Verify;
using Entente.Ledger;
using Entente.Tests.Rooms.Records.Api;

namespace Entente.Tests.Rooms.Disclosure;

/// <summary>Whoever may read a version may take its receipt, and everything that is handed out verifies off-line.</summary>
public sealed class ReceiptTests(ApiApp app) : IClassFixture<ApiApp>
{
    private static int _week;

    [Fact]
    public async Task What_is_handed_out_verifies_with_the_command_and_a_changed_statement_does_not()
    {
        using var japan = await Program("JPN");
        var reply = await Declare(japan, "catch", """{"report":{"f01":"K. Sato","f03":"12.5"}}""");
        reply["place"]!.GetValue<long>().ShouldBeGreaterThan(0);
        var address = reply["receipt"]!.ToString();
        var files = new Files(await japan.GetByteArrayAsync(address), await japan.GetByteArrayAsync(address.Replace("receipt.json", "statement.json")), await japan.GetByteArrayAsync("/log/keys"));
        var (ended, said) = files.Verify();
        ended.ShouldBe(0, said);
        said.ShouldContain("report is exactly what was declared");
        said.ShouldContain("stands at place");
        said.ShouldContain("sent unsigned");
        var (changed, why) = (files with { Statement = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(files.Statement).Replace("12.5", "13.5")) }).Verify();
        changed.ShouldBe(1);
        why.ShouldContain("report is not what was declared");
    }

    [Fact]
    public async Task A_receipt_of_before_verifies_with_the_keys_of_today()
    {
        using var japan = await Program("JPN");
        var first = (await Declare(japan, "catch", """{"report":{"f01":"K. Sato"}}"""))["receipt"]!.ToString();
        var before = new Files(await japan.GetByteArrayAsync(first), await japan.GetByteArrayAsync(first.Replace("receipt.json", "statement.json")), []);
        for (var number = 0; number < 5; number++)
            await Declare(japan, "catch", """{"report":{"f01":"K. Sato"}}""");
        var (ended, said) = (before with { Keys = await japan.GetByteArrayAsync("/log/keys") }).Verify();
        ended.ShouldBe(0, said);
    }

    [Fact]
    public async Task Another_reader_gets_the_salts_of_what_they_may_read_and_of_the_rest_the_number()
    {
        using var japan = await Program("JPN");
        using var ghana = await Program("GHA");
        var address = (await Declare(japan, "everything", """{"report":{"officer":"K. Sato","limit":"500","remarks":"Open to all","effort":{"answer":"nil"}},"bycatch":[{"species":"BFT","weight":{"answer":"nil"}},{"species":"BET","weight":{"answer":"nil"}},{"species":"SWO","weight":{"answer":"nil"}}]}"""))["receipt"]!.ToString();
        var keys = await ghana.GetByteArrayAsync("/log/keys");
        var theirs = new Files(await ghana.GetByteArrayAsync(address), await ghana.GetByteArrayAsync(address.Replace("receipt.json", "statement.json")), keys);
        Encoding.UTF8.GetString(theirs.Statement).ShouldContain("Open to all");
        foreach (var file in new[] { theirs.Receipt, theirs.Statement })
            Encoding.UTF8.GetString(file).ShouldNotContain("Sato");
        var (ended, said) = theirs.Verify();
        ended.ShouldBe(0, said);
        said.ShouldContain("more parts were declared");
        var own = Receipt.Parse(await japan.GetByteArrayAsync(address));
        var seen = Receipt.Parse(theirs.Receipt);
        seen.Segments.Select(segment => segment.Commitment).ShouldBe(own.Segments.Select(segment => segment.Commitment));
        own.Segments.ShouldAllBe(segment => segment.Shown != null);
        seen.Segments.Count(segment => segment.Shown is null).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Who_may_not_read_the_statement_gets_no_receipt_and_no_word_of_it()
    {
        using var japan = await Program("JPN");
        using var ghana = await Program("GHA");
        using var nobody = app.Anybody();
        var address = (await Declare(japan, "catch", """{"report":{"f01":"K. Sato"}}""", "own"))["receipt"]!.ToString();
        foreach (var other in new[] { ghana, nobody })
            foreach (var path in new[] { address, address.Replace("receipt.json", "statement.json"), address.Replace("/api/", "/bodies/").Replace("/receipt.json", "/view/receipt.json"), address.Replace("/api/", "/bodies/").Replace("/receipt.json", "/view/receipt") })
            {
                using var answer = await other.GetAsync(path);
                answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
            }
    }

    [Fact]
    public async Task A_version_that_is_not_there_has_no_receipt()
    {
        using var japan = await Program("JPN");
        var address = (await Declare(japan, "catch", """{"report":{"f01":"K. Sato"}}"""))["receipt"]!.ToString();
        foreach (var version in new[] { "0", "2", "-1", "99999999999" })
            foreach (var file in new[] { "receipt.json", "statement.json" })
                ((int)(await japan.GetAsync(address.Replace("receipt.json?version=1", $"{file}?version={version}"))).StatusCode).ShouldBeInRange(400, 404, version);
    }

    [Fact]
    public async Task The_code_on_the_page_leads_to_what_it_proves()
    {
        using var japan = await Program("JPN");
        var receipt = Receipt.Parse(await japan.GetByteArrayAsync((await Declare(japan, "catch", """{"report":{"f01":"K. Sato"}}"""))["receipt"]!.ToString()));
        using var nobody = app.Anybody();
        var code = receipt.ToCompact().ToString();
        (await nobody.GetStringAsync($"/LOG/R/{code}")).ShouldContain("The fingerprint stands in the log");
        var other = new CompactReceipt(receipt.Head.Statement, 1, new StatementEntry(Tree.Leaf("another"u8)), receipt.Proof).ToString();
        (await nobody.GetStringAsync($"/log/r/{other}")).ShouldContain("This proves nothing");
        (await nobody.GetAsync($"/log/r/{code[..^4]}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Programs_for_tiled_logs_read_the_whole_log_from_its_public_addresses()
    {
        using var japan = await Program("JPN");
        for (var number = 0; number < 3; number++)
            await Declare(japan, "catch", """{"report":{"f01":"K. Sato"}}""");
        using var nobody = app.Anybody();
        using var answer = await nobody.GetAsync("/log/checkpoint");
        answer.Headers.CacheControl!.NoCache.ShouldBeTrue();
        var note = SignedNote.Parse(await answer.Content.ReadAsByteArrayAsync());
        CheckedCheckpoint.Of(note, Policy.Parse(await nobody.GetByteArrayAsync("/log/keys"))).Holds.ShouldBeTrue();
        var checkpoint = Checkpoint.Parse(note);
        var tile = new Tile(0, 0, (int)checkpoint.Size);
        using var tiles = await nobody.GetAsync($"/log/{tile.Path}");
        tiles.Headers.CacheControl!.ToString().ShouldContain("immutable");
        var bytes = await tiles.Content.ReadAsByteArrayAsync();
        new TileReader(checkpoint.Size, _ => bytes).Root().ShouldBe(checkpoint.Root);
        var entries = EntryBundle.Read(await nobody.GetByteArrayAsync($"/log/{tile.EntriesPath}"), tile.Width);
        Tree.Root([.. entries.Select(entry => Tree.Leaf(entry.Span))]).ShouldBe(checkpoint.Root);
        (await nobody.GetByteArrayAsync($"/log/{new Tile(0, 0, 2).Path}")).Length.ShouldBe(2 * Hash.Length);
        foreach (var nothing in new[] { new Tile(0, 0, tile.Width + 1).Path, "tile/0/001", "tile/1/000", "tile/0/00", "tile/0/x001/000.p/0", "tile/9/000" })
            (await nobody.GetAsync($"/log/{nothing}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, nothing);
    }

    [Fact]
    public async Task The_page_of_the_log_is_open_to_everybody_in_every_language()
    {
        using var japan = await Program("JPN");
        await Declare(japan, "catch", """{"report":{"f01":"K. Sato"}}""");
        foreach (var language in new[] { "en", "fr", "es", "pt", "ar" })
        {
            using var browser = app.Browser(language);
            var page = await browser.Get("/log");
            page.Status.ShouldBe(HttpStatusCode.OK);
            page.Say().ShouldContain("localhost/log");
            page.Say().ShouldNotContain("<time");
        }
    }

    private Task<HttpClient> Program(string party) => app.Program($"{party} {Guid.NewGuid():n}", party, Right.Read, Right.Enter, Right.Submit);

    private static async Task<JsonNode> Declare(HttpClient program, string definition, string content, string? shownTo = null)
    {
        var monday = new DateOnly(2001, 1, 1).AddDays(7 * Interlocked.Increment(ref _week));
        using var sent = new StringContent($$"""{"period":{"start":"{{monday:yyyy-MM-dd}}","end":"{{monday.AddDays(7):yyyy-MM-dd}}"},{{(shownTo is null ? "" : $"\"shownTo\":\"{shownTo}\",")}}"content":{{content}}}""", Encoding.UTF8, "application/json");
        using var answer = await program.PostAsync($"/api/tuna/{definition}", sent);
        var said = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, said);
        return JsonNode.Parse(said)!;
    }

    private sealed record Files(byte[] Receipt, byte[] Statement, byte[] Keys)
    {
        public (int Ended, string Said) Verify()
        {
            var folder = Directory.CreateTempSubdirectory("entente-receipt").FullName;
            try
            {
                foreach (var (name, bytes) in new[] { ("receipt", Receipt), ("statement", Statement), ("keys", Keys) })
                    File.WriteAllBytes(Path.Combine(folder, name), bytes);
                using var said = new StringWriter();
                return (VerifyCommand.Run(Path.Combine(folder, "receipt"), Path.Combine(folder, "statement"), Path.Combine(folder, "keys"), said, said), said.ToString());
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }
}
