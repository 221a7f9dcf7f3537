using System.Net;
using Entente.Tests.Kit;

namespace Entente.Tests.Rooms.Shared;

public sealed class StandingPageTests(TestApp app) : IClassFixture<TestApp>
{
    [Theory]
    [InlineData("/accessibility")]
    [InlineData("/privacy")]
    public async Task What_concerns_everybody_is_open_to_everybody_in_every_language(string address)
    {
        foreach (var language in new[] { "en", "fr", "es", "pt", "ar" })
        {
            using var browser = app.Browser(language);
            var page = await browser.Get(address);
            page.Status.ShouldBe(HttpStatusCode.OK);
            page.Title.ShouldBe(page.Say("h1") + " – Entente");
            page.Text.ShouldNotContain("[layout.");
        }
    }

    [Fact]
    public async Task A_printed_page_says_whence_and_when()
    {
        using var browser = app.Browser();
        (await browser.Get("/privacy?x=1")).Say(".e-printed").ShouldBe("Printed from https://localhost/privacy?x=1 at 2026-03-02 12:00 UTC");
    }

    [Fact]
    public async Task A_first_visit_stays_under_its_budget()
    {
        using var client = app.CreateDefaultClient();
        client.DefaultRequestHeaders.Add("Accept-Encoding", "br");
        var page = (await client.GetByteArrayAsync("/privacy", TestContext.Current.CancellationToken)).Length;
        using var browser = app.Browser();
        var html = await browser.Get("/privacy");
        var rest = 0;
        foreach (var address in html.Html.QuerySelectorAll("link[href], script[src]").Select(link => link.GetAttribute("href") ?? link.GetAttribute("src")!))
            rest += (await client.GetByteArrayAsync(address, TestContext.Current.CancellationToken)).Length;
        page.ShouldBeLessThan(4_000);
        (page + rest).ShouldBeLessThan(16_000);
    }
}
