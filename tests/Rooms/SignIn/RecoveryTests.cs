using System.Net;
using Entente.Bodies;
using Entente.Tests.Kit;

namespace Entente.Tests.Rooms.SignIn;

public sealed class RecoveryTests(TestApp app) : IClassFixture<TestApp>
{
    private static readonly Right[] Reporter = [Right.Read, Right.Enter];
    private static readonly Right[] Contact = [Right.Read, Right.Vouch];

    [Fact]
    public async Task A_colleague_vouches_and_link_and_code_together_open_once()
    {
        var (old, oldTelephone, lost) = await app.SignedIn("Lost Reporter", ("iccat", "SN", Reporter));
        var (contact, _, _) = await app.SignedIn("Senegal Contact", ("iccat", "SN", Contact));
        using var browser = app.Browser();
        (await browser.Ask(app, "Lost Reporter")).ShouldBeSeen(HttpStatusCode.OK, "Your request has been passed on");

        (await app.Mails(Door.Email("Senegal Contact"))).ShouldContain(mail => mail.Key == "sign-in.mail.recovery-waiting" && mail.Body!.Contains("Lost Reporter", StringComparison.Ordinal));
        var list = await contact.Get("/people/recovery");
        list.Say().ShouldContain("Lost Reporter");
        var told = await contact.Vouch(list);
        var code = told.Say(".e-key");
        var mail = (await app.Mails(Door.Email("Lost Reporter"))).Single(mail => mail.Key == "sign-in.mail.recovery-link");
        mail.Body!.ShouldNotContain(code);
        var link = await app.Link("Lost Reporter");

        var enrol = await browser.Get(link);
        (await browser.Submit(enrol, "main form", ("SpokenCode", "0000 0000"))).ShouldBeSeen(HttpStatusCode.UnprocessableEntity, "This code is not right");
        (await browser.Submit(enrol, "main form", ("SpokenCode", code))).Address.AbsolutePath.ShouldBe("/enrol");
        var telephone = await browser.SetPassword(app, "an entirely different phrase");

        (await browser.IsSignedIn()).ShouldBeTrue();
        (await old.IsSignedIn()).ShouldBeFalse();
        await old.SignIn(Door.Email("Lost Reporter"), Door.Password, oldTelephone.NextCode);
        (await old.IsSignedIn()).ShouldBeFalse();
        using var again = app.Browser();
        await again.SignIn(Door.Email("Lost Reporter"), "an entirely different phrase", telephone.NextCode);
        (await again.IsSignedIn()).ShouldBeTrue();
        (await again.Get("/sign-out")).Status.ShouldBe(HttpStatusCode.OK);
        (await app.Log(lost)).ShouldBeSubsetOf(["ticket-issued:enrol", "ticket-used:enrol", "password-set", "signed-in:password", "recovery-asked", "recovery-confirmed",
            "ticket-issued:recover", "refused:ticket-code-wrong", "ticket-used:recover", "recovered", "refused:wrong-password"]);
        (await app.Mails(Door.Email("Lost Reporter"))).Select(sent => sent.Key).ShouldContain("sign-in.mail.recovered");
        old.Dispose();
        contact.Dispose();
    }

    [Fact]
    public async Task The_answer_is_the_same_for_an_address_that_nobody_has()
    {
        (await app.SignedIn("Known Loser", ("iccat", "GH", Reporter))).Browser.Dispose();
        using var browser = app.Browser();
        var known = await browser.Ask(app, "Known Loser");
        var unknown = await browser.Ask(app, "Never Seen");
        (known.Status, known.Say()).ShouldBe((unknown.Status, unknown.Say()));
    }

    [Fact]
    public async Task The_page_does_the_same_for_an_address_that_nobody_has()
    {
        var (lost, _, id) = await app.SignedIn("Timed Loser", ("iccat", "GA", Reporter));
        lost.Dispose();
        using var browser = app.Browser();
        var page = await browser.Get("/sign-in/recover");
        var known = await Statements.Of(request => browser.Send(request), browser.Request(page, "main form", ("Email", Door.Email("Timed Loser"))));
        var unknown = await Statements.Of(request => browser.Send(request), browser.Request(page, "main form", ("Email", "nobody.at.all@example.org")));
        known.ShouldContain(statement => statement.Contains("sign_in.recovery_ask", StringComparison.Ordinal));
        unknown.ShouldBe(known);
        (await app.Ask<long>("select count(*) from sign_in.recovery where person = @id", new { id })).ShouldBe(0);
        await app.RunJobs();
        (await app.Ask<long>("select count(*) from sign_in.recovery where person = @id", new { id })).ShouldBe(1);
        (await app.Ask<long>("select count(*) from sign_in.recovery_ask")).ShouldBe(0);
    }

