using System.Globalization;
using System.Net;
using System.Text;
using Entente.Bodies;
using Entente.Disclosure;
using Entente.Records.Reading;
using Entente.Tests.Kit;
using Entente.Tests.Rooms.Records.Api;
using Entente.Tests.Rooms.SignIn;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entente.Tests.Rooms.Records.Pages;

/// <summary>What the body's people write for a party, and the party's word on it.</summary>
public sealed class ForPartyTests(PagesApp app) : IClassFixture<PagesApp>
{
    private const string List = "/bodies/tuna/weekly";

    [Fact]
    public async Task What_came_by_mail_is_entered_with_its_original_and_confirmed_by_the_party()
    {
        using var officer = app.As(app.Officer);
        using var head = app.As(await app.Person("Head of Ghana", ("tuna", "GHA", [Right.Read, Right.Enter, Right.Submit])));
        var address = await Entered(officer, "GHA", "2025-W31");

        (await head.Get("/workspace")).Say("main").ShouldContain("Waits for your answer: weekly, 2025-W31");
        var answer = await head.Get($"{address}/for-party/answer");
        answer.Say("main").ShouldContain("By e-mail of 4 August");
        (await head.Http.GetStringAsync(answer.One("a[href^='/files/']").GetAttribute("href")!)).ShouldContain("Dear secretariat");
        var done = await head.Submit(answer, "main form", ("word", "confirm"));
        done.Address.AbsolutePath.ShouldBe(address);
        done.Html.QuerySelector(".e-notice--warning").ShouldBeNull();
        (await head.Get("/workspace")).Say("main").ShouldNotContain("Waits for your answer: weekly, 2025-W31");
    }

    [Fact]
    public async Task A_correction_of_the_secretariat_is_a_proposal_until_the_party_agrees()
    {
        using var officer = app.As(app.Officer);
        using var head = app.As(await app.Person("Head of Ghana, too", ("tuna", "GHA", [Right.Read, Right.Enter, Right.Submit])));
        var address = await Entered(officer, "GHA", "2025-W32");
        await Proposed(officer, address, "41");

        (await head.Get($"{address}/catches")).Status.ShouldNotBe(HttpStatusCode.OK);
        var answer = await head.Get($"{address}/for-party/answer");
        answer.Say("main").ShouldContain("A typing error");
        answer.Say("del").ShouldBe("40");
        answer.Say("ins").ShouldBe("41");
        (await Version(address)).ShouldBe(1);
        await head.Submit(answer, "main form", ("word", "agree"));
        (await Version(address)).ShouldBe(2);
        (await app.Ask<decimal>("select weight from tuna.weekly_catches where statement = @id and until is null", new { id = Guid.Parse(address.Split('/')[^1]) })).ShouldBe(41);
    }

    [Fact]
    public async Task What_the_secretariat_prepares_is_not_said_to_the_party_before_it_is_proposed()
    {
        using var officer = app.As(app.Officer);
        var person = await app.Person("Head of Ghana, five", ("tuna", "GHA", [Right.Read, Right.Enter, Right.Submit]));
        using var head = app.As(person);
        using var program = await app.Program("Program of Ghana", "GHA", Right.Read, Right.Enter, Right.Submit);
        var address = await Entered(officer, "GHA", "2025-W35");
        var id = Guid.Parse(address.Split('/')[^1]);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        var before = await Told(program, head, address);
        await Prepared(officer, address, "77");
        await Beside(id);
        (await Told(program, head, address)).ShouldBe(before);
        (await Known(person, id)).ShouldBe([0, 0, 0, 0, 0, 0]);
        (await Known(app.Officer, id)).ShouldAllBe(rows => rows > 0);

        await officer.Submit(await officer.Get($"{address}/for-party/propose"), "main form", ("reason", "A typing error"));
        (await head.Get($"{address}/for-party/answer")).Say("ins").ShouldBe("77");
        (await Known(person, id))[3].ShouldBe(1, "the file that the proposal may name");
    }

