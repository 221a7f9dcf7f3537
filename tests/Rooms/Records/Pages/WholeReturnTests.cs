using System.Net;
using Entente.Bodies;
using Entente.Tests.Kit;

namespace Entente.Tests.Rooms.Records.Pages;

/// <summary>A return from its beginning to its acceptance, by three people whose browsers run no scripts.</summary>
public sealed class WholeReturnTests(PagesApp app) : IClassFixture<PagesApp>
{
    private const string Form = "form.e-entry";
    private const string List = "/bodies/tuna/weekly";

    [Fact]
    public async Task Three_people_bring_a_return_from_begin_to_accept()
    {
        using var clerk = app.As(app.Clerk);
        using var minister = app.As(app.Minister);
        using var officer = app.As(app.Officer);

        // The clerk begins it and fills it in.
        var statement = await Begin(clerk, "2025-W10");
        statement.Say("main").ShouldContain("Not started");
        var address = statement.Address.AbsolutePath;
        var report = await clerk.Get($"{address}/report");
        var catches = await clerk.Submit(report, Form, ("f.officer", "K. Sato"), ("f.no_catch", "false"), ("do", "save"));
        catches.Address.AbsolutePath.ShouldBe($"{address}/catches");
        var again = await clerk.Submit(catches, Form, ("r1.vessel", "Maru"), ("r1.gear", "PS"), ("r1.weight", "600 000"), ("r1.number", "3000"), ("do", "add-5"));
        again.Html.QuerySelectorAll("tr[data-new]").Length.ShouldBe(5);
        again.One("tr[data-row] [data-field=mean]").TextContent.ShouldBe("200");
        statement = await clerk.Submit(again, Form, ("do", "back"));
        statement.Say(".e-task-list").ShouldBe("The reportCompleted CatchesRows: 1Completed");

        // The ministry cannot send what the clerk has not sent for approval.
        (await minister.Get($"{address}/steps/submit")).Address.AbsolutePath.ShouldBe(address);
        var ask = await clerk.Get($"{address}/steps/ask");
        statement = await clerk.Submit(ask, "main form");
        statement.Say("aside").ShouldContain("With the ministry");
        (await minister.Get("/workspace")).Say("main").ShouldContain("With the ministry, waits for you: weekly, 2025-W10 (Japan)");

        // The warning wants a reason; without one nothing is sent, and what was typed stands.
        (await minister.Get($"{address}/check-answers")).Say("main").ShouldContain("600 000");
        var submit = await minister.Get($"{address}/steps/submit");
        submit.Say("main").ShouldContain("More than 500 tonnes is unusual.");
        var refused = await minister.Submit(submit, "main form");
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Say(".e-error-summary").ShouldContain("Say why this is right");
        var receipt = await minister.Submit(refused, "main form", ("excuse.check:plausible", "Two seasons in one week."));
        receipt.Address.AbsolutePath.ShouldBe($"{address}/receipts/1");
        receipt.Say("main").ShouldContain("Minister of Japan");
        receipt.One(".e-reference").TextContent.ShouldStartWith(address.Split('/')[^1]);

        // Returned, corrected, sent again, accepted.
        var back = await officer.Get($"{address}/steps/return");
        (await officer.Submit(back, "main form")).Say(".e-error-summary").ShouldContain("Give the reason");
        (await officer.Submit(back, "main form", ("reason", "Which vessel is meant?"))).Say("aside").ShouldContain("Returned");
        (await clerk.Get("/workspace")).Say("main").ShouldContain("Returned, to be mended: weekly, 2025-W10 (Japan)");
        (await clerk.Get("/workspace")).Say("main").ShouldContain("Which vessel is meant? (Officer of the secretariat");
        (await clerk.Get("/workspace")).Say("main").ShouldContain("owes nothing at the moment");
        statement = await clerk.Submit(await clerk.Get(address), "main form");
        statement.Say("main").ShouldContain("Which vessel is meant? Officer of the secretariat");
        statement.Say("aside").ShouldContain("It came back and is to be mended");
        (await clerk.Get($"{address}/report")).Say("main").ShouldContain("Which vessel is meant?");
        catches = await clerk.Get($"{address}/catches");
        catches.One("[name='r1.vessel']").GetAttribute("value").ShouldBe("Maru");
        await clerk.Submit(catches, Form, ("r1.vessel", "Maru II"), ("r1.weight", "4000"), ("do", "back"));
        await clerk.Submit(await clerk.Get($"{address}/steps/ask"), "main form");
        (await minister.Submit(await minister.Get($"{address}/steps/submit"), "main form")).Address.AbsolutePath.ShouldBe($"{address}/receipts/2");
        (await officer.Submit(await officer.Get($"{address}/steps/accept"), "main form")).Say("aside").ShouldContain("Accepted");
        (await officer.Get(List)).Say("tbody").ShouldContain("Accepted");
    }

    [Fact]
    public async Task Beginning_twice_leads_to_the_same_return()
    {
        using var clerk = app.As(app.Clerk);
        var first = await Begin(clerk, "2025-W11");
        (await Begin(clerk, "2025-W11")).Address.AbsolutePath.ShouldBe(first.Address.AbsolutePath);
    }

