using System.Net;
using Entente.Tests.Kit;

namespace Entente.Tests.Rooms.Workspace;

/// <summary>What anybody sees without signing in: the installation, its bodies, their members and lists.</summary>
public sealed class FrontRoomTests(DemonstrationApp app) : IClassFixture<DemonstrationApp>
{
    [Theory]
    [InlineData("en", "ltr")]
    [InlineData("fr", "ltr")]
    [InlineData("es", "ltr")]
    [InlineData("pt", "ltr")]
    [InlineData("ar", "rtl")]
    public async Task The_home_page_speaks_the_readers_language_and_lists_the_bodies(string language, string direction)
    {
        using var browser = app.Browser(language);
        var page = await browser.Get("/");
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.One("html").GetAttribute("lang").ShouldBe(language);
        page.One("html").GetAttribute("dir").ShouldBe(direction);
        foreach (var body in new[] { "att", "iccat", "wco" })
            page.One($"main a[href='/bodies/{body}']");
        page.Text.ShouldNotContain("[workspace.");
    }

    [Fact]
    public async Task A_name_the_body_does_not_have_in_the_readers_language_says_which_language_it_is_in()
    {
        using var browser = app.Browser("ar");
        var name = (await browser.Get("/")).One("main a[href='/bodies/iccat'] [lang]");
        name.GetAttribute("lang").ShouldBe("en");
        name.GetAttribute("dir").ShouldBe("ltr");
    }

    [Fact]
    public async Task Members_are_narrowed_by_a_name_without_its_accents()
    {
        using var browser = app.Browser();
        var page = await browser.Get("/bodies/iccat/members?q=cote");
        page.Say("tbody th").ShouldContain("Ivoire");
        page.Html.QuerySelectorAll("tbody tr").Length.ShouldBe(1);
    }

    [Fact]
    public async Task Members_are_sorted_by_the_column_in_the_address()
    {
        using var browser = app.Browser();
        var rising = (await browser.Get("/bodies/iccat/members?sort=party")).Say("tbody tr:first-child th");
        var falling = (await browser.Get("/bodies/iccat/members?sort=-party")).Say("tbody tr:first-child th");
        string.CompareOrdinal(rising, falling).ShouldBeLessThan(0);
    }

    [Fact]
    public async Task The_download_holds_all_rows_and_says_that_it_is_a_demonstration()
    {
        using var browser = app.Browser();
        var file = await browser.Get("/bodies/iccat/members?format=csv");
        file.Headers["Content-Type"].ShouldStartWith("text/csv");
        var lines = file.Text.TrimStart('\uFEFF').TrimEnd().Split("\r\n");
        lines.Length.ShouldBeGreaterThan(50);
        lines.ShouldAllBe(line => line.Contains("invented figures", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/help")]
    [InlineData("/bodies/att")]
    [InlineData("/bodies/wco/members")]
    [InlineData("/nowhere")]
    public async Task Every_page_of_a_demonstration_says_so(string address)
    {
        using var browser = app.Browser();
        (await browser.Get(address)).Say("header").ShouldContain("Real members, invented figures");
    }

    [Theory]
    [InlineData("/bodies/nobody")]
    [InlineData("/bodies/nobody/members")]
    [InlineData("/bodies/iccat/lists/nothing")]
    public async Task What_is_not_published_is_not_found_and_the_page_helps(string address)
    {
        using var browser = app.Browser();
        var page = await browser.Get(address);
        page.Status.ShouldBe(HttpStatusCode.NotFound);
        page.Say("h1").ShouldNotBeEmpty();
    }
}

/// <summary>The same pages in an installation that is real.</summary>
public sealed class RealInstallationTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task Nothing_calls_itself_a_demonstration()
    {
        using var browser = app.Browser();
        (await browser.Get("/")).Text.ShouldNotContain("invented");
        (await browser.Get("/bodies/iccat/members?format=csv")).Text.ShouldNotContain("invented");
    }
}
