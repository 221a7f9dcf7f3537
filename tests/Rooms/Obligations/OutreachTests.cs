using System.IO.Compression;
using System.Net;
using Entente.Bodies;
using Entente.Obligations;
using Entente.Obligations.Letters;
using Entente.Shared.Localisation;
using Entente.Shared.Paper;
using Entente.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Rooms.Obligations;

/// <summary>Letters to parties: written for many at once, sent, answered, followed up, each step in the log.</summary>
public sealed class OutreachTests(StatusApp app) : IClassFixture<StatusApp>
{
    private const string Form = "main form[method=post]";

    [Fact]
    public async Task A_letter_is_written_for_each_party_of_which_something_is_missing_and_says_what()
    {
        await app.Owes("JPN", 2020, new DateOnly(2020, 6, 30), code: "A:1", requirement: Guid.NewGuid(), definition: "register");
        await app.Owes("GHA", 2020, new DateOnly(2020, 6, 30), "met", new DateTimeOffset(2020, 6, 1, 0, 0, 0, TimeSpan.Zero), requirement: Guid.NewGuid(), definition: "register");
        using var desk = app.As(app.Desk);
        var form = await desk.Get("/bodies/tuna/outreach?template=reminder&year=2020");
        form.Html.QuerySelectorAll("input[name=To][checked]").Select(box => box.GetAttribute("value")).ShouldBe(["JPN"]);
        var mailing = await desk.Submit(form, Form, ("To", "JPN"), ("ReplyBy.Day", "1"), ("ReplyBy.Month", "5"), ("ReplyBy.Year", "2026"));
        mailing.Status.ShouldBe(HttpStatusCode.OK);
        var letter = await desk.Get(mailing.Link("tbody th a"));
        letter.Say("h1").ShouldBe("Reports for 2020");
        letter.Say(".e-official").ShouldContain("To Japan: 1 missing. A:1 Requirement A:1, 2020: due on 30 June 2020 Answer by 1 May 2026.");
    }

