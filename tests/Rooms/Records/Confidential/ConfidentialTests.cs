using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Entente.Bodies;
using Entente.Disclosure;
using Entente.Ledger;
using Entente.Records.Drafts;
using Entente.Records.Writing;
using Entente.Shared.Data;
using Entente.Tests.Kit;
using Entente.Tests.Rooms.Records.Api;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entente.Tests.Rooms.Records.Confidential;

/// <summary>What is confidential stands in plain words nowhere, and is read as ever by whoever may.</summary>
public sealed class ConfidentialTests(SecretApp app) : IClassFixture<SecretApp>
{
    private static readonly string[] Weights = ["777123.25", "777123,25"];

    [Fact]
    public async Task No_way_of_declaring_leaves_it_in_any_table_or_file()
    {
        using var clerk = app.As(app.Clerk);
        // Through a draft, by the page and by a file, with a letter attached; the draft packed; then submitted, corrected, proposed, imported.
        var statement = Guid.NewGuid();
        (await app.Door.Do(new Open(statement, "tuna", "landings", app.Week()), app.ClerkActor)).Faults.ShouldBeEmpty();
        await app.Begin(statement);
        var address = $"/bodies/tuna/landings/{statement}";
        await clerk.Submit(await clerk.Get($"{address}/report"), "form.e-entry", ("f.officer", "K. Sato"), ("f.buyer", "XMARKER page"), ("do", "back"));
        await Send(clerk, address, "a.json", """{"definition":"landings","sections":{"report":{"buyer":"XMARKER file","price":777123.25},"people":{"owner":"XMARKER owner"},"catches":[{"vessel":"Maru","ground":"XMARKER ground","margin":777123.25}]}}""");
        var workbook = await clerk.Http.GetByteArrayAsync($"{address}/view/workbook?handler=File&kind=xlsx");
        await Send(clerk, address, "XMARKER.xlsx".Replace("XMARKER", "mine", StringComparison.Ordinal), workbook);
        var file = await Attach(clerk, address, "XMARKER letter.txt", "XMARKER letter " + new string('x', 200_000));
        await app.Services.GetRequiredService<Drafting>().Pack(statement, default);
        var (open, draft) = (await app.Services.GetRequiredService<Database>().Write(connection => DraftReading.Read(connection, statement)))!.Value;
        var content = draft.Content(app.Published().Definition);
        content["report", "buyer"].Value.AsText.ShouldBe("XMARKER file");
        var reply = await app.Door.Do(new Take(statement, "tuna", "landings", "submit", 0) { Content = app.Said("XMARKER said", file), Draft = new DraftRead(open.Generation, draft.Through), Excuses = [new Excuse("check:dear", "report", null, "price", "It is.")] },
            app.ClerkActor, new Once("key", SHA256.HashData("key"u8)));
        reply.Done.ShouldBeTrue(string.Join(' ', reply.Faults.Select(fault => fault.Rule)));
        (await app.Door.Do(new Propose(statement, "tuna", "landings", Guid.NewGuid(), 1, app.Said("XMARKER proposed"), "Mended"), SecretApp.Secretariat)).Faults.ShouldBeEmpty();
        (await app.Door.Do(new Import(Guid.NewGuid(), "tuna", "landings", app.Week(), 0, app.Said("XMARKER imported"), app.Clock.GetUtcNow().AddYears(-3), "An old file", "submitted"), SecretApp.Secretariat)).Done.ShouldBeTrue();
        // By a program.
        using var program = await app.Program("Markers", "JPN", Right.Read, Right.Enter, Right.Submit);
        var made = await program.PostAsJsonAsync("/api/tuna/landings", new { step = "open", party = "JPN", period = new { start = "2024-01-01", end = "2024-01-08" } }, default(CancellationToken));
        (await program.PatchAsJsonAsync($"{made.Headers.Location}/draft", new { changes = new[] { new { section = "report", field = "buyer", now = "XMARKER program" } } }, default(CancellationToken))).StatusCode.ShouldBe(HttpStatusCode.OK);
        // And what a register says.
        var ship = new Entente.Records.Content.Statement(app.Published("ships").Definition);
        ship["ship", "name"] = Entente.Records.Content.Answer.Of(Feel.Value.Of("Maru"));
        ship["ship", "keel"] = Entente.Records.Content.Answer.Of(Feel.Value.Of("XMARKER keel"));
        (await app.Door.Do(new Take(Guid.NewGuid(), "tuna", "ships", "submit", 0) { Opening = new Subject("JPN"), Content = ship, Valid = new Period(new DateOnly(2000, 1, 1), null) }, app.ClerkActor)).Faults.ShouldBeEmpty();

        (await app.Tables(["XMARKER", .. Weights])).ShouldBeEmpty();
        foreach (var kept in Directory.EnumerateFiles(app.Folder.FullName, "*", SearchOption.AllDirectories))
            Encoding.Latin1.GetString(await File.ReadAllBytesAsync(kept)).ShouldNotContain("XMARKER", customMessage: kept);
    }

