using System.Net;
using Entente.Tests.Kit;

namespace Entente.Tests.Rooms.Shared;

public sealed class TableTests(DemonstrationApp app) : IClassFixture<DemonstrationApp>
{
    [Fact]
    public async Task A_table_shows_25_rows_and_how_many_there_are()
    {
        var page = await Get("/components");
        page.Html.QuerySelector("table")!.QuerySelectorAll("tbody tr").Length.ShouldBe(25);
        page.Say(".e-table-tools [data-say]").ShouldBe("1 to 25 of 137");
        page.Say(".e-pagination").ShouldBe("12…6Next");
    }

    [Fact]
    public async Task The_whole_state_of_a_table_is_in_its_address()
    {
        var page = await Get("/components?gear=LL&sort=-weight&page=2");
        page.Say(".e-table-tools [data-say]").ShouldBe("26 to 46 of 46");
        page.One("th[aria-sort=descending]").TextContent.ShouldContain("Weight");
        page.Link("a[rel=prev]").ShouldBe("/components?gear=LL&sort=-weight");
        page.Link("th:nth-child(1) a").ShouldBe("/components?gear=LL&sort=vessel");
        page.Link("th[aria-sort] a").ShouldBe("/components?gear=LL&sort=weight");
        page.One(".e-filter select").GetAttribute("name").ShouldBe("gear");
        page.One(".e-filter option[selected]").GetAttribute("value").ShouldBe("LL");
        page.Link(".e-filter a").ShouldBe("/components");
    }

    [Theory]
    [InlineData("/components?sort=password&page=1")]
    [InlineData("/components?sort=--weight")]
    [InlineData("/components?page=-3")]
    [InlineData("/components?page=99999999999999999999")]
    [InlineData("/components?page=2a")]
    public async Task A_state_that_does_not_exist_falls_back_to_the_first_page(string address)
    {
        var page = await Get(address);
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Say(".e-table-tools [data-say]").ShouldBe("1 to 25 of 137");
        page.One("th[aria-sort=ascending]").TextContent.ShouldContain("vessel");
    }

    [Fact]
    public async Task A_page_past_the_end_leads_back()
    {
        var page = await Get("/components?page=40");
        page.Say(".e-table-tools [data-say]").ShouldContain("There are only 137 entries");
        page.Link("a[rel=prev]").ShouldContain("page=6");
    }

    [Fact]
    public async Task A_list_without_rows_says_so() =>
        (await Get("/components?q=nothing+like+it")).Say(".e-empty[data-say]").ShouldBe("There is nothing here yet");

    [Fact]
    public async Task A_part_of_a_page_is_sent_alone_to_a_script_that_asks_for_it()
    {
        using var browser = app.Browser();
        browser.Http.DefaultRequestHeaders.Add("X-Part", "catches");
        var part = await browser.Get("/components?page=2");
        part.Headers["X-Part"].ShouldBe("catches");
        part.Headers["Vary"].ShouldContain("X-Part");
        part.Text.ShouldNotContain("<html");
        part.Html.QuerySelectorAll("tbody tr").Length.ShouldBe(25);
    }

    [Fact]
    public async Task A_download_holds_all_rows_and_no_formula()
    {
        using var browser = app.Browser();
        var bytes = await browser.Http.GetByteArrayAsync("/components?gear=PS&format=csv", TestContext.Current.CancellationToken);
        bytes[..3].ShouldBe([0xEF, 0xBB, 0xBF]);
        var lines = System.Text.Encoding.UTF8.GetString(bytes[3..]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(46);
        lines[0].ShouldStartWith("Name of the vessel,Gear,Weight landed,Day of landing");
        lines[1].ShouldStartWith("'=Nave 003,PS,411.75,2026-01-04");
    }

    private async Task<Page> Get(string address)
    {
        using var browser = app.Browser();
        return await browser.Get(address);
    }
}
