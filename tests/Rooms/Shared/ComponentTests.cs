using System.Net;
using AngleSharp.Dom;
using Entente.Tests.Kit;

namespace Entente.Tests.Rooms.Shared;

public sealed class ComponentTests(DemonstrationApp app) : IClassFixture<DemonstrationApp>
{
    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    [InlineData("es")]
    [InlineData("pt")]
    [InlineData("ar")]
    public async Task Every_field_has_a_name_and_says_what_is_wrong_with_it(string language)
    {
        using var browser = app.Browser(language);
        var page = await browser.Get("/components/problems");
        foreach (var field in page.Html.QuerySelectorAll("main form[method=post] :is(input:not([type=hidden]), select, textarea)"))
        {
            page.Html.QuerySelector($"label[for='{field.Id}']").ShouldNotBeNull(field.OuterHtml).TextContent.ShouldNotBeNullOrWhiteSpace();
            foreach (var id in (field.GetAttribute("aria-describedby") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
                page.Html.GetElementById(id).ShouldNotBeNull(id).TextContent.ShouldNotBeNullOrWhiteSpace();
        }
        foreach (var message in page.Html.QuerySelectorAll(".e-error-message"))
            page.Html.QuerySelector($"[aria-describedby~='{message.Id}']").ShouldNotBeNull(message.OuterHtml);
        page.Text.ShouldNotContain("[components.");
    }

    [Fact]
    public async Task The_summary_links_each_problem_to_its_field_and_the_title_says_so()
    {
        using var browser = app.Browser();
        var form = await browser.Get("/components");
        form.Title.ShouldBe("Every component – Components – Entente");
        var page = await browser.Submit(form, "main form[method=post]", ("Landed.Day", "30"), ("Landed.Month", "2"), ("Landed.Year", "2026"), ("Weight", "many"));
        page.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.Title.ShouldStartWith("Error: ");
        var links = page.Html.QuerySelectorAll(".e-error-summary a");
        links.Length.ShouldBe(10);
        foreach (var link in links)
            page.Html.QuerySelector(link.GetAttribute("href")!).ShouldNotBeNull(link.OuterHtml).Matches("input, select, textarea").ShouldBeTrue();
        links.Select(link => link.TextContent).ShouldBe(page.Html.QuerySelectorAll(".e-error-message").Select(message => message.LastChild!.TextContent.Trim()));
    }

    [Fact]
    public async Task What_was_typed_comes_back_except_secrets()
    {
        using var browser = app.Browser();
        var page = await browser.Submit(await browser.Get("/components"), "main form[method=post]",
            ("Vessel", "\"Étoile\" & <b>"), ("Landed.Month", "march"), ("Flag", "CI"), ("Gear", "LL"), ("Transhipped", "no"), ("Areas", "AW"), ("Remarks", "\nfirst line"), ("Password", "secret"), ("Correct", "true"));
        page.One("#Vessel").GetAttribute("value").ShouldBe("\"Étoile\" & <b>");
        page.One("#Landed_Month").GetAttribute("value").ShouldBe("march");
        page.One("#Flag option[selected]").GetAttribute("value").ShouldBe("CI");
        page.One("#Gear option[selected]").GetAttribute("value").ShouldBe("LL");
        page.One("[name=Transhipped][checked]").GetAttribute("value").ShouldBe("no");
        page.One("[name=Areas][checked]").GetAttribute("value").ShouldBe("AW");
        page.One("#Remarks").TextContent.ShouldBe("\nfirst line");
        page.One("#Password").GetAttribute("value").ShouldBeNull();
        page.One("#Correct").HasAttribute("checked").ShouldBeTrue();
    }

    [Fact]
    public async Task A_date_with_a_fault_marks_the_part_that_has_it()
    {
        using var browser = app.Browser();
        var page = await browser.Submit(await browser.Get("/components"), "main form[method=post]", ("Landed.Day", "3"), ("Landed.Year", "2026"));
        page.One("#Landed_Month").GetAttribute("aria-invalid").ShouldBe("true");
        page.One("#Landed").HasAttribute("aria-invalid").ShouldBeFalse();
        page.Html.QuerySelectorAll(".e-error-summary a").Select(link => link.GetAttribute("href")).ShouldContain("#Landed_Month");
    }

    [Theory]
    [InlineData("2026-03-02")]
    [InlineData("13.03.2026")]
    [InlineData("2 mars 2026")]
    public async Task A_whole_date_in_one_field_is_understood(string pasted)
    {
        using var browser = app.Browser();
        var page = await browser.Submit(await browser.Get("/components"), "main form[method=post]", ("Landed.Day", pasted));
        page.Html.QuerySelector("#Landed-problem").ShouldBeNull();
    }

    [Fact]
    public async Task A_form_is_complete_without_scripts()
    {
        using var browser = app.Browser();
        var page = await browser.Get("/components");
        page.One("main form[method=post]").GetAttribute("enctype").ShouldBe("multipart/form-data");
        page.One("main form[method=post] input[name=_form]");
        page.Html.QuerySelectorAll("#Flag option").Length.ShouldBeGreaterThan(200);
        page.Text.ShouldNotContain(" style=");
        page.Html.QuerySelectorAll("script:not([src]), style, [onclick]").ShouldBeEmpty();
    }

    [Fact]
    public async Task The_frame_links_only_to_pages_that_exist()
    {
        using var browser = app.Browser();
        var page = await browser.Get("/components");
        foreach (var link in page.Html.QuerySelectorAll("header a, footer a").Select(link => link.GetAttribute("href")!).Where(link => link.StartsWith('/') && link != "/"))
            (await browser.Get(link)).Status.ShouldBe(HttpStatusCode.OK, link);
    }

    [Fact]
    public async Task A_change_of_language_keeps_the_place()
    {
        using var browser = app.Browser();
        var page = await browser.Get("/components?sort=-weight&page=2");
        var arabic = await browser.Get(page.Link("a[hreflang=ar]"));
        arabic.Address.PathAndQuery.ShouldBe("/components?sort=-weight&page=2");
        arabic.One("html").GetAttribute("dir").ShouldBe("rtl");
    }

    [Fact]
    public async Task A_demonstration_says_so_on_every_page_and_in_every_file()
    {
        using var browser = app.Browser();
        (await browser.Get("/components")).Say(".e-demonstration").ShouldBe("Demonstration. Real members, invented figures");
        var file = await browser.Get("/components?format=csv");
        file.Headers["Content-Disposition"].ShouldContain("demonstration-catches.csv");
        file.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).ShouldAllBe(line => line.EndsWith(",\"Real members, invented figures\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_real_installation_has_neither_the_mark_nor_the_page_of_components()
    {
        await using var real = new TestApp();
        await real.InitializeAsync();
        using var browser = real.Browser();
        var page = await browser.Get("/components");
        page.Status.ShouldBe(HttpStatusCode.NotFound);
        page.Html.QuerySelector(".e-demonstration").ShouldBeNull();
    }
}
