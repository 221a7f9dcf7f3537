using System.Net;
using Entente.Records.Cases;
using Entente.Records.Writing;
using Entente.Tests.Kit;
using Entente.Tests.Rooms.Records.Certificates;

namespace Entente.Tests.Rooms.Records.Cases;

/// <summary>A case from the queue to the appeal, as the party and two officers live it.</summary>
public sealed class HandlingTests(CasesApp app) : IClassFixture<CasesApp>
{
    [Fact]
    public async Task A_case_is_found_by_nobody_given_to_somebody_and_stands_in_their_queue()
    {
        var ruling = await app.Submit();
        using var officer = app.As(app.Officer);
        (await officer.Get("/bodies/tuna/cases?tab=unallotted")).Html.QuerySelectorAll($"a[href$='{ruling}']").Length.ShouldBe(1);
        (await officer.Get("/bodies/tuna/cases?tab=mine")).Html.QuerySelectorAll($"a[href$='{ruling}']").Length.ShouldBe(0);
        var form = await officer.Get($"/bodies/tuna/ruling/{ruling}/view/allot");
        (await officer.Submit(form, "main form", ("officer", app.Clerk.ToString()))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity, "a party's clerk handles no case");
        (await officer.Submit(form, "main form", ("officer", app.Officer.ToString()))).Say().ShouldContain("It is with Olga Officer");
        (await officer.Get("/bodies/tuna/cases")).Html.QuerySelectorAll($"a[href$='{ruling}']").Length.ShouldBe(1);
        (await officer.Get("/bodies/tuna/cases?tab=unallotted")).Html.QuerySelectorAll($"a[href$='{ruling}']").Length.ShouldBe(0);
        using var clerk = app.As(app.Clerk);
        (await clerk.Get("/bodies/tuna/cases")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await clerk.Get($"/bodies/tuna/ruling/{ruling}")).Text.ShouldNotContain("Olga");
    }

    [Fact]
    public async Task Whoever_has_no_case_sees_those_that_nobody_has_and_by_when_they_are_to_be_answered()
    {
        var ruling = await app.Submit();
        using var colleague = app.As(app.Colleague);
        (await colleague.Get("/bodies/tuna/cases")).Html.QuerySelectorAll($"a[href$='{ruling}']").Length.ShouldBe(1);
        var line = (await colleague.Get("/workspace")).One($".e-work li:has(a[href$='{ruling}'])").TextContent;
        line.ShouldContain("by ");
    }

    [Fact]
    public async Task The_page_says_when_it_is_due_and_how_that_was_worked_out()
    {
        var ruling = await app.Submit();
        using var clerk = app.As(app.Clerk);
        var page = await clerk.Get($"/bodies/tuna/ruling/{ruling}");
        page.Say(".e-clock").ShouldContain("Europe/Madrid");
        page.Say(".e-clock details").ShouldContain("5 working days");
        (await app.Take(ruling, "ask", app.Officer)).ShouldBeDone();
        (await clerk.Get($"/bodies/tuna/ruling/{ruling}")).Say(".e-clock").ShouldContain("Stands still");
        (await app.Ask<bool>("select due_at is null from records.case_clock where statement = @ruling", new { ruling })).ShouldBeTrue();
    }

    [Fact]
    public async Task When_the_clock_runs_out_the_house_notes_it_once_and_takes_the_step()
    {
        var ruling = await app.Submit();
        (await app.Door.Do(new RunOut(ruling, "tuna", "ruling", "decision"), Actor.House)).ShouldBeRefused(Refusals.NotYet);
        (await app.Door.Do(new RunOut(ruling, "tuna", "ruling", "decision"), await app.Acting(app.Officer))).ShouldBeRefused(Refusals.MayNot);
        (await app.Take(ruling, "lapse", app.Officer)).ShouldBeRefused(Refusals.MayNot);
        await app.RunJobs();
        app.Clock.Advance(TimeSpan.FromDays(10));
        await app.RunJobs();
        (await app.Ask<string>("select string_agg(step || ' ' || to_state, ', ' order by turn) from records.event where statement = @ruling", new { ruling })).ShouldBe("open draft, submit submitted, run-out submitted, lapse lapsed");
        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.RunJobs();
        (await app.Ask<long>("select count(*) from records.event where statement = @ruling", new { ruling })).ShouldBe(4);
    }

