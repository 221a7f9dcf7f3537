using System.Net;
using System.Text;
using Entente.Bodies;
using Entente.Records.Tables;
using Entente.Tests.Kit;

namespace Entente.Tests.Rooms.Bodies.Editing;

/// <summary>From an officer's change of words to the version in force, by two persons.</summary>
public sealed class ProposalTests(EditingApp app) : IClassFixture<EditingApp>
{
    [Fact]
    public async Task An_officer_changes_a_word_and_another_publishes_it()
    {
        var desk = await app.NewBody();
        await desk.Publish("body.yaml", "name: Chair", "name: Chairperson");
        (await desk.NameInForce("post", "chair")).ShouldBe("Chairperson");
        (await desk.Version()).ShouldBe(2);
        (await desk.First.Get(desk.Address)).Say("main").ShouldContain("proposed by First of");
    }

    [Fact]
    public async Task What_the_checker_finds_is_shown_at_its_line_with_the_remedy()
    {
        var desk = await app.NewBody();
        var proposal = await desk.Begin();
        var page = await desk.Change(proposal, "annual-report.return.yaml", "list: subjects", "list: subject");
        page.Say(".e-findings").ShouldContain("annual-report.return.yaml:30:");
        page.Say(".e-findings").ShouldContain("Did you mean \"subjects\"?");
        page.One("mark#l30").ShouldNotBeNull();
        var refused = await desk.First.Submit(await desk.First.Get(proposal), "#propose");
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task An_example_that_no_longer_comes_out_stands_in_the_way()
    {
        var desk = await app.NewBody();
        var proposal = await desk.Begin();
        await desk.Change(proposal, "annual-report.return.yaml", "that: number <= 1000", "that: number <= 5000");
        (await desk.First.Get(proposal)).Say(".e-findings").ShouldContain("many-measures at measures 1 number");
    }

    [Fact]
    public async Task Whoever_worked_on_it_cannot_publish_it()
    {
        var desk = await app.NewBody();
        var proposal = await desk.Begin();
        await desk.Change(proposal, "body.yaml", "name: Chair", "name: Chairperson");
        await desk.Change(proposal, "body.yaml", "name: Reporter", "name: Reporting officer", desk.Second);
        var proposed = await desk.First.Submit(await desk.First.Get(proposal), "#propose");
        proposed.Html.QuerySelector("#approve").ShouldBeNull();
        (await desk.Second.Get(proposal)).Html.QuerySelector("#approve").ShouldBeNull();
        var third = AsPerson.Browser(app, await app.Officer("Third", desk.Code));
        (await third.Get(proposal)).One("#approve").ShouldNotBeNull();
        var forged = await desk.Second.Send(desk.Second.Request(await third.Get(proposal), "#approve"));
        forged.Status.ShouldNotBe(HttpStatusCode.OK);
        (await app.Ask<string>("select state from editing.proposal where id = @id", new { id = Desk.IdOf(proposal) })).ShouldBe("proposed");
    }

    [Fact]
    public async Task Who_may_not_describe_sees_none_of_it()
    {
        var desk = await app.NewBody();
        var proposal = await desk.Begin();
        var stranger = AsPerson.Browser(app, await app.Officer("Stranger", desk.Code, "chair"));
        (await stranger.Get(desk.Address)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await stranger.Get(proposal)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await stranger.Get($"{desk.Address}?handler=Zip")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_right_lost_between_proposal_and_publication_stops_it()
    {
        var desk = await app.NewBody();
        var proposal = await desk.Begin();
        await desk.Change(proposal, "body.yaml", "name: Chair", "name: Chairperson");
        await desk.Agree(proposal);
        await app.Ask<int>("with gone as (update bodies.holding set suspended_at = now(), asked_at = now() where person = @person returning 1) select count(*)::int from gone", new { person = desk.FirstPerson });
        (await app.Publish(Desk.IdOf(proposal))).ShouldHaveSingleItem().Rule.ShouldBe("proposer-may-not");
        (await desk.Version()).ShouldBe(1);
        (await desk.Second.Get(proposal)).Say("main").ShouldContain("may no longer change the description");
    }

    [Fact]
    public async Task Killed_in_the_midst_of_it_nothing_happened_and_the_next_attempt_publishes_it_once()
    {
        var desk = await app.NewBody();
        var proposal = await desk.Begin();
        await desk.Change(proposal, "annual-report.return.yaml", "name: Remarks", "name: Notes");
        await desk.Agree(proposal);
        await Should.ThrowAsync<OperationCanceledException>(app.Publish(Desk.IdOf(proposal), async (connection, definition, added, cancel) =>
        {
            await TableMaking.Make(connection, definition, added, cancel);
            throw new OperationCanceledException();
        }));
        (await desk.Version()).ShouldBe(1);
        (await app.Ask<int>("select count(*)::int from bodies.definition where body = @code", new { code = desk.Code })).ShouldBe(1);
        (await desk.First.Get(proposal)).Say("main").ShouldContain("Being published");
        (await app.Publish(Desk.IdOf(proposal))).ShouldBeEmpty();
        (await app.Publish(Desk.IdOf(proposal))).ShouldBeEmpty();
        (await app.Ask<int>("select count(*)::int from editing.edition where body = @code", new { code = desk.Code })).ShouldBe(2);
    }

    [Fact]
    public async Task Two_officers_in_different_lines_of_one_file_both_keep_their_work()
    {
        var desk = await app.NewBody();
        var proposal = await desk.Begin();
        var mine = await desk.First.Get(Desk.FileOf(proposal, "body.yaml"));
        await desk.Change(proposal, "body.yaml", "name: Reporter", "name: Reporting officer", desk.Second);
        var saved = await desk.First.Submit(mine, "#text", ("Text", mine.One("#Text").TextContent.Replace("name: Chair", "name: Chairperson", StringComparison.Ordinal)));
        saved.Say("main").ShouldContain("both changes stand");
        saved.One("#Text").TextContent.ShouldContain("name: Chairperson");
        saved.One("#Text").TextContent.ShouldContain("name: Reporting officer");
    }

    [Fact]
    public async Task Two_officers_in_the_same_line_see_both_and_lose_nothing()
    {
        var desk = await app.NewBody();
        var proposal = await desk.Begin();
        var mine = await desk.First.Get(Desk.FileOf(proposal, "body.yaml"));
        await desk.Change(proposal, "body.yaml", "name: Chair", "name: Presiding officer", desk.Second);
        var conflict = await desk.First.Submit(mine, "#text", ("Text", mine.One("#Text").TextContent.Replace("name: Chair", "name: Chairperson", StringComparison.Ordinal)));
        conflict.Status.ShouldBe(HttpStatusCode.Conflict);
        conflict.Say(".e-difference del").ShouldContain("Presiding officer");
        conflict.One("#Text").TextContent.ShouldContain("Chairperson");
        (await desk.Second.Get(Desk.FileOf(proposal, "body.yaml"))).One("#Text").TextContent.ShouldContain("Presiding officer");
        (await desk.First.Submit(conflict, "#text")).One("#Text").TextContent.ShouldContain("Chairperson");
        (await app.Ask<int>("select count(*)::int from editing.change where proposal = @id", new { id = Desk.IdOf(proposal) })).ShouldBe(2);
    }

    [Fact]
    public async Task A_file_published_meanwhile_is_looked_at_before_it_is_replaced()
    {
        var desk = await app.NewBody();
        var waiting = await desk.Begin("Slow");
        await desk.Change(waiting, "body.yaml", "name: Chair", "name: Chairperson");
        await desk.Publish("body.yaml", "name: Chair", "name: Presiding officer");
        var page = await desk.First.Get(waiting);
        page.Say("main").ShouldContain("body.yaml was published meanwhile");
        (await desk.First.Submit(page, "#propose")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await desk.First.Get($"{waiting}/difference?path=body.yaml")).Say("ins").ShouldContain("Presiding officer");
        var settled = await desk.First.Submit(page, "form[action$='handler=Settle']");
        settled.Say("main").ShouldContain("Your words stand");
        await desk.Agree(waiting);
        (await app.Publish(Desk.IdOf(waiting))).ShouldBeEmpty();
        (await desk.NameInForce("post", "chair")).ShouldBe("Chairperson");
    }

    [Fact]
    public async Task Going_back_is_a_new_version_and_every_edition_stays()
    {
        var desk = await app.NewBody();
        await desk.Publish("body.yaml", "name: Chair", "name: Chairperson");
        var back = await desk.First.Submit(await desk.First.Get($"{desk.Address}/editions/1"), "#revert");
        back.Say("main").ShouldContain("Back to edition 1");
        await desk.Agree(back.Address.AbsolutePath);
        (await app.Publish(Desk.IdOf(back.Address.AbsolutePath))).ShouldBeEmpty();
        (await desk.NameInForce("post", "chair")).ShouldBe("Chair");
        (await desk.Version()).ShouldBe(3);
        (await app.Ask<int>("select count(*)::int from editing.edition where body = @code", new { code = desk.Code })).ShouldBe(3);
    }

    [Fact]
    public async Task A_file_in_another_encoding_is_reported_and_mended_by_saving_it()
    {
        var desk = await app.NewBody();
        var proposal = await desk.Begin();
        var page = await Send(desk, proposal, "lists/subjects.csv", Encoding.Latin1.GetBytes(desk.Read("lists/subjects.csv")));
        page.Say(".e-findings").ShouldContain("is not UTF-8");
        var saved = await desk.First.Submit(page, "#text");
        saved.Html.QuerySelector(".e-findings")?.TextContent.ShouldNotContain("is not UTF-8");
        saved.One("#Text").TextContent.ShouldContain("Premier thème");
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_refused_and_one_that_is_long_is_sent_as_a_file()
    {
        var desk = await app.NewBody();
        var proposal = await desk.Begin();
        var refused = await Send(desk, proposal, "lists/subjects.csv", new byte[11 << 20]);
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Say("main").ShouldContain("large tables belong in a register");
        var rows = string.Concat(Enumerable.Range(1, 30_000).Select(row => $"C{row},Subject number {row},Thème numéro {row},,\n"));
        var taken = await Send(desk, proposal, "lists/subjects.csv", Encoding.UTF8.GetBytes(desk.Read("lists/subjects.csv") + rows));
        taken.Status.ShouldBe(HttpStatusCode.OK);
        taken.Say("main").ShouldContain("too long to be typed here");
    }

    [Fact]
    public async Task Broken_yaml_is_saved_and_told_at_its_place()
    {
        var desk = await app.NewBody();
        var proposal = await desk.Begin();
        var page = await desk.Change(proposal, "body.yaml", "languages: [en, fr]", "languages: [en, fr");
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Say(".e-findings").ShouldContain("body.yaml:");
        page.One("#Text").TextContent.ShouldContain("languages: [en, fr\n");
    }

    [Fact]
    public async Task A_published_code_is_never_taken_out_of_its_list()
    {
        var desk = await app.NewBody();
        var proposal = await desk.Begin();
        var page = await desk.Change(proposal, "lists/subjects.csv", "B,Second subject,Second thème,,\n", "");
        page.Say(".e-findings").ShouldContain("The code \"B\" was published and is no longer in the list");
    }

    [Fact]
    public async Task Files_of_other_folders_are_not_reached()
    {
        var desk = await app.NewBody();
        var proposal = await desk.Begin();
        foreach (var path in new[] { "../secret", "lists/../../x.csv", "/etc/passwd", "demo/people.csv", ".git/config", "lists\\x.csv" })
            (await desk.First.Get(Desk.FileOf(proposal, path))).Status.ShouldBe(HttpStatusCode.NotFound, path);
        foreach (var path in new[] { "../secret.csv", "lists/../body.yaml", "notes.txt" })
            (await desk.First.Submit(await desk.First.Get(proposal), "#add", ("NewPath", path))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity, path);
    }

    [Fact]
    public async Task A_form_is_begun_by_what_it_is_and_how_it_is_called_and_is_in_order_at_once()
    {
        var desk = await app.NewBody();
        var proposal = await desk.Begin();
        var begun = await desk.First.Submit(await desk.First.Get(proposal), "form#form", ("NewKind", "register"), ("NewName", "Reefs: \"north\", south"), ("NewCode", "reefs"));
        begun.Status.ShouldBe(HttpStatusCode.OK);
        begun.Address.AbsolutePath.ShouldEndWith("/forms/reefs");
        begun.Say("h1").ShouldContain("Reefs: \"north\", south");
        (await desk.First.Get(proposal)).Say("main").ShouldContain("No errors");
        foreach (var (kind, name, code) in new[] { ("register", "Reefs", "reefs"), ("register", "", "corals"), ("heap", "Corals", "corals"), ("register", "Corals", "Corals of the north/../x") })
            (await desk.First.Submit(await desk.First.Get(proposal), "form#form", ("NewKind", kind), ("NewName", name), ("NewCode", code))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity, $"{kind} {name} {code}");
    }

    private static async Task<Page> Send(Desk desk, string proposal, string path, byte[] bytes)
    {
        var page = await desk.First.Get(Desk.FileOf(proposal, path));
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in page.Fields("#send"))
            content.Add(new StringContent(value), name);
        content.Add(new ByteArrayContent(bytes), "Sent", "subjects.csv");
        return await desk.First.Send(new HttpRequestMessage(HttpMethod.Post, new Uri(page.Address, page.One("#send").GetAttribute("action")!)) { Content = content });
    }
}