    [Fact]
    public async Task The_database_does_not_list_the_addresses_that_asked()
    {
        using var browser = app.Browser();
        await browser.Submit(await browser.Get("/sign-in/recover"), "main form", ("Email", "private.matter@example.org"));
        var box = await app.Ask<byte[]>("select box from sign_in.recovery_ask");
        System.Text.Encoding.UTF8.GetString(box).ShouldNotContain("private");
        await app.RunJobs();
    }

    [Fact]
    public async Task Five_wrong_codes_make_the_link_void()
    {
        (await app.SignedIn("Guessed Code", ("iccat", "MA", Reporter))).Browser.Dispose();
        var (contact, _, _) = await app.SignedIn("Morocco Contact", ("iccat", "MA", Contact));
        using var browser = app.Browser();
        await browser.Ask(app, "Guessed Code");
        var code = (await contact.Vouch(await contact.Get("/people/recovery"))).Say(".e-key");
        var link = await app.Link("Guessed Code");
        var page = await browser.Get(link);
        for (var wrong = 0; wrong < 5; wrong++)
            await browser.Submit(page, "main form", ("SpokenCode", code == "1234 5678" ? "8765 4321" : "1234 5678"));
        (await browser.Submit(page, "main form", ("SpokenCode", code))).ShouldBeSeen(HttpStatusCode.Gone, "This link is void");
        contact.Dispose();
    }

    [Fact]
    public async Task The_link_alone_opens_nothing()
    {
        (await app.SignedIn("Stolen Mailbox", ("iccat", "PT", Reporter))).Browser.Dispose();
        var (contact, _, _) = await app.SignedIn("Portugal Contact", ("iccat", "PT", Contact));
        using var thief = app.Browser();
        await thief.Ask(app, "Stolen Mailbox");
        await contact.Vouch(await contact.Get("/people/recovery"));
        var page = await thief.Get(await app.Link("Stolen Mailbox"));
        (await thief.Submit(page, "main form")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await thief.Get("/enrol")).Status.ShouldBe(HttpStatusCode.Gone);
        contact.Dispose();
    }

