using System.Net;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Bodies.Loading;
using Entente.Feel;
using Entente.Records.Content;
using Entente.Records.Notices;
using Entente.Records.Writing;
using Entente.Tests.Kit;
using Entente.Tests.Rooms.Records.Certificates;
using Microsoft.Extensions.DependencyInjection;
using static Entente.Tests.Kit.Definitions;

namespace Entente.Tests.Rooms.Records.Notices;

/// <summary>A body with a notice that may wait for its moment and asks for replies, and its readers.</summary>
public sealed class NoticesApp() : PublishedApp(() => new Loaded(Body(), [Circular], []))
{
    private static readonly Definition Circular = New("circular", DefinitionKind.Notice,
        [Fields("notice", "The notice", Text("subject", "Subject") with { Required = "true" }, Text("text", "Text"), Of("publish_at", FieldType.DateTime, "Publish at"), Of("reply_by", FieldType.Date, "Replies until"))],
        traits: new Traits(Notice: new NoticeTrait(["subject"], "publish_at", "reply_by") { RepliedShownTo = "parties" })) with
    {
        DeclaredBy = Definition.ByBody,
        Sharing = new Sharing("parties", [Sharing.Public]),
        Workflow = new Workflow(
            [new("draft", Say("Draft"), true, false), new("published", Say("Published"), false, true), new("correction", Say("Correction"), true, true), new("withdrawn", Say("Withdrawn"), false, false)],
            [
                new("publish", Say("Publish"), ["draft", "correction"], "published", ["serve"], null, true, false, Reason.Optional),
                new("correct", Say("Correct"), ["published"], "correction", ["serve"], null, false, false, Reason.None),
                new("withdraw", Say("Withdraw"), ["published"], "withdrawn", ["serve"], null, false, false, Reason.None),
            ]),
    };

    public Guid Publisher { get; private set; }

    public Guid Japan { get; private set; }

    public Guid Ghana { get; private set; }

    public Guid Norway { get; private set; }

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Publisher = await this.Person("Publisher", ("tuna", null, [Right.Read, Right.Serve]));
        Japan = await this.Person("Head of Japan", ("tuna", "JPN", [Right.Read, Right.Submit]));
        Ghana = await this.Person("Head of Ghana", ("tuna", "GHA", [Right.Read, Right.Submit]));
        Norway = await this.Person("Head of Norway", ("tuna", "NOR", [Right.Read, Right.Submit]));
    }

    public async Task<Guid> Publish(string subject, DateTimeOffset? at = null, DateOnly? replyBy = null)
    {
        var id = Guid.CreateVersion7(Clock.GetUtcNow());
        (await Door.Do(new Take(id, "tuna", "circular", "publish", 0) { Opening = new Subject(null), Content = Content(subject, at, replyBy) }, await Acting(Publisher))).ShouldBeDone();
        return id;
    }

    public Statement Content(string subject, DateTimeOffset? at = null, DateOnly? replyBy = null)
    {
        var content = new Statement(Services.GetRequiredService<DefinitionCatalogue>().Find("tuna", "circular")!.Definition);
        content["notice", "subject"] = Answer.Of(Value.Of(subject));
        content["notice", "text"] = Answer.Of(Value.Of("The text of " + subject));
        if (at is { } moment)
            content["notice", "publish_at"] = AnswerOf("publish_at", $"\"{moment.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}\"");
        if (replyBy is { } day)
            content["notice", "reply_by"] = Answer.Of(Value.Of((Entente.Feel.Values.Date)day));
        return content;

        Answer AnswerOf(string field, string json)
        {
            var reader = new System.Text.Json.Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(json));
            reader.Read();
            AnswerJson.TryRead(ref reader, content.Definition.Section("notice")!.Field(field)!, out var answer).ShouldBeTrue();
            return answer;
        }
    }
}

/// <summary>What is announced reaches whoever is meant, at its moment and not before.</summary>
public sealed class NoticesTests(NoticesApp app) : IClassFixture<NoticesApp>
{
    private static readonly string[] Addresses = ["/bodies/tuna/notices", "/bodies/tuna/circular", "/bodies/tuna/circular?format=csv", "/workspace", "/bodies/tuna", "/api/tuna/circular"];

