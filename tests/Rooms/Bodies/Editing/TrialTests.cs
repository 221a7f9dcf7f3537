using System.Net;
using Entente.Bodies;
using Entente.Bodies.Editing;
using Entente.Records.Tables;
using Entente.Records.Trials;
using Entente.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Rooms.Bodies.Editing;

/// <summary>A space apart, where members try a proposed form and say what they think of each question.</summary>
public sealed class TrialTests(EditingApp app) : IClassFixture<EditingApp>
{
    private const string Report = "Yearly report";

    private static int _reporters;

    [Fact]
    public async Task Members_fill_in_the_proposed_form_and_nothing_of_it_is_anywhere_else()
    {
        var (desk, _, trial) = await Open();
        var reporter = await Reporter(desk, "FRA");
        var home = await reporter.Get($"/bodies/{trial}");
        home.Say("header").ShouldContain("Nothing that is entered here counts");
        home.Say("main").ShouldContain(Report);
        var entry = await Begin(reporter, trial);
        entry.Say("header").ShouldContain("Nothing that is entered here counts");
        entry.One("header a[href*='/remarks?form=annual-report']").TextContent.ShouldBe("Comment on this");
        (await app.Ask<int>("select count(*)::int from records.statement where body = @trial", new { trial })).ShouldBe(1);

        (await reporter.Get("/")).Say("main").ShouldNotContain("test space");
        (await reporter.Get("/workspace")).Say("main").ShouldNotContain(Report);
        (await reporter.Get($"/bodies/{desk.Code}")).Say("main").ShouldNotContain(Report);
        (await reporter.Get($"/bodies/{desk.Code}/annual-report")).Say("main").ShouldNotContain(Report);
        (await app.Ask<int>("select count(*)::int from records.statement where body = @code", new { code = desk.Code })).ShouldBe(0);
        (await reporter.Http.GetStringAsync("/api")).ShouldNotContain(trial);
        (await app.FromDisk(desk.Code)).Findings.ShouldBeEmpty();
        (await reporter.Get($"/bodies/{trial}")).Status.ShouldBe(HttpStatusCode.OK, "reading the folders withdraws no test space");
    }