    [Fact]
    public async Task Nobody_sees_requests_they_may_not_settle()
    {
        var (lost, _, id) = await app.SignedIn("Japan Reporter", ("iccat", "JP", Reporter));
        var (other, _, _) = await app.SignedIn("Korea Contact", ("iccat", "KR", Contact));
        var (colleague, _, _) = await app.SignedIn("Japan Colleague", ("iccat", "JP", Reporter));
        using var browser = app.Browser();
        await browser.Ask(app, "Japan Reporter");
        var request = await app.Ask<Guid>("select id from sign_in.recovery where person = @id", new { id });
        (await other.Get("/people/recovery")).Say().ShouldNotContain("Japan Reporter");
        (await other.Get($"/people/recovery/{request}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await colleague.Get("/people/recovery")).Status.ShouldBe(HttpStatusCode.Forbidden);
        foreach (var one in new[] { lost, other, colleague })
            one.Dispose();
    }

    [Theory]
    [InlineData("period = '[2027-01-01,)'"), InlineData("asked_at = '2026-01-01Z', suspended_at = '2026-02-01Z'"), InlineData("awaits_second = true")]
    public async Task A_higher_post_counts_before_it_begins_and_while_it_rests(string rests)
    {
        var party = $"X{rests.Length}";
        var (lost, _, id) = await app.SignedIn($"Resting {party}", ("iccat", party, Reporter), ("att", null, [Right.Serve]));
        await app.Do($"update bodies.holding set {rests} where person = @id and body = 'att'", new { id });
        var (contact, _, _) = await app.SignedIn($"Contact {party}", ("iccat", party, Contact));
        using var browser = app.Browser();
        await browser.Ask(app, $"Resting {party}");
        (await contact.Get("/people/recovery")).Say().ShouldContain("Nobody is waiting");
        (await app.Mails(Door.Email($"Contact {party}"))).ShouldNotContain(mail => mail.Key == "sign-in.mail.recovery-waiting");
        await app.Do("update bodies.holding set period = '[2020-01-01,2020-02-01)' where person = @id and body = 'att'", new { id });
        (await contact.Get("/people/recovery")).Say().ShouldContain($"Resting {party}");
        lost.Dispose();
        contact.Dispose();
    }

    [Fact]
    public async Task After_a_recovery_nothing_earlier_opens()
    {
        var (old, _, id) = await app.SignedIn("Robbed Reporter", ("iccat", "CV", Reporter));
        var (contact, _, _) = await app.SignedIn("Verde Contact", ("iccat", "CV", Contact));
        var earlier = await app.Ticket(id);
        using var browser = app.Browser();
        await browser.Ask(app, "Robbed Reporter");
        var code = (await contact.Vouch(await contact.Get("/people/recovery"))).Say(".e-key");
        await browser.Submit(await browser.Get(await app.Link("Robbed Reporter")), "main form", ("SpokenCode", code));
        var set = await browser.Submit(await browser.Get("/enrol/password"), "main form", ("Password", "an entirely different phrase"));
        var next = await browser.Submit(set, "main form", ("OneTimeCode", Telephone.Reads(app, set.Say(".e-key")).Code()));
        next.ShouldBeSeen(HttpStatusCode.OK, "All your earlier ways to sign in, passkeys as well, were removed");
        (await app.Mails(Door.Email("Robbed Reporter"))).Single(mail => mail.Key == "sign-in.mail.recovered").Body!.ShouldContain("passkeys as well");
        using var thief = app.Browser();
        (await thief.Get(earlier)).ShouldBeSeen(HttpStatusCode.Gone, "This link is void");
        old.Dispose();
        contact.Dispose();
    }

    [Fact]
    public async Task Vouching_asks_for_a_recent_proof_for_having_spoken_and_for_how()
    {
        (await app.SignedIn("Careful Case", ("iccat", "NO", Reporter))).Browser.Dispose();
        var (contact, telephone, _) = await app.SignedIn("Norway Contact", ("iccat", "NO", Contact));
        using var browser = app.Browser();
        await browser.Ask(app, "Careful Case");
        app.Clock.Advance(TimeSpan.FromMinutes(6));
        var list = await contact.Get("/people/recovery");
        var again = await contact.Get(list.Link("main a[href^='/people/recovery/']"));
        again.Address.AbsolutePath.ShouldBe("/sign-in/again");
        var settle = await contact.Submit(again, "main form[action*='handler=code']", ("OneTimeCode", telephone.NextCode()));
        settle.Address.AbsolutePath.ShouldStartWith("/people/recovery/");
        var refused = await contact.Submit(settle, "main form");
        refused.ShouldBeSeen(HttpStatusCode.UnprocessableEntity, "Confirm that you have spoken with the person");
        refused.Say().ShouldContain("how you recognised the person");
        contact.Dispose();
    }

    [Fact]
    public async Task A_declined_request_is_over_and_both_are_in_the_log()
    {
        var (lost, _, id) = await app.SignedIn("Declined Case", ("iccat", "IS", Reporter));
        var (contact, _, by) = await app.SignedIn("Iceland Contact", ("iccat", "IS", Contact));
        using var browser = app.Browser();
        await browser.Ask(app, "Declined Case");
        var settle = await contact.Get((await contact.Get("/people/recovery")).Link("main a[href^='/people/recovery/']"));
        (await contact.Submit(settle, "main form[action$='handler=decline']")).Say().ShouldContain("Nobody is waiting");
        (await app.Ask<Guid>("select done_by from sign_in.log where person = @id and event = 'recovery-declined'", new { id })).ShouldBe(by);
        lost.Dispose();
        contact.Dispose();
    }

    [Fact]
    public async Task Asking_again_and_again_is_paused_however_the_address_is_typed()
    {
        using var browser = app.Browser();
        foreach (var typed in new[] { "asks.often@example.org", " Asks.Often@example.org", "\u0001asks.often@EXAMPLE.org" })
            (await Ask(typed)).Status.ShouldBe(HttpStatusCode.OK);
        (await Ask("\u0002ASKS.OFTEN@example.org")).Status.ShouldBe(HttpStatusCode.TooManyRequests);
        await app.RunJobs();

        async Task<Page> Ask(string typed) => await browser.Submit(await browser.Get("/sign-in/recover"), "main form", ("Email", typed));
    }
}

internal static class RecoverySteps
{
    public static async Task<Page> Ask(this Browser browser, TestApp app, string name)
    {
        var page = await browser.Submit(await browser.Get("/sign-in/recover"), "main form", ("Email", Door.Email(name)));
        await app.RunJobs();
        return page;
    }

    public static async Task<Page> Vouch(this Browser contact, Page list)
    {
        var settle = await contact.Get(list.Link("main a[href^='/people/recovery/']"));
        var code = await contact.Submit(settle, "main form", ("Spoken", "true"), ("Statement", "Called at the ministry"));
        code.Address.AbsolutePath.ShouldBe("/people/recovery/code", code.Say());
        return code;
    }

    /// <summary>The link in the mail that went to the person.</summary>
    public static async Task<string> Link(this TestApp app, string name)
    {
        var body = (await app.Mails(Door.Email(name))).Single(mail => mail.Key == "sign-in.mail.recovery-link").Body!;
        return new Uri(body.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Single(word => word.StartsWith("https://", StringComparison.Ordinal))).PathAndQuery;
    }
}