    [Fact]
    public async Task Before_its_moment_a_notice_changes_no_answer_that_its_readers_get_and_at_its_moment_it_is_there()
    {
        using var japan = app.As(app.Japan);
        using var publisher = app.As(app.Publisher);
        var before = await Answers(japan);
        var moment = app.Clock.GetUtcNow().AddHours(5);
        var id = await app.Publish("Scheduled meeting", moment);
        (await Answers(japan)).ShouldBe(before);
        foreach (var address in new[] { $"/bodies/tuna/circular/{id}", $"/bodies/tuna/circular/{id}/view/notice", $"/api/tuna/circular/{id}", $"/api/tuna/circular/{id}/faults" })
            (await japan.Get(address)).Status.ShouldBe(HttpStatusCode.NotFound, address);
        (await publisher.Get($"/bodies/tuna/circular/{id}/view/notice")).Say().ShouldContain("Not published yet");
        (await app.Door.Do(new ReplyTo(id, "tuna", "circular", "JPN", "Early."), await app.Acting(app.Japan))).Faults[0].Rule.ShouldBe(Refusals.NotThere);
        app.Clock.Advance(TimeSpan.FromHours(5));
        (await japan.Get("/bodies/tuna/notices")).Say("tbody").ShouldContain("Scheduled meeting");
        (await japan.Get($"/bodies/tuna/circular/{id}/view/notice")).Say().ShouldContain("The text of Scheduled meeting");
        using var norway = app.As(app.Norway);
        (await norway.Get($"/bodies/tuna/circular/{id}/view/notice")).Status.ShouldBe(HttpStatusCode.NotFound, "an observer is not meant");
    }

    [Fact]
    public async Task A_correction_that_puts_the_moment_off_takes_it_back()
    {
        var id = await app.Publish("Moved", app.Clock.GetUtcNow().AddHours(-1));
        using var japan = app.As(app.Japan);
        (await japan.Get($"/bodies/tuna/circular/{id}/view/notice")).Status.ShouldBe(HttpStatusCode.OK);
        var publisher = await app.Acting(app.Publisher);
        (await app.Door.Do(new Take(id, "tuna", "circular", "correct", 1), publisher)).ShouldBeDone();
        (await app.Door.Do(new Take(id, "tuna", "circular", "publish", 1) { Content = app.Content("Moved", app.Clock.GetUtcNow().AddHours(2)) }, publisher)).ShouldBeDone();
        (await japan.Get($"/bodies/tuna/circular/{id}/view/notice")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await app.Ask<long>("select count(*) from tuna.circular_notice t join records.audience a on a.id = t.aud where t.statement = @id and t.until is null and a.opens_at is null", new { id })).ShouldBe(0);
    }

    [Fact]
    public async Task From_the_workspace_one_goes_to_whatever_the_body_has_declared()
    {
        using var ghana = app.As(app.Ghana);
        (await ghana.Get("/workspace")).Link("main li a[href='/bodies/tuna/circular']").ShouldBe("/bodies/tuna/circular");
    }