    [Fact]
    public async Task Whoever_may_reads_it_as_ever_and_others_nothing()
    {
        var statement = await app.Submit("Tanaka & Co");
        using var clerk = app.As(app.Clerk);
        var page = await clerk.Get($"/bodies/tuna/landings/{statement}");
        page.Say("main").ShouldContain("Tanaka & Co");
        page.Say("main").ShouldContain("Tanaka & Co owner");
        page.Say("main").ShouldContain("Tanaka & Co ground");
        (await clerk.Http.GetStringAsync($"/bodies/tuna/landings/{statement}/view/workbook?handler=File&version=1&kind=json")).ShouldContain("777123.25");
        using var anybody = app.Browser();
        var shown = await anybody.Get($"/bodies/tuna/landings/{statement}");
        shown.Say("main").ShouldContain("Tanaka & Co");
        shown.Say("main").ShouldNotContain("owner");
    }

    [Fact]
    public async Task The_commitment_is_of_what_was_said_and_not_of_what_is_kept()
    {
        var statement = await app.Submit("Committed");
        await using var owner = new NpgsqlConnection(app.Database.Owner);
        var kept = (await owner.QueryAsync<(byte[] Salt, byte[] Commitment, byte[] Bytes, Guid? Key)>("select salt, commitment, bytes, key from records.segment where statement = @statement", new { statement })).ToList();
        kept.ShouldAllBe(segment => segment.Key != null && DataKey.IsSealed(segment.Bytes));
        var known = await app.Services.GetRequiredService<Database>().Write(connection => KnownStatement.Load(connection, new Take(statement, "tuna", "landings", "submit", 1), app.Published().Definition, default));
        foreach (var segment in known!.Segments)
            Canonical.Commit(segment.Salt, segment.Bytes).ShouldBe(segment.Commitment);
    }

    [Fact]
    public async Task What_was_moved_to_another_place_does_not_open()
    {
        var (one, other) = (await app.Submit("First"), await app.Submit("Second"));
        await app.Execute("update tuna.landings_report r set buyer_sealed = o.buyer_sealed from tuna.landings_report o where r.statement = @other and o.statement = @one", new { one, other });
        using var clerk = app.As(app.Clerk);
        (await clerk.Get($"/bodies/tuna/landings/{other}")).Status.ShouldBe(HttpStatusCode.InternalServerError);
    }

    [Fact]
    public async Task A_correction_keeps_the_rows_that_say_the_same()
    {
        var statement = await app.Submit("Kept");
        (await app.Door.Do(new Take(statement, "tuna", "landings", "return", 1) { Reason = "Look again." }, SecretApp.Secretariat)).Faults.ShouldBeEmpty();
        var content = app.Said("Kept");
        content["report", "officer"] = Entente.Records.Content.Answer.Of(Feel.Value.Of("A. Ito"));
        (await app.Door.Do(new Take(statement, "tuna", "landings", "submit", 1) { Content = content, Excuses = [new Excuse("check:dear", "report", null, "price", "It is.")] }, app.ClerkActor)).Done.ShouldBeTrue();
        (await app.Ask<long>("select count(*) from tuna.landings_catches where statement = @statement", new { statement })).ShouldBe(3);
        (await app.Ask<string>("select string_agg(section || since, ' ' order by section, since) from records.segment where statement = @statement and until is null", new { statement })).ShouldContain("catches1");
    }