    [Fact]
    public async Task What_the_secretariat_put_away_is_never_said_to_the_party()
    {
        using var officer = app.As(app.Officer);
        var person = await app.Person("Head of Ghana, six", ("tuna", "GHA", [Right.Read, Right.Enter, Right.Submit]));
        var address = await Entered(officer, "GHA", "2025-W36");
        var id = Guid.Parse(address.Split('/')[^1]);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await Prepared(officer, address, "78");
        await Beside(id);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await officer.Submit(await officer.Get(address), "form[action*='PutAway']");
        (await Known(person, id))[..5].ShouldBe([0, 0, 0, 0, 0]);
        // Sent back to the party, it is worked on by both.
        await app.Execute("update records.statement set state = 'returned' where id = @id", new { id });
        await officer.Submit(await officer.Get(address), "form[action*='Prepare']");
        using var head = app.As(person);
        (await head.Get($"{address}/catches")).Status.ShouldBe(HttpStatusCode.OK);
        (await Known(person, id))[0].ShouldBe(1);
    }

    [Fact]
    public async Task Whoever_refuses_a_proposal_says_why_and_nothing_changes()
    {
        using var officer = app.As(app.Officer);
        using var head = app.As(await app.Person("Head of Ghana, three", ("tuna", "GHA", [Right.Read, Right.Enter, Right.Submit])));
        var address = await Entered(officer, "GHA", "2025-W33");
        await Proposed(officer, address, "42");
        var answer = await head.Get($"{address}/for-party/answer");
        var asked = await head.Submit(answer, "main form", ("word", "refuse"));
        asked.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        asked.Say(".e-error-summary").ShouldContain("Say why you refuse it");
        await head.Submit(asked, "main form", ("word", "refuse"), ("reason", "It was 40"));
        (await Version(address)).ShouldBe(1);
        (await officer.Get(address)).Say("main").ShouldNotContain("The secretariat proposes");
    }

    [Fact]
    public async Task The_secretariat_leaves_the_draft_of_a_party_alone_and_a_neighbour_sees_nothing_of_it()
    {
        using var clerk = app.As(app.Clerk);
        using var officer = app.As(app.Officer);
        using var neighbour = app.As(app.Neighbour);
        var begun = await clerk.Submit(await clerk.Get(List), "form.e-begin", ("period", "2025-W40"));
        var address = begun.Address.AbsolutePath;
        (await officer.Get($"{address}/catches")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await officer.Get($"{address}/for-party/enter")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await officer.Get($"{address}/for-party/propose")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await officer.Get(address)).Html.QuerySelector("form[action*='Prepare']").ShouldBeNull();
        (await neighbour.Get($"{address}/for-party/answer")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await clerk.Get(List)).Html.QuerySelector("main details form").ShouldBeNull();
    }

    [Fact]
    public async Task Without_the_original_and_how_it_came_nothing_is_entered()
    {
        using var officer = app.As(app.Officer);
        var address = await Begun(officer, "GHA", "2025-W34");
        var enter = await officer.Get($"{address}/for-party/enter");
        var refused = await officer.Submit(enter, "main form");
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Say(".e-error-summary").ShouldContain("Say how it came");
        refused.Say(".e-error-summary").ShouldContain("Choose the file that came");
        (await Version(address)).ShouldBe(0);
        var put = await officer.Submit(await officer.Get(address), "form[action*='PutAway']");
        put.Html.QuerySelector(".e-task-list").ShouldBeNull();
    }

    private Task<int> Version(string address) => app.Ask<int>("select version from records.statement where id = @id", new { id = Guid.Parse(address.Split('/')[^1]) });

    private static async Task<string> Begun(Browser officer, string party, string period)
    {
        var statement = await officer.Submit(await officer.Get(List), "main details form", ("party", party), ("period", period));
        var address = statement.Address.AbsolutePath;
        await officer.Submit(await officer.Get($"{address}/report"), "form.e-entry", ("f.officer", "K. Mensah"), ("f.no_catch", "false"), ("do", "save"));
        await officer.Submit(await officer.Get($"{address}/catches"), "form.e-entry", ("r1.vessel", "Maru"), ("r1.gear", "PS"), ("r1.weight", "40"), ("do", "back"));
        return address;
    }

