using System.Net;
using System.Text.Json.Nodes;
using Entente.Bodies;
using Entente.Tests.Kit;

namespace Entente.Tests.Rooms.SignIn;

public sealed class PasskeyTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task A_ticket_leads_to_a_passkey_and_the_passkey_in_without_a_name_or_a_password()
    {
        using var key = new SoftwareAuthenticator { Counter = 7 };
        var id = await Enrolled("Key Holder", key);
        using var browser = app.Browser();
        var account = await browser.UsePasskey(key, "/sign-in?back=/account");
        account.Address.AbsolutePath.ShouldBe("/account", account.Say());
        account.Say().ShouldContain("Key Holder");
        (await app.Log(id)).ShouldBe(["ticket-issued:enrol", "ticket-used:enrol", "passkey-added:?", "signed-in:passkey", "signed-in:passkey"], ignoreOrder: true);
        (await app.Ask<long>("select sign_count from sign_in.passkey where person = @id", new { id })).ShouldBe(8);
    }

    [Fact]
    public async Task The_browser_is_asked_for_a_discoverable_verified_passkey_of_this_site_and_for_no_attestation()
    {
        using var browser = app.Browser();
        await browser.Submit(await browser.Get(await app.Ticket(await app.Person("Asked Person"))), "main form");
        var (_, made) = await browser.Asked("/enrol");
        ((string)made["rp"]!["id"]!).ShouldBe("localhost");
        ((string)made["attestation"]!).ShouldBe("none");
        ((string)made["authenticatorSelection"]!["residentKey"]!).ShouldBe("required");
        ((string)made["authenticatorSelection"]!["userVerification"]!).ShouldBe("required");
        var (_, got) = await browser.Asked("/sign-in");
        ((string)got["rpId"]!).ShouldBe("localhost");
        ((string)got["userVerification"]!).ShouldBe("required");
        got["allowCredentials"]?.AsArray().Count.ShouldBe(0);
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task An_answer_used_before_is_refused_even_with_the_cookies_of_that_moment(bool synchronised)
    {
        using var key = new SoftwareAuthenticator { Synchronised = synchronised, Counter = synchronised ? null : 1 };
        var name = $"Replayed {(synchronised ? "Synchronised" : "Counted")}";
        var id = await Enrolled(name, key);
        using var browser = app.Browser();
        var (page, options) = await browser.Asked("/sign-in");
        var answer = key.Get(options);
        var stolen = string.Join("; ", browser.Cookies.Select(cookie => $"{cookie.Name}={cookie.Value}"));
        using var replay = browser.Request(page, "form[data-passkey]", ("Credential", answer));
        (await browser.Submit(page, "form[data-passkey]", ("Credential", answer))).Address.AbsolutePath.ShouldBe("/workspace");

        using var thief = app.CreateClient(new() { HandleCookies = false, AllowAutoRedirect = false });
        replay.Headers.Add("Cookie", stolen);
        using var refused = await thief.SendAsync(replay);
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("This answer came too late or was used before");
        refused.Headers.TryGetValues("Set-Cookie", out var set);
        (set ?? []).ShouldNotContain(cookie => cookie.StartsWith("__Host-entente=", StringComparison.Ordinal));
        (await app.Ask<long>("select count(*) from sign_in.log where event = 'refused' and detail = 'passkey-late'")).ShouldBeGreaterThan(0);
        (await app.Ask<long>("select count(*) from sign_in.session where person = @id", new { id })).ShouldBe(2);
    }

    [Fact]
    public async Task An_answer_that_comes_too_late_is_refused()
    {
        using var key = new SoftwareAuthenticator();
        await Enrolled("Late Answer", key);
        using var browser = app.Browser();
        var (page, options) = await browser.Asked("/sign-in");
        app.Clock.Advance(TimeSpan.FromMinutes(5));
        (await browser.Submit(page, "form[data-passkey]", ("Credential", key.Get(options)))).ShouldBeSeen(HttpStatusCode.BadRequest, "too late");
    }

    [Fact]
    public async Task Whatever_does_not_fit_is_refused_and_logged_and_never_an_error_of_ours()
    {
        using var key = new SoftwareAuthenticator { Counter = 5 };
        await Enrolled("Misused Key", key);
        using var stranger = new SoftwareAuthenticator { Id = key.Id };
        using var browser = app.Browser();
        var before = await Refusals();
        var wrong = new Func<JsonObject, string>[]
        {
            options => { key.Origin = "https://evil.example"; return Back(key.Get(options), () => key.Origin = "https://localhost"); },
            options => { key.Origin = "http://localhost"; return Back(key.Get(options), () => key.Origin = "https://localhost"); },
            options => { key.Site = "evil.example"; return Back(key.Get(options), () => key.Site = "localhost"); },
            options => { key.Verifies = false; return Back(key.Get(options), () => key.Verifies = true); },
            options => { key.Counter = 3; return Back(key.Get(options), () => key.Counter = 100); },
            options => { options["challenge"] = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"; return key.Get(options); },
            options => key.Get(options, breakSignature: true),
            options => stranger.Get(options),
            _ => "{}",
            _ => "not json",
            _ => "",
            _ => new string('x', 100_000),
            _ => """{"id":"AA","type":"public-key","response":{"clientDataJSON":"AA","authenticatorData":"AA","signature":"AA","userHandle":"AA"}}""",
        };
        foreach (var answer in wrong)
        {
            var (page, options) = await browser.Asked("/sign-in");
            (await browser.Submit(page, "form[data-passkey]", ("Credential", answer(options)))).ShouldBeSeen(HttpStatusCode.BadRequest, "This passkey was not accepted");
            (await browser.IsSignedIn()).ShouldBeFalse();
        }
        (await Refusals()).ShouldBe(before + wrong.Length);
        (await browser.UsePasskey(key, "/sign-in?back=/account")).Address.AbsolutePath.ShouldBe("/account");
    }

    [Fact]
    public async Task A_new_passkey_that_does_not_fit_is_not_kept()
    {
        var (browser, _, id) = await app.SignedIn("Careful Adder");
        using (browser)
        using (var key = new SoftwareAuthenticator { Origin = "https://evil.example" })
        {
            var (page, options) = await browser.Asked("/enrol");
            (await browser.Submit(page, "form[data-passkey]", ("Credential", key.Create(options)))).ShouldBeSeen(HttpStatusCode.BadRequest, "could not be added");
            key.Origin = "https://localhost";
            var answer = key.Create(options);
            (await browser.Submit(page, "form[data-passkey]", ("Credential", answer))).ShouldBeSeen(HttpStatusCode.BadRequest, "could not be added");
            (await app.Ask<long>("select count(*) from sign_in.passkey where person = @id", new { id })).ShouldBe(0);
        }
    }

    [Fact]
    public async Task A_passkey_made_for_one_person_is_not_added_to_another()
    {
        var (browser, _, _) = await app.SignedIn("Asks First");
        var (other, telephone, id) = await app.SignedIn("Answers Second");
        other.Dispose();
        using (browser)
        using (var key = new SoftwareAuthenticator())
        {
            var (_, options) = await browser.Asked("/enrol");
            await browser.Submit(await browser.Get("/sign-out"), "main form");
            await browser.SignIn(Door.Email("Answers Second"), Door.Password, telephone.NextCode);
            (await browser.Submit(await browser.Get("/enrol"), "form[data-passkey]", ("Credential", key.Create(options)))).Status.ShouldBe(HttpStatusCode.BadRequest);
            (await app.Ask<long>("select count(*) from sign_in.passkey where person = @id", new { id })).ShouldBe(0);
        }
    }

    [Fact]
    public async Task Passkeys_are_named_renamed_and_removed_but_never_the_last_way_in()
    {
        using var first = new SoftwareAuthenticator();
        using var second = new SoftwareAuthenticator();
        var id = await Enrolled("Many Keys", first);
        using var browser = app.Browser();
        await browser.UsePasskey(first, "/sign-in");
        var only = await browser.Get((await browser.Get("/account")).Link("a[href^='/account/passkey/']"));
        only.Say().ShouldContain("This is your only way to sign in");
        using (var request = browser.Request(only, "main form"))
        {
            request.RequestUri = new Uri(request.RequestUri! + "?handler=remove");
            (await browser.Send(request)).ShouldBeSeen(HttpStatusCode.Conflict, "This is your only way to sign in");
        }
        var (page, options) = await browser.Asked("/enrol");
        (await browser.Submit(page, "form[data-passkey]", ("Credential", second.Create(options)), ("Name", "Office computer"))).Address.AbsolutePath.ShouldBe("/account");
        var account = await browser.Submit(only, "main form", ("Name", "Telephone"));
        account.Say().ShouldContain("Office computer");
        account.Say().ShouldContain("Telephone");
        var page2 = await browser.Get(account.Html.QuerySelectorAll("a[href^='/account/passkey/']")[0].GetAttribute("href")!);
        (await browser.Submit(page2, "main form[action$='handler=remove']")).Say().ShouldNotContain("Telephone");
        (await app.Log(id)).ShouldContain("passkey-removed:Telephone");
        using var again = app.Browser();
        (await again.UsePasskey(first, "/sign-in")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_passkey_lets_in_while_the_password_is_paused()
    {
        using var key = new SoftwareAuthenticator();
        var (browser, _, _) = await app.SignedIn("Paused Owner");
        var (page, options) = await browser.Asked("/enrol");
        await browser.Submit(page, "form[data-passkey]", ("Credential", key.Create(options)));
        browser.Dispose();
        using var other = app.Browser();
        for (var wrong = 0; wrong < 6; wrong++)
            await other.SignIn(Door.Email("Paused Owner"), "wrong password here", () => "");
        (await other.UsePasskey(key, "/sign-in?back=/account")).Address.AbsolutePath.ShouldBe("/account");
    }

    [Fact]
    public async Task A_passkey_proves_again_who_one_is_and_anothers_does_not()
    {
        using var key = new SoftwareAuthenticator();
        using var stranger = new SoftwareAuthenticator();
        await Enrolled("Proving Key", key);
        await Enrolled("Strangers Key", stranger);
        using var browser = app.Browser();
        await browser.UsePasskey(key, "/sign-in");
        app.Clock.Advance(TimeSpan.FromMinutes(6));
        (await browser.UsePasskey(stranger, "/sign-in/again?back=/enrol")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await browser.UsePasskey(key, "/sign-in/again?back=/enrol")).Address.AbsolutePath.ShouldBe("/enrol");
    }

    [Fact]
    public async Task Recovering_removes_the_passkeys_and_ends_the_sessions()
    {
        using var key = new SoftwareAuthenticator();
        await Enrolled("Recovering Key", key, ("iccat", "TN", [Right.Read]));
        using var old = app.Browser();
        await old.UsePasskey(key, "/sign-in");
        var (contact, _, _) = await app.SignedIn("Tunisia Contact", ("iccat", "TN", [Right.Vouch]));
        using var browser = app.Browser();
        await browser.Ask(app, "Recovering Key");
        var code = (await contact.Vouch(await contact.Get("/people/recovery"))).Say(".e-key");
        await browser.Submit(await browser.Get(await app.Link("Recovering Key")), "main form", ("SpokenCode", code));
        using var newKey = new SoftwareAuthenticator();
        var (page, options) = await browser.Asked("/enrol");
        var account = await browser.Submit(page, "form[data-passkey]", ("Credential", newKey.Create(options)));
        account.ShouldBeSeen(HttpStatusCode.OK, "All your earlier ways to sign in, passkeys as well, were removed");
        account.Html.QuerySelectorAll("a[href^='/account/passkey/']").Length.ShouldBe(1);
        (await old.IsSignedIn()).ShouldBeFalse();
        (await old.UsePasskey(key, "/sign-in?back=/account")).ShouldBeSeen(HttpStatusCode.BadRequest, "This passkey was not accepted");
        (await old.UsePasskey(newKey, "/sign-in?back=/account")).Address.AbsolutePath.ShouldBe("/account");
        contact.Dispose();
    }

    [Fact]
    public async Task The_page_by_number_leads_to_the_page_by_name()
    {
        await using var local = new LocalApp();
        await local.InitializeAsync();
        using var client = local.CreateClient(new() { AllowAutoRedirect = false, BaseAddress = new Uri("http://127.0.0.1:5080/") });
        using var answer = await client.GetAsync("/sign-in?back=/account");
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.OriginalString.ShouldBe("http://localhost:5080/sign-in?back=/account");
    }

    private sealed class LocalApp : TestApp
    {
        public LocalApp() => Settings["ENTENTE_ADDRESS"] = "http://127.0.0.1:5080";
    }

    private async Task<Guid> Enrolled(string name, SoftwareAuthenticator key, params (string Body, string? Party, Right[] Rights)[] posts)
    {
        var id = await app.Person(name, posts);
        using var browser = app.Browser();
        await browser.Submit(await browser.Get(await app.Ticket(id)), "main form");
        var (page, options) = await browser.Asked("/enrol");
        var account = await browser.Submit(page, "form[data-passkey]", ("Credential", key.Create(options)));
        account.Address.AbsolutePath.ShouldBe("/account", account.Say());
        return id;
    }

    private Task<long> Refusals() => app.Ask<long>("select count(*) from sign_in.log where event = 'refused' and detail = 'passkey-not-accepted'");

    private static string Back(string answer, Action putBack)
    {
        putBack();
        return answer;
    }
}

internal static class PasskeySteps
{
    /// <summary>The page with its form, and the challenge that its script would fetch.</summary>
    public static async Task<(Page Page, JsonObject Options)> Asked(this Browser browser, string address)
    {
        var page = await browser.Get(address);
        var form = page.One("form[data-passkey]");
        using var answer = await browser.Http.PostAsync(form.GetAttribute("data-ask"), new FormUrlEncodedContent(page.Fields("form[data-passkey]")));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (page, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject());
    }

    public static async Task<Page> UsePasskey(this Browser browser, SoftwareAuthenticator key, string address)
    {
        var (page, options) = await browser.Asked(address);
        return await browser.Submit(page, "form[data-passkey]", ("Credential", key.Get(options)));
    }
}