    [Fact]
    public async Task A_space_is_entered_by_whom_it_was_given_to_and_by_no_program()
    {
        var (desk, _, trial) = await Open("FRA");
        var stranger = AsPerson.Browser(app, await app.Person("Stranger"));
        var administrator = AsPerson.Browser(app, await app.Officer("Administrator", Places.Installation, "administrator"));
        var unasked = await Reporter(desk, "ZAF");
        foreach (var address in new[] { "", "/members", "/annual-report" })
            (await app.Browser().Get($"/bodies/{trial}{address}")).Status.ShouldBe(HttpStatusCode.NotFound, address);
        foreach (var browser in new[] { stranger, administrator, unasked })
            foreach (var address in new[] { "", "/members", "/annual-report", "/annual-report/new", "/declarations", "/remarks" })
                (await browser.Get($"/bodies/{trial}{address}")).Status.ShouldBe(HttpStatusCode.NotFound, address);
        (await unasked.Get($"/bodies/{desk.Code}")).Say("nav").ShouldNotContain("Forms on trial");
        (await unasked.Get($"/bodies/{desk.Code}/trials/{trial}")).Status.ShouldBe(HttpStatusCode.NotFound);

        var asked = await Reporter(desk, "FRA");
        (await asked.Get($"/bodies/{trial}/annual-report")).Status.ShouldBe(HttpStatusCode.OK);
        foreach (var browser in new[] { asked, desk.First })
            foreach (var address in new[] { $"/api/{trial}", $"/api/{trial}/openapi.json", $"/api/{trial}/annual-report", $"/bodies/{trial}/people", $"/bodies/{trial}/people/give", $"/bodies/{trial}/invitations", $"/bodies/{trial}/ask", $"/bodies/{trial}/description" })
                (await browser.Get(address)).Status.ShouldBe(HttpStatusCode.NotFound, address);
        (await asked.Get($"/api/{desk.Code}")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_party_sees_nothing_of_what_another_tries()
    {
        var (desk, _, trial) = await Open();
        var entry = await Begin(await Reporter(desk, "FRA"), trial);
        var address = entry.Address.AbsolutePath;
        var neighbour = await Reporter(desk, "ZAF");
        (await neighbour.Get(address)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await neighbour.Get($"/bodies/{trial}/annual-report")).Html.QuerySelectorAll($"main a[href^='{address}']").ShouldBeEmpty();
        (await (await Reporter(desk, "FRA")).Get(address)).Status.ShouldBe(HttpStatusCode.OK, "a colleague of the same party goes on with it");
        (await (await Reporter(desk, "FRA")).Get(address.Replace(trial, desk.Code, StringComparison.Ordinal))).Status.ShouldBe(HttpStatusCode.NotFound, "and it is not in the body");
    }

    [Fact]
    public async Task A_remark_is_followed_until_it_is_settled_and_holds_the_proposal_until_then()
    {
        var (desk, proposal, trial) = await Open();
        var (reporter, neighbour) = (await Reporter(desk, "FRA"), await Reporter(desk, "ZAF"));
        var remarks = $"/bodies/{trial}/remarks?form=annual-report";
        var said = await reporter.Submit(await reporter.Get(remarks), "#report-author form", ("Text", "Who is meant?"));
        said.Say("#report-author").ShouldContain("Who is meant?");
        (await neighbour.Get(remarks)).Say("main").ShouldNotContain("Who is meant?");
        (await neighbour.Get($"/bodies/{desk.Code}/trials/{trial}")).Say("main").ShouldNotContain("Who is meant?");
        (await reporter.Submit(await reporter.Get(remarks), "#report-author form", ("Text", " "))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await reporter.Get(remarks)).Html.QuerySelectorAll("form[action*='Answer']").ShouldBeEmpty();
        (await desk.First.Get(proposal)).Say("#trial ~ ul").ShouldContain("Open: 1");
        (await desk.First.Get("/workspace")).Say("main").ShouldContain("1 comment waits for an answer");
        (await desk.First.Submit(await desk.First.Get(proposal), "#propose")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);

        var officers = await desk.First.Get($"/bodies/{desk.Code}/trials/{trial}");
        officers.One("main td > strong").TextContent.Trim().ShouldEndWith("Responsible person");
        (await desk.First.Submit(officers, "form[action*='Answer']", ("State", "declined"), ("Text", ""))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity, "declining needs a reason");
        await desk.First.Submit(officers, "form[action*='Answer']", ("State", "taken-up"), ("Text", "The head of office."));
        (await reporter.Get(remarks)).Say("#report-author").ShouldContain("Taken up");

        await desk.Agree(proposal);
        (await app.Publish(Desk.IdOf(proposal))).ShouldBeEmpty();
        await app.Services.GetRequiredService<BodyCatalogue>().StartAsync(CancellationToken.None);
        var followed = await reporter.Get($"/bodies/{desk.Code}/trials/{trial}");
        followed.Say("main").ShouldContain("Taken up in edition 2");
        followed.Say("main").ShouldContain("The head of office.");
        (await reporter.Get($"/bodies/{desk.Code}")).Html.QuerySelectorAll($"a[href='/bodies/{desk.Code}/trials']").ShouldNotBeEmpty();
        (await reporter.Http.GetStringAsync($"/bodies/{desk.Code}/trials/{trial}?format=csv")).ShouldContain("Who is meant?");
        (await reporter.Get($"/bodies/{trial}")).Status.ShouldBe(HttpStatusCode.NotFound, "what was tried is in force: the space has served");
    }

    [Fact]
    public async Task Comments_are_heard_until_the_last_day_and_those_that_came_by_e_mail_are_entered_for_their_party()
    {
        var (desk, _, trial) = await Open(until: app.Clock.GetUtcNow().AddDays(3));
        var reporter = await Reporter(desk, "FRA");
        var remarks = $"/bodies/{trial}/remarks?form=annual-report";
        (await reporter.Get("/workspace")).Say("main").ShouldContain("Try the proposed form");
        (await reporter.Get(remarks)).Html.QuerySelectorAll("#report-author form").ShouldNotBeEmpty();
        app.Clock.Advance(TimeSpan.FromDays(5));
        var late = await reporter.Get(remarks);
        late.Html.QuerySelectorAll("#report-author form").ShouldBeEmpty();
        late.Say("main").ShouldContain("The time for comments is over");
        (await reporter.Get("/workspace")).Say("main").ShouldNotContain("Try the proposed form");

        await desk.First.Submit(await desk.First.Get(remarks), "#report-author form", ("Side", "FRA"), ("CameBy", "e-mail"), ("Text", "Sent last week."));
        (await reporter.Get(remarks)).Say("#report-author").ShouldContain("Came by e-mail, entered by");
    }

    [Fact]
    public async Task A_space_that_is_closed_is_gone_and_the_body_is_as_it_was()
    {
        const string tables = "select md5(string_agg(n.nspname || c.relname, ',' order by n.nspname, c.relname)) from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = @code";
        var (desk, proposal, trial) = await Open();
        var reporter = await Reporter(desk, "FRA");
        await Begin(reporter, trial);
        var remarks = await reporter.Get($"/bodies/{trial}/remarks?form=annual-report");
        await reporter.Submit(remarks, "#report-author form", ("Text", "Stays."));
        var before = await app.Ask<string>(tables, new { code = desk.Code });
        await desk.First.Submit(await desk.First.Get($"{proposal}/trial"), "#close-trial");
        (await reporter.Get($"/bodies/{trial}/annual-report")).Status.ShouldBe(HttpStatusCode.NotFound, "at once, not when the steward comes round");
        await Erase();
        await Erase();
        (await desk.First.Get($"/bodies/{trial}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await app.Ask<int>("select count(*)::int from pg_namespace where nspname = @trial", new { trial })).ShouldBe(0);
        (await app.Ask<int>("select count(*)::int from records.draft where statement in (select id from records.statement where body = @trial)", new { trial })).ShouldBe(0);
        (await app.Ask<string>(tables, new { code = desk.Code })).ShouldBe(before);
        (await reporter.Get($"/bodies/{desk.Code}/trials/{trial}")).Say("main").ShouldContain("Stays.");
        await desk.First.Submit(await desk.First.Get($"{proposal}/trial"), "#try");
        (await app.Ask<string>("select body from editing.trial where of_body = @code and closed_at is null", new { code = desk.Code })).ShouldNotBe(trial);
        await desk.First.Submit(await desk.First.Get(proposal), "#withdraw");
        (await app.Ask<int>("select count(*)::int from editing.trial where of_body = @code and closed_at is null", new { code = desk.Code })).ShouldBe(0, "what is proposed no longer is tried no longer");
    }

    [Fact]
    public async Task Erasing_leaves_out_no_table_that_says_something_of_a_statement()
    {
        var (desk, proposal, trial) = await Open();
        await Begin(await Reporter(desk, "FRA"), trial);
        await desk.First.Submit(await desk.First.Get($"{proposal}/trial"), "#close-trial");
        await Erase();
        var left = await app.Ask<string>("""
            select coalesce(string_agg(c.conrelid::regclass::text, ' ' order by c.conrelid::regclass::text), '') from (select distinct conrelid from pg_constraint where contype = 'f' and confrelid = 'records.statement'::regclass) c
            """);
        left.Split(' ').Except(TrialErasure.Emptied.Select(table => $"records.{table}")).ShouldBe(["records.event", "records.file", "records.statement", "records.version"]);
    }

    private async Task<Browser> Reporter(Desk desk, string party) => AsPerson.Browser(app, await app.Officer($"Reporter {Interlocked.Increment(ref _reporters)}", desk.Code, "reporter", party));

    private static async Task<Page> Begin(Browser reporter, string trial)
    {
        var begun = await reporter.Submit(await reporter.Get($"/bodies/{trial}/annual-report/new"), "form.e-begin, main form");
        begun.Status.ShouldBe(HttpStatusCode.OK);
        return begun;
    }

    private async Task Erase()
    {
        await MakeTrial.EraseClosed(app.Owner, TrialErasure.Erase, app.Clock, TestContext.Current.CancellationToken);
        await app.Services.GetRequiredService<BodyCatalogue>().StartAsync(CancellationToken.None);
    }

    private async Task<(Desk Desk, string Proposal, string Trial)> Open(string? party = null, DateTimeOffset? until = null)
    {
        var desk = await app.NewBody();
        var proposal = await desk.Begin();
        await desk.Change(proposal, "annual-report.return.yaml", "name: Annual report", $"name: {Report}");
        List<(string, string)> asked = party is null ? [] : [("Asked", party)];
        if (until is { } day)
            asked.AddRange([("LastDay.Day", $"{day.Day}"), ("LastDay.Month", $"{day.Month}"), ("LastDay.Year", $"{day.Year}")]);
        (await desk.First.Submit(await desk.First.Get($"{proposal}/trial"), "#try", [.. asked])).Say("main").ShouldContain("being made");
        var trial = await app.Ask<string>("select body from editing.trial where of_body = @code and closed_at is null", new { code = desk.Code });
        await MakeTrial.Run(app.Owner, trial, TableMaking.Make, EditingApp.Examples, app.Clock, CancellationToken.None);
        await app.Services.GetRequiredService<BodyCatalogue>().StartAsync(CancellationToken.None);
        return (desk, proposal, trial);
    }
}