    [Fact]
    public async Task Of_many_messages_the_latest_stand_open_and_the_others_one_step_away()
    {
        for (var notice = 0; notice < 9; notice++)
            await app.Publish($"Notice {notice}");
        using var ghana = app.As(app.Ghana);
        var page = await ghana.Get("/workspace");
        page.Html.QuerySelectorAll("main > .e-work li").Count(item => item.TextContent.Contains("New:", StringComparison.Ordinal)).ShouldBe(8);
        page.Html.QuerySelectorAll("details .e-work li").Length.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task What_is_unread_stands_first_and_on_the_workspace_and_a_correction_makes_it_so_again()
    {
        var id = await app.Publish("Read me");
        using var ghana = app.As(app.Ghana);
        (await ghana.Get("/workspace")).Say().ShouldContain("New: Read me");
        (await ghana.Get($"/bodies/tuna/circular/{id}/view/notice")).Status.ShouldBe(HttpStatusCode.OK);
        (await ghana.Get("/workspace")).Say().ShouldNotContain("Read me");
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        var publisher = await app.Acting(app.Publisher);
        (await app.Door.Do(new Take(id, "tuna", "circular", "correct", 1), publisher)).ShouldBeDone();
        (await app.Door.Do(new Take(id, "tuna", "circular", "publish", 1) { Content = app.Content("Read me again"), Reason = "The room changed." }, publisher)).ShouldBeDone();
        (await ghana.Get("/bodies/tuna/notices")).Say("tbody tr").ShouldContain("Changed");
        (await ghana.Get($"/bodies/tuna/circular/{id}/view/notice")).Say(".e-notice").ShouldContain("The room changed.");
        (await ghana.Get($"/bodies/tuna/circular/{id}/view/notice")).Html.QuerySelector(".e-notice").ShouldBeNull();
    }

    [Fact]
    public async Task The_publisher_sees_how_many_of_each_party_have_read_it()
    {
        var id = await app.Publish("Counted");
        using var japan = app.As(app.Japan);
        using var publisher = app.As(app.Publisher);
        await japan.Get($"/bodies/tuna/circular/{id}/view/notice");
        (await publisher.Get($"/bodies/tuna/circular/{id}/view/notice")).Say("tbody").ShouldContain("Japan1");
        (await japan.Get($"/bodies/tuna/circular/{id}/view/notice")).Html.QuerySelector("table").ShouldBeNull();
    }

    [Fact]
    public async Task Each_party_replies_once_and_who_replied_is_seen_by_whom_the_definition_says()
    {
        var id = await app.Publish("Consultation", replyBy: DateOnly.FromDateTime(app.Clock.GetUtcNow().UtcDateTime).AddDays(1));
        using var japan = app.As(app.Japan);
        using var ghana = app.As(app.Ghana);
        var before = (await ghana.Get("/api/tuna/circular")).Text;
        var form = await japan.Get($"/bodies/tuna/circular/{id}/view/notice");
        (await japan.Submit(form, "main form", ("text", "We agree."))).Say().ShouldContain("We agree.");
        (await japan.Submit(form, "main form", ("text", "We do not agree."))).Say().ShouldContain("We do not agree.");
        var seen = await ghana.Get($"/bodies/tuna/circular/{id}/view/notice");
        seen.Say().ShouldContain("Have replied: Japan");
        seen.Text.ShouldNotContain("agree.");
        (await ghana.Get("/api/tuna/circular")).Text.ShouldBe(before, "a reply changes nothing of the notice");
        using var publisher = app.As(app.Publisher);
        (await publisher.Get($"/bodies/tuna/circular/{id}/view/notice")).Say().ShouldContain("We do not agree.");
        (await app.Ask<long>("select count(*) from records.reply where notice = @id", new { id })).ShouldBe(2);
        (await app.Door.Do(new ReplyTo(id, "tuna", "circular", "GHA", "In its name."), await app.Acting(app.Japan))).ShouldBeRefused(Refusals.MayNot);
        (await app.Door.Do(new ReplyTo(id, "tuna", "circular", "NOR", "Us too."), await app.Acting(app.Norway))).ShouldBeRefused(Refusals.NotThere);
        app.Clock.Advance(TimeSpan.FromDays(2));
        (await app.Door.Do(new ReplyTo(id, "tuna", "circular", "GHA", "Late."), await app.Acting(app.Ghana))).ShouldBeRefused(Refusals.TooLate);
    }

    [Fact]
    public async Task One_letter_tells_of_all_that_is_new_and_nobody_is_told_who_said_no()
    {
        using var ghana = app.As(app.Ghana);
        await app.Publish("First");
        await app.Publish("Second");
        await app.Publish("Not yet", app.Clock.GetUtcNow().AddDays(3));
        await ghana.Submit(await ghana.Get("/bodies/tuna/notices"), "form[action*='Mail']");
        var mail = app.Services.GetRequiredService<NoticeMail>();
        await mail.Tell(TestContext.Current.CancellationToken);
        await mail.Tell(TestContext.Current.CancellationToken);
        var told = (await app.Mails(Newcomers.Email("Head of Japan"))).ShouldHaveSingleItem();
        told.Body.ShouldNotBeNull().ShouldContain("https://localhost/bodies/tuna/notices");
        told.Body!.ShouldNotContain("First");
        (await app.Mails(Newcomers.Email("Head of Ghana"))).ShouldBeEmpty();
        app.Clock.Advance(TimeSpan.FromDays(3));
        await mail.Tell(TestContext.Current.CancellationToken);
        (await app.Mails(Newcomers.Email("Head of Japan"))).Count.ShouldBe(2);
    }

    private static async Task<string> Answers(Browser reader)
    {
        var all = new List<string>();
        foreach (var address in Addresses)
            all.Add(System.Text.RegularExpressions.Regex.Replace((await reader.Get(address)).Text, "value=\"[A-Za-z0-9_-]{80,}\"", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
        return string.Join('\n', all);
    }
}
