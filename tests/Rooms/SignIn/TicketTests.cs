using System.Net;
using Entente.SignIn;
using Entente.Tests.Kit;

namespace Entente.Tests.Rooms.SignIn;

public sealed class TicketTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task A_ticket_leads_to_a_password_with_a_code_without_any_script()
    {
        var (browser, telephone, id) = await app.SignedIn("New Colleague");
        using (browser)
        {
            (await browser.IsSignedIn()).ShouldBeTrue();
            telephone.RecoveryCodes.Distinct().Count().ShouldBe(10);
            (await app.Log(id)).ShouldBe(["ticket-issued:enrol", "ticket-used:enrol", "password-set", "signed-in:password"], ignoreOrder: true);
            (await app.Mails(Door.Email("New Colleague"))).ShouldContain(mail => mail.Key == "sign-in.mail.password-set");
        }
    }

    [Fact]
    public async Task Opening_the_link_spends_nothing()
    {
        var id = await app.Person("Scanned Person");
        var ticket = await app.Ticket(id);
        using (var scanner = app.Browser())
            for (var times = 0; times < 3; times++)
                (await scanner.Get(ticket)).ShouldBeSeen(HttpStatusCode.OK, "Welcome");
        using var browser = app.Browser();
        await browser.EnrolPassword(app, ticket);
        (await browser.IsSignedIn()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_ticket_is_good_once()
    {
        var id = await app.Person("Once Only");
        var ticket = await app.Ticket(id);
        using var first = app.Browser();
        await first.EnrolPassword(app, ticket);
        using var second = app.Browser();
        var page = await second.Get(ticket);
        page.ShouldBeSeen(HttpStatusCode.Gone, "This link has been used");
        page.Say().ShouldContain("ask your national contact");
        page.Html.QuerySelector("main form").ShouldBeNull();
    }

    [Fact]
    public async Task Of_two_who_use_a_ticket_at_once_one_comes_in()
    {
        var id = await app.Person("Raced Person");
        var ticket = await app.Ticket(id);
        using var one = app.Browser();
        using var two = app.Browser();
        var forms = new List<(Browser Browser, Page Page, Telephone Telephone)>();
        foreach (var browser in new[] { one, two })
        {
            await browser.Submit(await browser.Get(ticket), "main form");
            var code = await browser.Submit(await browser.Get("/enrol/password"), "main form", ("Password", Door.Password));
            forms.Add((browser, code, Telephone.Reads(app, code.Say(".e-key"))));
        }
        var ends = await Task.WhenAll(forms.Select(form => form.Browser.Submit(form.Page, "main form", ("OneTimeCode", form.Telephone.Code()))));
        ends.Select(page => page.Address.AbsolutePath).Order().ShouldBe(["/account/recovery-codes", "/enrol"]);
        ends.Single(page => page.Address.AbsolutePath == "/enrol").ShouldBeSeen(HttpStatusCode.Gone, "ask your national contact");
        (await app.Ask<long>("select count(*) from sign_in.session where person = @id", new { id })).ShouldBe(1);
    }

    [Fact]
    public async Task A_ticket_ends_with_its_time()
    {
        var ticket = await app.Ticket(await app.Person("Late Person"), TimeSpan.FromDays(2));
        app.Clock.Advance(TimeSpan.FromDays(2));
        using var browser = app.Browser();
        (await browser.Get(ticket)).ShouldBeSeen(HttpStatusCode.Gone, "This link is no longer valid");
    }

    [Fact]
    public async Task A_ticket_that_ends_while_a_password_is_chosen_lets_nobody_in()
    {
        var id = await app.Person("Dawdling Person");
        var ticket = await app.Ticket(id, TimeSpan.FromMinutes(10));
        using var browser = app.Browser();
        await browser.Submit(await browser.Get(ticket), "main form");
        var code = await browser.Submit(await browser.Get("/enrol/password"), "main form", ("Password", Door.Password));
        app.Clock.Advance(TimeSpan.FromMinutes(10));
        var end = await browser.Submit(code, "main form", ("OneTimeCode", Telephone.Reads(app, code.Say(".e-key")).Code()));
        end.Status.ShouldBe(HttpStatusCode.Gone);
        (await app.Ask<bool>("select exists (select from sign_in.account where person = @id)", new { id })).ShouldBeFalse();
    }

    [Fact]
    public async Task A_newer_ticket_makes_the_older_one_void()
    {
        var id = await app.Person("Twice Invited");
        var older = await app.Ticket(id);
        var newer = await app.Ticket(id);
        using var browser = app.Browser();
        (await browser.Get(older)).ShouldBeSeen(HttpStatusCode.Gone, "This link is void");
        (await browser.Get(newer)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), InlineData("x"), InlineData("%00"), InlineData("' or 1=1")]
    public async Task A_forged_ticket_is_unknown_and_says_whom_to_ask(string token)
    {
        using var browser = app.Browser();
        var page = await browser.Get("/enrol/" + Uri.EscapeDataString(token));
        page.ShouldBeSeen(HttpStatusCode.NotFound, "This link is not known");
        page.Say().ShouldContain("ask your national contact");
    }

    [Fact]
    public async Task Somebody_signed_in_cannot_use_anothers_ticket_by_mistake()
    {
        var (browser, _, _) = await app.SignedIn("Signed Already");
        var ticket = await app.Ticket(await app.Person("Somebody Else"));
        using (browser)
        {
            var page = await browser.Get(ticket);
            page.Say().ShouldContain("You are signed in as Signed Already");
            page.Html.QuerySelector("main form")!.GetAttribute("action").ShouldBe("/sign-out");
        }
    }

    [Theory]
    [InlineData("short", "at least 12 characters")]
    [InlineData("passwordpassword", "everybody chooses")]
    [InlineData("Weak.Chooser.2026", "your own name")]
    public async Task A_weak_password_is_refused_with_a_reason(string password, string reason)
    {
        var name = "Weak Chooser";
        var id = await app.Ask<Guid?>("select (select id from bodies.person where name = @name)", new { name }) ?? await app.Person(name);
        using var browser = app.Browser();
        await browser.Submit(await browser.Get(await app.Ticket(id)), "main form");
        (await browser.Submit(await browser.Get("/enrol/password"), "main form", ("Password", password))).ShouldBeSeen(HttpStatusCode.UnprocessableEntity, reason);
    }

    [Fact]
    public async Task Without_a_ticket_nobody_sets_up_anything()
    {
        using var browser = app.Browser();
        (await browser.Get("/enrol")).Status.ShouldBe(HttpStatusCode.Gone);
        (await browser.Get("/enrol/password")).Status.ShouldBe(HttpStatusCode.Gone);
        (await browser.Get("/enrol/code")).Status.ShouldBe(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task Opening_invented_links_fills_the_log_no_further_than_any_other_trying()
    {
        // Its own, for the network would be paused for the other tests too.
        await using var alone = new TestApp();
        await alone.InitializeAsync();
        using var browser = alone.Browser();
        for (var opened = 0; opened < Allowance.Network.Tries; opened++)
            (await browser.Get("/enrol/invented")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await browser.Get("/enrol/invented")).Status.ShouldBe(HttpStatusCode.TooManyRequests);
        (await alone.Ask<long>("select count(*) from sign_in.log")).ShouldBe(Allowance.Network.Tries);
    }
}
