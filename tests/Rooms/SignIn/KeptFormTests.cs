using System.Net;
using Entente.SignIn;
using Entente.Tests.Kit;

namespace Entente.Tests.Rooms.SignIn;

public sealed class KeptFormTests(TestApp app) : IClassFixture<TestApp>
{
    private const string Profile = "main form[action='/account/name']";

    [Fact]
    public async Task What_was_typed_when_the_session_had_ended_can_be_sent_after_signing_in_again()
    {
        var (browser, telephone, _) = await app.SignedIn("Long Typist");
        using (browser)
        {
            var page = await browser.Get("/account/name");
            app.Clock.Advance(TimeSpan.FromHours(2));
            var door = await browser.Submit(page, Profile, ("Name", "Long Typist of the Ministry"));
            door.ShouldBeSeen(HttpStatusCode.OK, "What you typed is kept for half an hour");
            var resend = await browser.SignIn(Door.Email("Long Typist"), Door.Password, telephone.NextCode, from: door.Link("main .e-actions a"));
            resend.ShouldBeSeen(HttpStatusCode.OK, "Nothing was lost");
            resend.Say("main .e-details").ShouldContain("Long Typist of the Ministry");
            var saved = await browser.Submit(resend, "main form");
            saved.Address.AbsolutePath.ShouldBe("/account");
            saved.Say().ShouldContain("Long Typist of the Ministry");
        }
    }

    [Fact]
    public async Task Nobody_else_sees_it_and_not_for_long()
    {
        var (browser, telephone, _) = await app.SignedIn("Form Owner");
        var (stranger, _, _) = await app.SignedIn("Form Stranger");
        using (browser)
        using (stranger)
        {
            var page = await browser.Get("/account/name");
            app.Clock.Advance(TimeSpan.FromMinutes(46));
            var door = await browser.Submit(page, Profile, ("Name", "Secret Name Typed"));
            var kept = System.Web.HttpUtility.ParseQueryString(door.Address.Query)["back"]!;
            kept.ShouldStartWith(KeptForms.Route);
            await using (var other = app.Twin())
            {
                var (third, _, _) = await app.SignedIn("Form Third");
                (await third.Get(kept)).ShouldBeSeen(HttpStatusCode.NotFound, "There is nothing waiting here");
                third.Dispose();
            }
            await browser.SignIn(Door.Email("Form Owner"), Door.Password, telephone.NextCode);
            (await browser.Get(kept)).Status.ShouldBe(HttpStatusCode.OK);
            app.Clock.Advance(TimeSpan.FromMinutes(31));
            (await browser.Get(kept)).ShouldBeSeen(HttpStatusCode.NotFound, "There is nothing waiting here");
        }
    }

    [Fact]
    public async Task A_form_of_somebody_who_was_never_signed_in_is_not_kept()
    {
        using var browser = app.Browser();
        var door = await browser.Send(new HttpRequestMessage(HttpMethod.Post, "/account/profile") { Content = new FormUrlEncodedContent([KeyValuePair.Create("Name", "x y")]) });
        door.Address.PathAndQuery.ShouldBe("/sign-in?back=%2Faccount%2Fprofile");
    }

    [Theory]
    [InlineData("the other is signed in"), InlineData("the session of the other has ended"), InlineData("nobody is signed in")]
    public async Task A_form_made_for_one_person_is_not_offered_to_another_at_the_same_computer(string when)
    {
        var one = $"First There {when.Length}";
        var other = $"Next There {when.Length}";
        var (browser, _, _) = await app.SignedIn(one);
        var (elsewhere, telephone, id) = await app.SignedIn(other);
        elsewhere.Dispose();
        using (browser)
        {
            browser.Http.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
            var page = await browser.Get("/account/name");
            await browser.Submit(await browser.Get("/sign-out"), "main form");
            if (when != "nobody is signed in")
                await browser.SignIn(Door.Email(other), Door.Password, telephone.NextCode);
            if (when == "the session of the other has ended")
                app.Clock.Advance(TimeSpan.FromHours(1));
            var answer = await browser.Submit(page, Profile, ("Name", "Words Of The First"));
            answer.Address.ToString().ShouldNotContain("resend");
            answer.Text.ShouldNotContain("Words Of The First");
            (await app.Ask<long>("select count(*) from sign_in.kept_form where person = @id or person is null", new { id })).ShouldBe(0);
        }
    }

