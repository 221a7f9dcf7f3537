using System.Net;
using Entente.Tests.Kit;

namespace Entente.Tests.Rooms.SignIn;

public sealed class SessionTests(TestApp app) : IClassFixture<TestApp>
{
    private const string Cookie = "__Host-entente";

    [Fact]
    public async Task Whoever_is_not_signed_in_is_led_to_the_door_and_a_program_is_told()
    {
        using var browser = app.Browser();
        (await browser.Get("/account?x=1")).Address.PathAndQuery.ShouldBe("/sign-in?back=%2Faccount%3Fx%3D1");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/account") { Headers = { { "Accept", "application/json" } } };
        using var answer = await browser.Http.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData(""), InlineData("x"), InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), InlineData("../../etc/passwd"), InlineData("' or 1=1 --")]
    public async Task A_forged_cookie_is_nobody(string forged)
    {
        using var browser = app.Browser();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/account") { Headers = { { "Cookie", $"{Cookie}={Uri.EscapeDataString(forged)}" } } };
        using var answer = await browser.Http.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        answer.Headers.Location!.OriginalString.ShouldStartWith("/sign-in");
    }

    [Fact]
    public async Task The_database_holds_no_token_that_would_open_a_session()
    {
        var (browser, _, id) = await app.SignedIn("Token Holder");
        var token = browser.Cookies[Cookie]!.Value;
        var stored = await app.Ask<byte[]>("select token_hash from sign_in.session where person = @id", new { id });
        stored.ShouldBe(System.Security.Cryptography.SHA256.HashData(System.Buffers.Text.Base64Url.DecodeFromChars(token)));
        browser.Dispose();
    }

    [Fact]
    public async Task A_session_ends_after_45_idle_minutes_and_after_12_hours_however_busy()
    {
        var (browser, telephone, _) = await app.SignedIn("Busy Person");
        using (browser)
        {
            app.Clock.Advance(TimeSpan.FromMinutes(44));
            (await browser.IsSignedIn()).ShouldBeTrue();
            app.Clock.Advance(TimeSpan.FromMinutes(46));
            (await browser.IsSignedIn()).ShouldBeFalse();
            await browser.SignIn(Door.Email("Busy Person"), Door.Password, telephone.NextCode);
            for (var minutes = 0; minutes < 12 * 60 - 30; minutes += 30)
            {
                (await browser.IsSignedIn()).ShouldBeTrue($"after {minutes} minutes");
                app.Clock.Advance(TimeSpan.FromMinutes(30));
            }
            app.Clock.Advance(TimeSpan.FromMinutes(30));
            (await browser.IsSignedIn()).ShouldBeFalse();
        }
    }

    [Fact]
    public async Task Reading_pages_writes_to_the_session_once_a_minute()
    {
        var (browser, _, id) = await app.SignedIn("Page Reader");
        using (browser)
        {
            var before = await Version(id);
            for (var page = 0; page < 3; page++)
                await browser.IsSignedIn();
            (await Version(id)).ShouldBe(before);
            app.Clock.Advance(TimeSpan.FromSeconds(61));
            await browser.IsSignedIn();
            (await Version(id)).ShouldNotBe(before);
        }
    }

    [Fact]
    public async Task The_page_knows_when_the_session_ends_and_can_prolong_it()
    {
        var (browser, _, _) = await app.SignedIn("Slow Typist");
        using (browser)
        {
            var ends = DateTimeOffset.Parse((await browser.Get("/account")).One("[data-ends]").GetAttribute("data-ends")!, provider: null);
            ends.ShouldBe(app.Clock.GetUtcNow().AddMinutes(45), TimeSpan.FromMinutes(1));
            app.Clock.Advance(TimeSpan.FromMinutes(40));
            (await browser.Get("/sign-in/stay")).Text.ShouldContain(app.Clock.GetUtcNow().AddMinutes(45).ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public async Task A_session_ended_elsewhere_is_over_at_its_next_request()
    {
        var (one, telephone, _) = await app.SignedIn("Two Browsers");
        using var other = app.Browser();
        await other.SignIn(Door.Email("Two Browsers"), Door.Password, telephone.NextCode);
        using (one)
        {
            var account = await one.Get("/account");
            account.Html.QuerySelectorAll("form[action$='handler=end']").Length.ShouldBe(1);
            await one.Submit(account, "form[action$='handler=end']");
            (await other.IsSignedIn()).ShouldBeFalse();
            (await one.IsSignedIn()).ShouldBeTrue();

            await other.SignIn(Door.Email("Two Browsers"), Door.Password, telephone.NextCode);
            await other.Submit(await other.Get("/account"), "form[action$='handler=endOthers']");
            (await one.IsSignedIn()).ShouldBeFalse();
            (await other.IsSignedIn()).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Nobody_ends_the_session_of_somebody_else()
    {
        var (victim, _, id) = await app.SignedIn("Session Owner");
        var (stranger, _, _) = await app.SignedIn("Session Stranger");
        var session = await app.Ask<Guid>("select id from sign_in.session where person = @id", new { id });
        var page = await stranger.Get("/account");
        await stranger.Send(new HttpRequestMessage(HttpMethod.Post, "/account?handler=end")
        {
            Content = new FormUrlEncodedContent(page.Fields("main form").Append(KeyValuePair.Create("session", session.ToString()))),
        });
        (await victim.IsSignedIn()).ShouldBeTrue();
        victim.Dispose();
        stranger.Dispose();
    }

    [Fact]
    public async Task Signing_in_again_gives_a_new_token_and_ends_the_old_one()
    {
        var (browser, telephone, _) = await app.SignedIn("Token Changer");
        using (browser)
        {
            var before = browser.Cookies[Cookie]!.Value;
            app.Clock.Advance(TimeSpan.FromHours(1));
            await browser.SignIn(Door.Email("Token Changer"), Door.Password, telephone.NextCode);
            browser.Cookies[Cookie]!.Value.ShouldNotBe(before);
            using var request = new HttpRequestMessage(HttpMethod.Get, "/account") { Headers = { { "Cookie", $"{Cookie}={before}" } } };
            using var plain = app.CreateClient(new() { HandleCookies = false, AllowAutoRedirect = false, BaseAddress = new Uri("https://localhost/") });
            using var answer = await plain.SendAsync(request);
            answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        }
    }

    [Fact]
    public async Task Signing_out_ends_the_session_on_the_server()
    {
        var (browser, _, id) = await app.SignedIn("Leaving Person");
        using (browser)
        {
            var token = browser.Cookies[Cookie]!.Value;
            await browser.Submit(await browser.Get("/account"), "main form[action='/sign-out']");
            (await browser.IsSignedIn()).ShouldBeFalse();
            (await app.Ask<string>("select ended_why from sign_in.session where person = @id", new { id })).ShouldBe("signed-out");
            (await app.Log(id)).ShouldContain("signed-out");
            token.ShouldNotBeEmpty();
        }
    }

    [Fact]
    public async Task A_session_is_good_on_every_node_and_over_on_every_node()
    {
        var (browser, _, _) = await app.SignedIn("Travelling Person");
        await using var twin = app.Twin();
        using (browser)
        {
            using var there = twin.CreateClient(new() { HandleCookies = false, AllowAutoRedirect = false, BaseAddress = new Uri("https://localhost/") });
            there.DefaultRequestHeaders.Add("Cookie", $"{Cookie}={browser.Cookies[Cookie]!.Value}");
            (await there.GetAsync("/account")).StatusCode.ShouldBe(HttpStatusCode.OK);
            await browser.Submit(await browser.Get("/account"), "main form[action='/sign-out']");
            (await there.GetAsync("/account")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        }
    }

    [Theory]
    [InlineData("https://evil.example/"), InlineData("//evil.example"), InlineData("/\\evil.example"), InlineData("/sign-in?back=/sign-in"), InlineData("javascript:alert(1)")]
    public async Task Nobody_is_led_elsewhere_after_signing_in(string back)
    {
        var (browser, _, _) = await app.SignedIn("Led " + Guid.NewGuid().ToString("N"));
        using (browser)
        {
            using var answer = await browser.Http.GetAsync("/sign-in?back=" + Uri.EscapeDataString(back));
            answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
            answer.Headers.Location!.OriginalString.ShouldBe("/workspace");
        }
    }

    private Task<string> Version(Guid person) => app.Ask<string>("select xmin::text from sign_in.session where person = @person and ended_at is null", new { person });
}
