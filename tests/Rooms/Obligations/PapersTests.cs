using System.Net;
using Entente.Tests.Kit;

namespace Entente.Tests.Rooms.Obligations;

/// <summary>Papers for a meeting: frozen, produced again byte for byte, and holding what those to whom they are shown could see.</summary>
public sealed class PapersTests(StatusApp app) : IClassFixture<StatusApp>
{
    [Fact]
    public async Task A_paper_is_the_same_byte_for_byte_whatever_became_known_since()
    {
        var id = await app.Owes("JPN", 2021, new DateOnly(2021, 6, 30), shownTo: "parties");
        using var desk = app.As(app.Desk);
        var list = await Freeze(desk, "Before", "parties");
        var paper = list.Html.QuerySelectorAll("main .e-work li").First(item => item.TextContent.Contains("Before", StringComparison.Ordinal));
        var address = paper.QuerySelector("a[download]")!.GetAttribute("href")!;
        var first = (await desk.Get(address)).Text;
        first.ShouldContain("Japan");
        app.Clock.Advance(TimeSpan.FromDays(2));
        await app.Happened(id, "met", app.Clock.GetUtcNow(), "met", new DateOnly(2021, 6, 30), app.Clock.GetUtcNow());
        (await desk.Get(paper.QuerySelector("a[href*=check]")!.GetAttribute("href")!)).Say("[role=status]").ShouldBe("The same, byte for byte");
        (await desk.Get(address)).Text.ShouldBe(first);
        await Freeze(desk, "After", "parties");
        var after = await desk.Get((await desk.Get("/bodies/tuna/papers")).Html.QuerySelectorAll("main .e-work li").First(item => item.TextContent.Contains("After", StringComparison.Ordinal)).QuerySelector("a[download]")!.GetAttribute("href")!);
        after.Text.ShouldNotBe(first);
        await app.Execute("update obligations.paper set digest = decode(repeat('00', 32), 'hex') where name = 'Before'");
        (await desk.Get(paper.QuerySelector("a[href*=check]")!.GetAttribute("href")!)).Say("[role=status]").ShouldBe("Not the same");
    }

    [Fact]
    public async Task A_paper_holds_what_its_readers_may_see_and_others_do_not_see_the_paper()
    {
        await app.Owes("GHA", 2021, new DateOnly(2021, 6, 30), shownTo: "own", definition: "everything");
        await app.Owes("NOR", 2021, new DateOnly(2021, 6, 30), shownTo: "public");
        using var desk = app.As(app.Desk);
        var list = await Freeze(desk, "Public paper", "public");
        await Freeze(desk, "For parties", "parties");
        var address = list.Html.QuerySelectorAll("main .e-work li").First(item => item.TextContent.Contains("Public paper", StringComparison.Ordinal)).QuerySelector("a[download]")!.GetAttribute("href")!;
        using var visitor = app.Browser();
        var paper = await visitor.Get(address);
        paper.Status.ShouldBe(HttpStatusCode.OK);
        paper.Text.ShouldContain("Norway");
        paper.Text.ShouldNotContain("Ghana");
        (await visitor.Get("/bodies/tuna/papers")).Say("main").ShouldNotContain("For parties");
        using var japan = app.As(app.Japan);
        var page = await japan.Get("/bodies/tuna/papers");
        page.Say("main").ShouldContain("For parties");
        page.Html.QuerySelector("main form[method=post]").ShouldBeNull();
    }

    private static async Task<Page> Freeze(Browser desk, string name, string shownTo) =>
        await desk.Submit(await desk.Get("/bodies/tuna/papers"), "main form[method=post]", ("Title", name), ("OfYear", "2021"), ("ShownTo", shownTo), ("Language", "en"));
}