    [Fact]
    public async Task Only_what_was_sent_is_seen_by_its_party_which_answers_once_and_the_secretariat_follows_up()
    {
        var mailing = await Mail("JPN", 2019);
        var letter = await app.Ask<Guid>("select id from obligations.letter where mailing = @mailing", new { mailing });
        using var japan = app.As(app.Japan);
        using var ghana = app.As(app.Ghana);
        using var desk = app.As(app.Desk);
        (await japan.Get($"/bodies/tuna/letters/{letter}")).Status.ShouldBe(HttpStatusCode.NotFound);
        var sent = await desk.Submit(await desk.Get($"/bodies/tuna/outreach/{mailing}"), "form[action*=Send]");
        sent.Say("tbody").ShouldContain("Sent");
        (await ghana.Get($"/bodies/tuna/letters/{letter}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await japan.Get("/workspace")).Say("main").ShouldContain("Answer the letter “Reports for 2019”");
        (await app.Ask<int>("select count(*)::int from mail.message where text_key = 'obligations.letter.mail'")).ShouldBeGreaterThan(0);
        var answered = await japan.Submit(await japan.Get($"/bodies/tuna/letters/{letter}"), "form[action*=Reply]", ("Reply", "It is on its way."));
        answered.Say("main").ShouldContain("It is on its way.");
        answered.Html.QuerySelector("form[action*=Reply]").ShouldBeNull();
        var followed = await desk.Submit(await desk.Get($"/bodies/tuna/letters/{letter}"), "form[action*=FollowUp]", ("On.Day", "1"), ("On.Month", "3"), ("On.Year", "2026"), ("Note", "Ask again"));
        followed.Say("main").ShouldContain("To be followed up");
        (await desk.Get("/workspace")).Say("main").ShouldContain("Come back to Japan");
        (await desk.Submit(followed, "form[action*=Close]")).Say("main").ShouldContain("Closed");
        (await app.Ask<string>("select string_agg(step, ' ' order by step) from obligations.letter_step where letter = @letter", new { letter })).ShouldBe("closed follow-up made replied sent");
    }

    [Fact]
    public async Task When_the_secretariat_means_to_come_back_to_a_letter_is_not_seen_by_its_party()
    {
        var mailing = await Mail("JPN", 2016, replyBy: false);
        using var desk = app.As(app.Desk);
        await desk.Submit(await desk.Get($"/bodies/tuna/outreach/{mailing}"), "form[action*=Send]");
        using var japan = app.As(app.Japan);
        var before = (await japan.Get("/workspace")).Say("main");
        var letter = await app.Ask<Guid>("select id from obligations.letter where mailing = @mailing", new { mailing });
        await desk.Submit(await desk.Get($"/bodies/tuna/letters/{letter}"), "form[action*=FollowUp]", ("On.Day", "1"), ("On.Month", "1"), ("On.Year", "2026"), ("Note", "Ask again"));
        (await desk.Get("/workspace")).Say("main").ShouldContain("Come back to Japan");
        (await japan.Get("/workspace")).Say("main").ShouldBe(before);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/00000000-0000-0000-0000-000000000009")]
    public async Task Nobody_but_the_secretariat_sees_that_there_are_letters(string rest)
    {
        using var japan = app.As(app.Japan);
        (await japan.Get("/bodies/tuna/outreach" + rest)).Status.ShouldBe(HttpStatusCode.NotFound);
        using var visitor = app.Browser();
        (await visitor.Get("/bodies/tuna/outreach" + rest)).Address.AbsolutePath.ShouldBe("/sign-in");
    }

    [Fact]
    public async Task What_is_wrong_with_the_form_is_said_and_nothing_is_written()
    {
        await app.Owes("JPN", 2018, new DateOnly(2018, 6, 30));
        using var desk = app.As(app.Desk);
        var before = await app.Ask<int>("select count(*)::int from obligations.letter");
        var again = await desk.Submit(await desk.Get("/bodies/tuna/outreach?template=reminder&year=2018"), Form, ("To", "XXX"), ("ReplyBy.Day", "1"), ("ReplyBy.Month", "1"), ("ReplyBy.Year", "2020"), ("Language", "de"));
        again.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        again.Html.QuerySelectorAll(".e-error-summary a").Length.ShouldBe(3);
        (await app.Ask<int>("select count(*)::int from obligations.letter")).ShouldBe(before);
    }

    [Fact]
    public async Task Letters_are_printed_by_a_job_once_each_and_downloaded_together()
    {
        Assert.SkipUnless(app.Services.GetRequiredService<Press>().Present, "There is no Chromium on this machine.");
        var mailing = await Mail("JPN", 2017);
        for (var twice = 0; twice < 2; twice++)
            await app.Services.GetRequiredService<PrintLetters>().Print(new PrintLetters.Asked(mailing), TestContext.Current.CancellationToken);
        using var desk = app.As(app.Desk);
        var page = await desk.Get($"/bodies/tuna/outreach/{mailing}");
        await using var file = await desk.Http.GetStreamAsync(new Uri(page.Link("a[href*=Papers]"), UriKind.Relative), TestContext.Current.CancellationToken);
        await using var zip = new ZipArchive(file);
        var entry = zip.Entries.ShouldHaveSingleItem();
        using var start = new StreamReader(await entry.OpenAsync(TestContext.Current.CancellationToken));
        (await start.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldStartWith("%PDF-");
    }

    [Fact]
    public void What_others_wrote_is_text_in_the_sheet_and_never_markup()
    {
        var words = app.Services.GetRequiredService<Texts>().WordsIn("ar");
        var letter = new Letter(Guid.NewGuid(), Guid.NewGuid(), "tuna", "JPN", "ar", "<script>1</script>", [new("</p><img src=x>", null), new(null, ["<b>"])], app.Clock.GetUtcNow(), null, null, null, null, null, null, null, null, false);
        var sheet = LetterSheet.Of(letter, Kit.Definitions.Body(), words);
        sheet.ShouldContain("dir=\"rtl\"");
        sheet.ShouldNotContain("<script>");
        sheet.ShouldNotContain("<img");
        sheet.ShouldNotContain("<b>");
    }

    [Theory]
    [InlineData(LetterTo.Missing, 0, 1, 0, false)]
    [InlineData(LetterTo.Missing, 1, 0, 0, true)]
    [InlineData(LetterTo.Late, 0, 1, 0, true)]
    [InlineData(LetterTo.Owed, 1, 1, 0, false)]
    [InlineData(LetterTo.Owed, 0, 0, 1, true)]
    [InlineData(LetterTo.All, 0, 0, 0, false)]
    public void A_template_is_meant_for_parties_by_how_they_stand(LetterTo to, int missing, int late, int toCome, bool meant) =>
        LetterText.IsFor(to, new StatusCounts(0, late, missing, toCome, 0, 0)).ShouldBe(meant);

    private async Task<Guid> Mail(string party, int year, bool replyBy = true)
    {
        await app.Owes(party, year, new DateOnly(year, 6, 30));
        using var desk = app.As(app.Desk);
        (string, string)[] day = replyBy ? [("ReplyBy.Day", "1"), ("ReplyBy.Month", "5"), ("ReplyBy.Year", "2026")] : [];
        var page = await desk.Submit(await desk.Get($"/bodies/tuna/outreach?template=reminder&year={year}"), Form, [("To", party), .. day]);
        return Guid.Parse(page.Address.Segments[^1]);
    }
}