    [Fact]
    public async Task Other_readers_and_a_correction_after_them_leave_it_encrypted_readable_and_committed_to()
    {
        var statement = await app.Submit("Reshared");
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        (await app.Door.Do(new ShowTo(statement, "tuna", "landings", 1, "own", "Not for everybody."), app.ClerkActor)).Faults.ShouldBeEmpty();
        (await app.Door.Do(new Take(statement, "tuna", "landings", "return", 2) { Reason = "Look again." }, SecretApp.Secretariat)).Faults.ShouldBeEmpty();
        var content = app.Said("Reshared");
        content["report", "buyer"] = Entente.Records.Content.Answer.Of(Feel.Value.Of("XMENDED"));
        content.Rows("catches").RemoveAt(1);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        (await app.Door.Do(new Take(statement, "tuna", "landings", "submit", 2) { Content = content, Excuses = [new Excuse("check:dear", "report", null, "price", "It is.")] }, app.ClerkActor)).Faults.ShouldAllBe(fault => fault.Level == Entente.Bodies.Definitions.CheckLevel.Warning);
        using var clerk = app.As(app.Clerk);
        foreach (var (version, buyer, rows) in new[] { (1, "Reshared", 3), (2, "Reshared", 3), (3, "XMENDED", 2) })
        {
            var shown = (await clerk.Get($"/bodies/tuna/landings/{statement}/view/versions/{version}")).Say("main");
            shown.ShouldContain(buyer);
            shown.ShouldContain("Reshared owner");
            shown.Split("Reshared ground").Length.ShouldBe(rows + 1);
        }
        using var anybody = app.Browser();
        (await anybody.Get($"/bodies/tuna/landings/{statement}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await app.Tables("Reshared", "XMENDED")).ShouldBeEmpty();
        using var scope = app.Services.CreateScope();
        (await scope.ServiceProvider.GetRequiredService<Entente.Records.Receipts.Monitoring>().Compare(0, TestContext.Current.CancellationToken)).Found.ShouldNotContain(found => found.Subject.Contains(statement.ToString()));
    }

    [Fact]
    public async Task A_list_is_never_narrowed_by_what_is_encrypted_and_says_so()
    {
        using var clerk = app.As(app.Clerk);
        var page = await clerk.Get("/bodies/tuna/ships");
        page.Html.QuerySelector("[name='f.berth']").ShouldNotBeNull();
        page.Html.QuerySelector("[name='f.rig']").ShouldBeNull();
        var refused = await clerk.Get("/bodies/tuna/ships?f.rig=PS");
        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        refused.Say("main").ShouldContain("“Rig” is confidential: its answers are encrypted, and nobody can search or filter by them.");
        (await clerk.Http.GetAsync("/bodies/tuna/ships?f.rig=PS&format=csv")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await clerk.Http.GetAsync("/bodies/tuna/ships?f.keel=deep&format=csv")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await clerk.Http.GetAsync("/api/tuna/ships?rig=PS")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_letter_comes_back_whole_and_in_parts()
    {
        using var clerk = app.As(app.Clerk);
        var statement = Guid.NewGuid();
        await app.Door.Do(new Open(statement, "tuna", "landings", app.Week()), app.ClerkActor);
        await app.Begin(statement);
        var text = string.Concat(Enumerable.Range(0, 30_000).Select(number => $"{number} "));
        var file = await Attach(clerk, $"/bodies/tuna/landings/{statement}", "long.txt", text);
        (await clerk.Http.GetStringAsync($"/files/{file}")).ShouldBe(text);
        using var part = new HttpRequestMessage(HttpMethod.Get, $"/files/{file}") { Headers = { Range = new(65_000, 132_000) } };
        using var given = await clerk.Http.SendAsync(part);
        given.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await given.Content.ReadAsStringAsync()).ShouldBe(text[65_000..132_001]);
        given.Content.Headers.ContentDisposition!.FileNameStar.ShouldBe("long.txt");
    }

    private static async Task Send(Browser browser, string address, string name, object file)
    {
        var page = await browser.Get($"{address}/view/workbook");
        using var request = browser.Request(page, "main form", ("section", "catches"));
        var part = new ByteArrayContent(file as byte[] ?? Encoding.UTF8.GetBytes((string)file));
        part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        ((MultipartFormDataContent)request.Content!).Add(part, "file", name);
        (await browser.Send(request)).Say("main").ShouldNotContain("cannot be read");
    }

    internal static async Task<Guid> Attach(Browser clerk, string address, string name, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        using var begin = new HttpRequestMessage(HttpMethod.Post, $"{address}/files");
        begin.Headers.Add("Tus-Resumable", "1.0.0");
        begin.Headers.Add("Upload-Length", bytes.Length.ToString(System.Globalization.CultureInfo.InvariantCulture));
        begin.Headers.Add("Upload-Metadata", string.Join(',', new[] { ("section", "report"), ("field", "letter"), ("filename", name) }.Select(one => $"{one.Item1} {Convert.ToBase64String(Encoding.UTF8.GetBytes(one.Item2))}")));
        using var begun = await clerk.Http.SendAsync(begin);
        begun.StatusCode.ShouldBe(HttpStatusCode.Created);
        foreach (var (from, until) in new[] { (0, 1_000), (1_000, bytes.Length) })
        {
            using var piece = new HttpRequestMessage(HttpMethod.Patch, begun.Headers.Location) { Content = new ByteArrayContent(bytes[from..until]) };
            piece.Headers.Add("Tus-Resumable", "1.0.0");
            piece.Headers.Add("Upload-Offset", from.ToString(System.Globalization.CultureInfo.InvariantCulture));
            piece.Content.Headers.ContentType = new MediaTypeHeaderValue("application/offset+octet-stream");
            (await clerk.Http.SendAsync(piece)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        }
        return Guid.Parse(begun.Headers.Location!.ToString().Split('/')[^1]);
    }
}
