using AngleSharp.Dom;
using Entente.Tests.Kit;

namespace Entente.Tests.Rooms.Records.Pages;

/// <summary>Tables with a row for each code of a list, and answers that come from the period before.</summary>
public sealed class EachRowTests(PagesApp app) : IClassFixture<PagesApp>
{
    [Fact]
    public async Task Whoever_opens_a_table_with_a_row_for_each_species_finds_them_there()
    {
        using var clerk = app.As(app.Clerk);
        var address = await Begun(clerk, "2025-W10");
        var page = await clerk.Get(address + "/bycatch");
        page.Html.QuerySelectorAll("tr[data-row]").Select(row => row.QuerySelector("td[data-field=species]")!.TextContent).ShouldBe(["BFT", "BET", "SWO"]);
        page.Html.QuerySelectorAll("button[value^=add]").ShouldBeEmpty();
        (await State(clerk, address, "By-catch")).ShouldBe("Not started");

        page = await clerk.Submit(page, "form.e-entry", ("r2.weight", "12"), ("do", "stay"));
        page.Html.QuerySelectorAll("tr[data-row] input[name$='.weight']").Select(input => input.GetAttribute("value") ?? "").ShouldBe(["", "12", ""]);
    }

    [Fact]
    public async Task What_was_said_for_the_period_before_waits_to_be_confirmed()
    {
        using var clerk = app.As(app.Clerk);
        using var minister = app.As(app.Minister);
        var address = await Begun(clerk, "2025-W30");
        await clerk.Submit(await clerk.Get(address + "/report"), "form.e-entry", ("f.officer", "K. Sato"), ("do", "stay"));
        await clerk.Submit(await clerk.Get(address + "/bycatch"), "form.e-entry", ("r1.weight", "1"), ("r2.weight", "2"), ("r3.weight", "3"), ("do", "stay"));
        var sent = await minister.Submit(await minister.Get(address + "/steps/submit"), "form[method=post]:has(button.e-button)");
        sent.Say("main").ShouldNotContain("There is a problem");

        var next = await Begun(clerk, "2025-W31");
        var report = await clerk.Get(next + "/report");
        report.One("[name='f.officer']").GetAttribute("value").ShouldBe("K. Sato");
        report.Html.QuerySelectorAll(".e-confirm").Length.ShouldBe(1);
        (await State(clerk, next, "The report")).ShouldBe("To confirm");
        var table = await clerk.Get(next + "/bycatch");
        table.Html.QuerySelectorAll("td.e-sheet__confirm").Length.ShouldBe(3);

        await clerk.Submit(report, "form.e-entry", ("do", "stay"));
        await clerk.Submit(table, "form.e-entry", ("do", "stay"));
        (await clerk.Get(next + "/report")).Html.QuerySelectorAll(".e-confirm").ShouldBeEmpty();
        (await clerk.Get(next + "/bycatch")).Html.QuerySelectorAll("td.e-sheet__confirm").ShouldBeEmpty();
        (await State(clerk, next, "The report")).ShouldBe("Completed");
        (await State(clerk, next, "By-catch")).ShouldBe("Completed");
    }

    private static async Task<string> State(Browser clerk, string address, string section) =>
        (await clerk.Get(address)).Html.QuerySelectorAll(".e-task-list li").Single(task => task.TextContent.Contains(section, StringComparison.Ordinal)).QuerySelector(".e-task-list__status")!.TextContent.Trim();

    private static async Task<string> Begun(Browser clerk, string period) =>
        (await clerk.Submit(await clerk.Get("/bodies/tuna/listed"), "form.e-begin", ("period", period))).Address.AbsolutePath;
}
