using System.Net;
using Entente.SignIn;
using Entente.Tests.Kit;

namespace Entente.Tests.Rooms.SignIn;

public sealed class KeptFormTests(TestApp app) : IClassFixture<TestApp>
{
    private const string Profile = "main form[action='/account/profile']";

    [Fact]
    public async Task What_was_typed_when_the_session_had_ended_can_be_sent_after_signing_in_again()
    {
        var (browser, telephone, _) = await app.SignedIn("Long Typist");
        using (browser)
        {
            var page = await browser.Get("/account/profile");
            app.Clock.Advance(TimeSpan.FromHours(2));
            var door = await browser.Submit(page, Profile, ("Name", "Long Typist of the Ministry"), ("Zone", "UTC"));
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
            var page = await browser.Get("/account/profile");
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

    [Fact]
    public async Task A_form_sent_by_another_site_is_not_kept()
    {
        var (browser, _, _) = await app.SignedIn("Tricked Person");
        using (browser)
        {
            var page = await browser.Get("/account/profile");
            app.Clock.Advance(TimeSpan.FromHours(1));
            var request = browser.Request(page, Profile, ("Name", "Planted Name"));
            request.Headers.Add("Sec-Fetch-Site", "cross-site");
            (await browser.Send(request)).Address.Query.ShouldNotContain("resend");
        }
    }

    [Fact]
    public void Passwords_codes_and_the_forms_own_token_are_not_kept() =>
        KeptForms.Fields([new("Name", "a"), new("Password", "b"), new("NewPassword", "c"), new("OneTimeCode", "d"), new("_form", "e"), new("CountryCode", "f"), new("Many", new(["g", "h"]))])
            .ShouldBe([new("Name", "a"), new("CountryCode", "f"), new("Many", "g"), new("Many", "h")]);

    [Fact]
    public async Task The_database_alone_does_not_show_what_was_typed()
    {
        var (browser, _, id) = await app.SignedIn("Sealed Typist");
        using (browser)
        {
            var page = await browser.Get("/account/profile");
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
            var page = await browser.Get("/account/profile");
            app.Clock.Advance(TimeSpan.FromHours(1));
            for (var sent = 0; sent < 12; sent++)
                await browser.Submit(page, Profile, ("Name", "Typed again"));
            (await app.Ask<long>("select count(*) from sign_in.kept_form where person = @id", new { id })).ShouldBe(10);
        }
    }
}
