using System.Globalization;
using Entente.Tests.Kit;

namespace Entente.Tests.Rooms.Records.Pages;

/// <summary>What the heaviest form weighs on the line.</summary>
public sealed class WeightTests(PagesApp app) : IClassFixture<PagesApp>
{
    private const int FirstVisit = 40_000;
    private const int LaterVisit = 15_000;
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
        sheet.Html.QuerySelectorAll("form").SelectMany(form => form.Attributes).Where(said => said.Name.StartsWith("data-", StringComparison.Ordinal) && said.Value.Length == 0).Select(said => said.Name).Distinct().ShouldBe(["data-once"]);
        (await Weigh(clerk, sheet, address)).ShouldBeLessThan(LaterVisit + 5_000);
    }

    [Fact]
    public async Task A_page_of_questions_with_rules_and_a_file_stays_within_its_budget()
    {
        using var clerk = app.As(app.Clerk);
        var list = await clerk.Get("/bodies/tuna/questions");
        var address = (await clerk.Submit(list, "form.e-begin", ("period", "2025-W20"))).Address.AbsolutePath + "/report";
        var questions = await clerk.Get(address);
        questions.Html.QuerySelectorAll("[data-when]:not([data-when=''])").Length.ShouldBe(12);
        questions.Html.QuerySelectorAll("[data-upload]").ShouldHaveSingleItem();
        Later(questions).Length.ShouldBe(2, "what only somebody who answers needs: the rules and the sending of files");
        (await Weigh(clerk, questions, address)).ShouldBeLessThan(LaterVisit);
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

    /// <summary>Scripts and all together within the budget, those included that come when the form is first touched; returns what the page weighs alone.</summary>
    private static async Task<int> Weigh(Browser clerk, Page page, string address)
    {
        var (alone, style) = (await Weight(clerk, address), await Weight(clerk, page.Link("link[rel=stylesheet]")));
        var (scripts, later) = (0, 0);
        foreach (var script in page.Html.QuerySelectorAll("script[src]"))
            scripts += await Weight(clerk, script.GetAttribute("src")!);
        scripts += await Weight(clerk, page.One("form.e-entry").GetAttribute("data-desk")!);
        foreach (var script in Later(page))
            later += await Weight(clerk, script);
        TestContext.Current.TestOutputHelper?.WriteLine($"page {alone}, style {style}, scripts {scripts}, later {later}");
        scripts.ShouldBeLessThan(Scripts);
        (alone + style + scripts + later).ShouldBeLessThan(FirstVisit);
        return alone;
    }

    private static string[] Later(Page page) => page.One("form.e-entry").GetAttribute("data-later")!.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static async Task<int> Weight(Browser browser, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.AcceptEncoding.ParseAdd("br");
        using var answer = await browser.Http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadAsByteArrayAsync()).Length;
    }
}