    [Fact]
    public async Task Another_party_neither_sees_nor_changes_a_draft()
    {
        using var clerk = app.As(app.Clerk);
        using var neighbour = app.As(app.Neighbour);
        var address = (await Begin(clerk, "2025-W12")).Address.AbsolutePath;
        foreach (var page in new[] { "", "/report", "/check-answers", "/steps/ask" })
            (await neighbour.Get(address + page)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await neighbour.Get(List)).Text.ShouldNotContain(address);
        (await app.Browser().Get(address)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_question_that_follows_from_an_answer_comes_in_the_same_section()
    {
        using var clerk = app.As(app.Clerk);
        var address = (await Begin(clerk, "2025-W13")).Address.AbsolutePath;
        var report = await clerk.Get($"{address}/report");
        report.One("[data-answer=why]").HasAttribute("hidden").ShouldBeTrue();
        report = await clerk.Submit(report, Form, ("f.officer", "K. Sato"), ("f.no_catch", "true"), ("do", "save"));
        report.Address.AbsolutePath.ShouldBe($"{address}/report");
        report.One("[data-answer=why]").HasAttribute("hidden").ShouldBeFalse();
        var statement = await clerk.Submit(report, Form, ("f.why", "Storm"), ("do", "save"));
        // The table is not asked any more: nothing comes after.
        statement.Address.AbsolutePath.ShouldBe(address);
        statement.Say(".e-task-list").ShouldBe("The reportCompleted");
    }

    [Fact]
    public async Task A_page_that_stood_open_takes_nothing_back_that_a_colleague_wrote()
    {
        using var clerk = app.As(app.Clerk);
        using var colleague = app.As(await app.Person("Second clerk of Japan", ("tuna", "JPN", [Right.Read, Right.Enter])));
        var address = (await Begin(clerk, "2025-W14")).Address.AbsolutePath;
        var (mine, theirs) = (await clerk.Get($"{address}/report"), await colleague.Get($"{address}/report"));
        await colleague.Submit(theirs, Form, ("f.officer", "A. Ito"), ("do", "back"));
        await clerk.Submit(mine, Form, ("f.no_catch", "false"), ("do", "back"));
        (await clerk.Get($"{address}/report")).One("[name='f.officer']").GetAttribute("value").ShouldBe("A. Ito");
    }

    [Fact]
    public async Task Two_answers_to_one_question_are_both_shown_and_one_is_chosen()
    {
        using var clerk = app.As(app.Clerk);
        using var colleague = app.As(await app.Person("Third clerk of Japan", ("tuna", "JPN", [Right.Read, Right.Enter])));
        var address = (await Begin(clerk, "2025-W15")).Address.AbsolutePath;
        var (mine, theirs) = (await clerk.Get($"{address}/report"), await colleague.Get($"{address}/report"));
        await colleague.Submit(theirs, Form, ("f.officer", "A. Ito"), ("do", "back"));
        await clerk.Submit(mine, Form, ("f.officer", "K. Sato"), ("do", "back"));
        var report = await clerk.Get($"{address}/report");
        report.Say("#conflicts").ShouldContain("A. Ito");
        report.Say("#conflicts").ShouldContain("K. Sato");
        report.Say("#conflicts").ShouldContain("Third clerk of Japan");
        var choice = report.Html.QuerySelectorAll("#conflicts label").Single(label => label.TextContent == "K. Sato").GetAttribute("for")!;
        await clerk.Submit(report, Form, ("choose.officer", report.One("#" + choice).GetAttribute("value")), ("do", "back"));
        report = await clerk.Get($"{address}/report");
        report.Html.QuerySelector("#conflicts").ShouldBeNull();
        report.One("[name='f.officer']").GetAttribute("value").ShouldBe("K. Sato");
    }

    [Fact]
    public async Task Ticked_rows_go_and_pages_hold_what_a_poor_line_carries()
    {
        using var clerk = app.As(app.Clerk);
        var address = (await Begin(clerk, "2025-W16")).Address.AbsolutePath;
        var sheet = await clerk.Get($"{address}/catches?add=50");
        var typed = Enumerable.Range(1, 50).Select(row => ($"r{row}.vessel", (string?)$"Maru {row}")).Append(("do", "stay")).ToArray();
        sheet = await clerk.Submit(sheet, Form, typed);
        sheet.Html.QuerySelectorAll("tr[data-row]:not([data-new])").Length.ShouldBe(50);
        var gone = sheet.One("tr[data-row]:nth-child(2) input[type=hidden]").GetAttribute("value");
        sheet = await clerk.Submit(sheet, Form, ("remove", gone), ("do", "remove"));
        sheet.Html.QuerySelectorAll("tr[data-row]:not([data-new])").Length.ShouldBe(49);
        sheet.One("[name='r2.vessel']").GetAttribute("value").ShouldBe("Maru 3");
    }

    private static async Task<Page> Begin(Browser browser, string week)
    {
        var list = await browser.Get(List);
        return await browser.Submit(list, "form.e-begin", ("period", week));
    }
}