    private async Task<string> Entered(Browser officer, string party, string period)
    {
        var address = await Begun(officer, party, period);
        var enter = await officer.Get($"{address}/for-party/enter");
        using var form = new MultipartFormDataContent();
        foreach (var field in enter.Html.QuerySelectorAll("main form input[type=hidden]"))
            form.Add(new StringContent(field.GetAttribute("value")!), field.GetAttribute("name")!);
        form.Add(new StringContent("By e-mail of 4 August"), "reason");
        form.Add(new StringContent("Dear secretariat, please find our catches."), "original", "mail.txt");
        using var answer = await officer.Http.PostAsync($"{address}/for-party/enter", form);
        (await Version(address)).ShouldBe(1, await answer.Content.ReadAsStringAsync());
        return address;
    }

    // What the party may ask of it, through pages and by program.
    private static async Task<string> Told(HttpClient program, Browser head, string address)
    {
        var told = new StringBuilder();
        var api = address.Replace("/bodies/", "/api/", StringComparison.Ordinal);
        foreach (var asked in new[] { $"{api}/draft", $"{api}/faults?version=0", $"{api}/workbook?draft=true", api })
            using (var answer = await program.GetAsync(asked))
                told.AppendLine(CultureInfo.InvariantCulture, $"{asked} {(int)answer.StatusCode} {answer.Headers.ETag} {await answer.Content.ReadAsStringAsync()}");
        foreach (var asked in new[] { address, $"{address}/catches", $"{address}/view/versions/1", $"{address}/view/print", $"{address}/view/workbook", $"{address}/view/readers", "/bodies/tuna/weekly", "/workspace" })
        {
            var page = await head.Get(asked);
            told.AppendLine(CultureInfo.InvariantCulture, $"{asked} {(int)page.Status} {(page.Status == HttpStatusCode.OK ? page.Html.QuerySelector("main")?.TextContent : null)}");
        }
        using var cells = await head.Http.GetAsync($"{address}/cells?since=0");
        return told.AppendLine(CultureInfo.InvariantCulture, $"cells {(int)cells.StatusCode} {await cells.Content.ReadAsStringAsync()}").ToString();
    }

    // What else may lie beside such a draft: an attachment, a workbook that was read into it, what was found wrong with it.
    private Task Beside(Guid id) => app.Execute("""
        insert into records.file (id, statement, body, party, section, field, name, size, begun_at) select gen_random_uuid(), id, body, party, 'report', 'officer', 'a.txt', 1, @now from records.statement where id = @id;
        insert into records.sent_file (id, statement, name, kind, language, bytes, sent_by, sent_at, changes, aside) values (gen_random_uuid(), @id, 'a.json', 'json', 'en', 'x', @Officer, @now, 1, 0);
        insert into records.fault (statement, version, rule, level) values (@id, 0, 'positive', 'note')
        """, new { id, now = app.Clock.GetUtcNow().UtcDateTime, app.Officer });

    // How many rows a person is shown of the draft, its cells, its sections, the files that nobody submitted, those that were read in, its findings.
    private async Task<int[]> Known(Guid person, Guid statement)
    {
        var reader = await app.Services.GetRequiredService<Entente.Bodies.People>().Find(person);
        return await app.Services.GetRequiredService<Readings>().As(reader, Showing.Nothing("a question of a test"), async connection =>
        {
            await using var command = new NpgsqlCommand("""
                select array[(select count(*) from records.draft where statement = $1 and ended is distinct from 'submitted'),
                  (select count(*) from records.cell_operation o where o.statement = $1 and o.generation > 1), (select count(*) from records.draft_snapshot o where o.statement = $1 and o.generation > 1),
                  (select count(*) from records.file where statement = $1 and aud is null and section = 'report'),
                  (select count(*) from records.sent_file where statement = $1), (select count(*) from records.fault where statement = $1 and version = 0)]::int[]
                """, connection) { Parameters = { new() { Value = statement } } };
            return (int[])(await command.ExecuteScalarAsync())!;
        });
    }

    private static async Task Prepared(Browser officer, string address, string weight)
    {
        await officer.Submit(await officer.Get(address), "form[action*='Prepare']");
        await officer.Submit(await officer.Get($"{address}/catches"), "form.e-entry", ("r1.weight", weight), ("do", "back"));
    }

    private static async Task Proposed(Browser officer, string address, string weight)
    {
        await Prepared(officer, address, weight);
        var propose = await officer.Get($"{address}/for-party/propose");
        propose.Say("ins").ShouldBe(weight);
        await officer.Submit(propose, "main form", ("reason", "A typing error"));
    }
}
