using System.Globalization;
using Entente.Tests.Kit;

namespace Entente.Tests.Rooms.Records.Pages;

/// <summary>What the heaviest form weighs on the line.</summary>
public sealed class WeightTests(PagesApp app) : IClassFixture<PagesApp>
{
    private const int FirstVisit = 40_000;
    private const int Later = 15_000;
    private const int Scripts = 12_000;

    [Fact]
    public async Task A_table_of_200_rows_by_6_stays_within_its_budget()
    {
        using var clerk = app.As(app.Clerk);
        var list = await clerk.Get("/bodies/tuna/heavy");
        var address = (await clerk.Submit(list, "form.e-begin", ("period", "2025-W20"))).Address.AbsolutePath + "/catches";
        var sheet = await clerk.Get(address);
        await clerk.Submit(sheet, "form.e-entry", [.. Rows(200), ("do", "stay")]);

        sheet = await clerk.Get(address);
        sheet.Html.QuerySelectorAll("[data-sheet] [name^=r][data-field]").Length.ShouldBe(201 * 6);
        var page = await Weight(clerk, address);
        var style = await Weight(clerk, sheet.Link("link[rel=stylesheet]"));
        var scripts = 0;
        foreach (var script in sheet.Html.QuerySelectorAll("script[src]"))
            scripts += await Weight(clerk, script.GetAttribute("src")!);

        TestContext.Current.TestOutputHelper?.WriteLine($"page {page}, style {style}, scripts {scripts}");
        scripts.ShouldBeLessThan(Scripts);
        (page + style + scripts).ShouldBeLessThan(FirstVisit);
        page.ShouldBeLessThan(Later + 5_000);
    }

    [Fact]
    public async Task The_rows_beyond_one_page_are_on_the_next()
    {
        using var clerk = app.As(app.Clerk);
        var list = await clerk.Get("/bodies/tuna/heavy");
        var address = (await clerk.Submit(list, "form.e-begin", ("period", "2025-W21"))).Address.AbsolutePath + "/catches";
        var sheet = await clerk.Submit(await clerk.Get(address), "form.e-entry", [.. Rows(201), ("do", "page-2")]);
        sheet.Address.Query.ShouldContain("page=2");
        sheet.Html.QuerySelectorAll("tr[data-row]:not([data-new])").Length.ShouldBe(1);
        sheet.One("[name='r201.vessel']").GetAttribute("value").ShouldBe("Maru 201");
    }

    private static IEnumerable<(string, string?)> Rows(int count) => Enumerable.Range(1, count).SelectMany(number => Row(number));

    private static IEnumerable<(string, string?)> Row(int number)
    {
        var row = string.Create(CultureInfo.InvariantCulture, $"r{number}");
        yield return (row, Guid.NewGuid().ToString());
        yield return ($"{row}.vessel", $"Maru {number}");
        yield return ($"{row}.gear", number % 2 == 0 ? "PS" : "LL");
        yield return ($"{row}.area", "ATE – ATE");
        yield return ($"{row}.landed", $"2025-05-{(number % 28) + 1:00}");
        yield return ($"{row}.weight", (number * 37.25m).ToString(CultureInfo.InvariantCulture));
        yield return ($"{row}.number", (number * 13 % 997).ToString(CultureInfo.InvariantCulture));
    }

    private static async Task<int> Weight(Browser browser, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.AcceptEncoding.ParseAdd("br");
        using var answer = await browser.Http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadAsByteArrayAsync()).Length;
    }
}