    [Fact]
    public async Task A_decision_writes_its_letter_in_each_language_and_keeps_it()
    {
        var ruling = await app.Submit();
        (await app.Take(ruling, "grant", app.Officer, "It is fish.")).ShouldBeDone();
        using var clerk = app.As(app.Clerk, "fr");
        var page = await clerk.Get($"/bodies/tuna/ruling/{ruling}");
        var letter = await clerk.Get(page.Link("a[href*='/view/letter']"));
        letter.Say("article").ShouldContain("À Japan (fr) le");
        letter.Say("article").ShouldContain(": Frozen loins. It is fish.");
        letter.One("article").GetAttribute("lang").ShouldBe("fr");
        (await app.Ask<long>("select count(*) from records.letter where statement = @ruling", new { ruling })).ShouldBe(2);
        using var neighbour = app.As(app.Neighbour);
        (await neighbour.Get(page.Link("a[href*='/view/letter']"))).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_appeal_is_open_for_its_days_and_decided_by_somebody_else()
    {
        var ruling = await app.Submit();
        (await app.Take(ruling, "refuse", app.Officer)).ShouldBeDone();
        var late = await app.Submit();
        (await app.Take(late, "refuse", app.Officer)).ShouldBeDone();
        (await app.Take(ruling, "appeal", app.Clerk)).ShouldBeDone();
        (await app.Take(ruling, "overturn", app.Officer)).ShouldBeRefused(Refusals.FourEyes);
        (await app.Take(ruling, "overturn", app.Colleague)).ShouldBeDone();
        using var clerk = app.As(app.Clerk);
        (await clerk.Get($"/bodies/tuna/ruling/{late}")).Html.QuerySelectorAll("a[href$='/steps/appeal']").Length.ShouldBe(1);
        app.Clock.Advance(TimeSpan.FromDays(12));
        (await app.Take(late, "appeal", app.Clerk)).ShouldBeRefused(Refusals.TooLate);
        (await clerk.Get($"/bodies/tuna/ruling/{late}")).Html.QuerySelectorAll("a[href$='/steps/appeal']").Length.ShouldBe(0);
    }

    [Fact]
    public async Task Whoever_is_asked_for_an_opinion_sees_what_is_shown_and_nothing_else()
    {
        var ruling = await app.Submit();
        using var officer = app.As(app.Officer);
        var form = await officer.Get($"/bodies/tuna/ruling/{ruling}/view/refer");
        (await officer.Submit(form, "main form", ("to", "party:GHA"), ("question", "Is this fish?"))).Say().ShouldContain("Ghana");
        var referral = await app.Ask<Guid>("select id from records.referral where statement = @ruling", new { ruling });
        using var neighbour = app.As(app.Neighbour);
        (await neighbour.Get($"/bodies/tuna/ruling/{ruling}")).Status.ShouldBe(HttpStatusCode.NotFound);
        var asked = await neighbour.Get($"/bodies/tuna/referrals/{referral}");
        asked.Say().ShouldContain("Frozen loins");
        asked.Text.ShouldNotContain("secret price");
        (await neighbour.Get("/workspace")).Text.ShouldContain($"/bodies/tuna/referrals/{referral}");
        using var clerk = app.As(app.Clerk);
        (await clerk.Get($"/bodies/tuna/referrals/{referral}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await neighbour.Submit(asked, "main form", ("opinion", "It is."))).Say().ShouldContain("It is.");
        (await officer.Get($"/bodies/tuna/ruling/{ruling}")).Say().ShouldContain("answered on");
        (await app.Door.Do(new Advise(ruling, "tuna", "ruling", referral, "It is not."), await app.Acting(app.Neighbour))).ShouldBeRefused(Refusals.AnsweredAlready);
    }
}