    [Fact]
    public async Task A_form_that_stood_open_too_long_is_offered_to_whom_it_was_made_for()
    {
        var (browser, _, _) = await app.SignedIn("Patient Typist");
        var (stranger, _, _) = await app.SignedIn("Curious Typist");
        using (browser)
        using (stranger)
        {
            browser.Http.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
            var resend = await browser.Submit(await browser.Get("/account/name"), Profile, ("Name", "Patient Typist Again"), ("_form", "no longer valid"));
            resend.ShouldBeSeen(HttpStatusCode.OK, "the form had been open for too long");
            (await stranger.Get(resend.Address.AbsolutePath)).Status.ShouldBe(HttpStatusCode.NotFound);
            (await browser.Submit(resend, "main form")).Say().ShouldContain("Patient Typist Again");
        }
    }

    [Fact]
    public async Task What_a_script_sent_too_late_is_not_kept()
    {
        var (browser, _, id) = await app.SignedIn("Scripted Typist");
        using (browser)
        {
            var request = browser.Request(await browser.Get("/account/name"), Profile, ("Name", "Scripted Again"), ("_form", "no longer valid"));
            request.Headers.Add("Sec-Fetch-Site", "same-origin");
            request.Headers.Add("Sec-Fetch-Mode", "cors");
            (await browser.Send(request)).Status.ShouldBe(HttpStatusCode.BadRequest);
            (await app.Ask<long>("select count(*) from sign_in.kept_form where person = @id", new { id })).ShouldBe(0);
        }
    }

    [Fact]
    public async Task Forms_of_the_public_fill_no_more_than_their_share()
    {
        await using var open = new DemonstrationApp();
        await open.InitializeAsync();
        using var browser = open.Browser();
        browser.Http.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        var form = await browser.Get("/components");
        Task<Page> Send(string typed) => browser.Submit(form, "main form[method=post]", ("_form", "no longer valid"), ("Vessel", typed));
        (await Send(new string('x', 70_000))).Status.ShouldBe(HttpStatusCode.BadRequest);
        for (var sent = 0; sent < 130; sent++)
            (await Send("Santa Lucía")).Status.ShouldBe(HttpStatusCode.OK);
        (await open.Ask<long>("select count(*) from sign_in.kept_form where person is null")).ShouldBe(128);
    }

    [Fact]
    public async Task A_form_sent_by_another_site_is_not_kept()
    {
        var (browser, _, _) = await app.SignedIn("Tricked Person");
        using (browser)
        {
            var page = await browser.Get("/account/name");
            app.Clock.Advance(TimeSpan.FromHours(1));
            var request = browser.Request(page, Profile, ("Name", "Planted Name"));
            request.Headers.Add("Sec-Fetch-Site", "cross-site");
            (await browser.Send(request)).Address.Query.ShouldNotContain("resend");
        }
    }

    [Fact]
    public void Passwords_codes_and_the_forms_own_token_are_not_kept() =>
        KeptForms.Fields([new("Name", "a"), new("Password", "b"), new("NewPassword", "c"), new("OneTimeCode", "d"), new("SpokenCode", "d"), new("_for", "e"), new("_form", "e"), new("CountryCode", "f"), new("Many", new(["g", "h"]))])
            .ShouldBe([new("Name", "a"), new("CountryCode", "f"), new("Many", "g"), new("Many", "h")]);

    [Fact]
    public async Task The_database_alone_does_not_show_what_was_typed()
    {
        var (browser, _, id) = await app.SignedIn("Sealed Typist");
        using (browser)
        {
            var page = await browser.Get("/account/name");
            app.Clock.Advance(TimeSpan.FromHours(1));
            await browser.Submit(page, Profile, ("Name", "Confidential Remark"));
            var kept = await app.Ask<byte[]>("select fields from sign_in.kept_form where person = @id", new { id });
            System.Text.Encoding.UTF8.GetString(kept).ShouldNotContain("Confidential");
        }
    }

    [Fact]
    public async Task Of_one_person_ten_are_kept_at_most()
    {
        var (browser, _, id) = await app.SignedIn("Form Hoarder");
        using (browser)
        {
            var page = await browser.Get("/account/name");
            app.Clock.Advance(TimeSpan.FromHours(1));
            for (var sent = 0; sent < 12; sent++)
                await browser.Submit(page, Profile, ("Name", "Typed again"));
            (await app.Ask<long>("select count(*) from sign_in.kept_form where person = @id", new { id })).ShouldBe(10);
        }
    }
}
