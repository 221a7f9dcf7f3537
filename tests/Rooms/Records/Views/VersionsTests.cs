using System.Net;
using Entente.Records.Writing;
using Entente.Tests.Kit;

namespace Entente.Tests.Rooms.Records.Views;

/// <summary>What was declared is read again: who did what and when, each version as it was, any two side by side.</summary>
public sealed class VersionsTests(ViewsApp app) : IClassFixture<ViewsApp>
{
    [Fact]
    public async Task The_party_sees_who_did_what_when_and_why()
    {
        var statement = await app.Submit(app.Said("K. Sato"));
        await app.Correct(statement, 1, app.Said("A. Ito"));
        using var clerk = app.As(app.Clerk);
        var page = await clerk.Get(ViewsApp.Address(statement) + "/view/versions");
        page.Html.QuerySelectorAll(".e-timeline h3").Select(title => title.TextContent).ShouldBe(["Submit: version 2", "Return", "Submit: version 1", "Begun"]);
        page.Say(".e-timeline").ShouldContain("Clerk of Japan");
        page.Say(".e-timeline").ShouldContain("Which vessel is meant?");
        page.Html.QuerySelectorAll(".e-timeline a").Select(link => link.GetAttribute("href")).ShouldContain(ViewsApp.Address(statement) + "/view/compare?from=1&to=2");
        (await clerk.Get(ViewsApp.Address(statement))).Html.QuerySelectorAll("main a").Select(link => link.GetAttribute("href")).ShouldContain(ViewsApp.Address(statement) + "/view/versions");
    }

    [Fact]
    public async Task Others_see_its_versions_and_nobodys_name()
    {
        var statement = await app.Submit(app.Said("K. Sato"));
        await app.Correct(statement, 1, app.Said("A. Ito"));
        var page = await app.Browser().Get(ViewsApp.Address(statement) + "/view/versions");
        page.Html.QuerySelectorAll(".e-timeline h3").Select(title => title.TextContent).ShouldBe(["Version 2", "Version 1"]);
        page.Text.ShouldNotContain("Clerk of Japan");
        page.Text.ShouldNotContain("Which vessel is meant?");
    }

    [Fact]
    public async Task Imported_history_is_marked_with_its_date_and_source()
    {
        var statement = Guid.NewGuid();
        var reply = await app.Door.Do(new Import(statement, "tuna", "landings", app.Week(), 0, app.Said("K. Sato"), new DateTimeOffset(2004, 3, 5, 12, 0, 0, TimeSpan.Zero), "Circular 17/2004", "accepted"), ViewsApp.Secretariat);
        reply.Faults.ShouldBeEmpty();
        foreach (var browser in new[] { app.As(app.Clerk), app.Browser() })
        {
            var page = await browser.Get(ViewsApp.Address(statement) + "/view/versions");
            page.Say(".e-timeline").ShouldContain("Imported");
            page.Say(".e-timeline").ShouldContain("First declared on 5 March 2004. Source: Circular 17/2004");
            browser.Dispose();
        }
    }

    [Fact]
    public async Task A_past_version_is_read_as_it_was()
    {
        var statement = await app.Submit(app.Said("K. Sato", (1, "Maru", 12.5m)));
        await app.Correct(statement, 1, app.Said("A. Ito", (1, "Maru II", 12.5m)));
        using var browser = app.Browser();
        (await browser.Get(ViewsApp.Address(statement))).Say("main").ShouldContain("Maru II");
        var first = (await browser.Get(ViewsApp.Address(statement) + "/view/versions/1")).Say("main");
        first.ShouldContain("K. Sato");
        first.ShouldContain("12.5");
        first.ShouldNotContain("Maru II");
        (await browser.Get(ViewsApp.Address(statement) + "/view/versions/3")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_comparison_shows_what_was_added_removed_and_changed_and_the_rest_on_demand()
    {
        var statement = await app.Submit(app.Said("K. Sato", (1, "Stays", 1), (2, "Goes", 2), (3, "Grows", 3)));
        await app.Correct(statement, 1, app.Said("A. Ito", (1, "Stays", 1), (3, "Grows", 30), (4, "Comes", 4)));
        using var browser = app.Browser();
        var compared = await browser.Get(ViewsApp.Address(statement) + "/view/compare");
        compared.Say("main").ShouldContain("Added: 1. Removed: 1. Changed: 1.");
        compared.Html.QuerySelectorAll(".e-compare tbody tr").Select(row => string.Join(' ', row.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))
            .ShouldBe(["Officer in charge K. Sato A. Ito", "2 Changed Grows was 3 30", "2 Removed Goes 2", "3 Added Comes 4"], ignoreOrder: true);
        var all = await browser.Get(compared.Html.QuerySelectorAll("main p a").Single().GetAttribute("href")!);
        all.Say(".e-compare").ShouldContain("Stays");
        all.Say(".e-compare").ShouldContain("Remark");
        (await browser.Get(ViewsApp.Address(statement) + "/view/compare?from=2&to=2")).Say("main").ShouldContain("say the same");
    }

    [Fact]
    public async Task A_large_comparison_is_read_page_by_page()
    {
        var statement = await app.Submit(app.Said("K. Sato", Enumerable.Range(1, 400).Select(id => (id, $"Maru {id}", 1m))));
        await app.Correct(statement, 1, app.Said("K. Sato", Enumerable.Range(1, 400).Select(id => (id, $"Maru {id}", id <= 120 ? 2m : 1m))));
        using var browser = app.Browser();
        var page = await browser.Get(ViewsApp.Address(statement) + "/view/compare?from=1&to=2");
        page.Say("main").ShouldContain("Changed: 120.");
        var seen = new List<string>();
        while (true)
        {
            seen.AddRange(page.Html.QuerySelectorAll(".e-compare tbody tr td:nth-of-type(2)").Select(cell => cell.TextContent.Trim()));
            if (page.Html.QuerySelector("a[rel=next]") is null)
                break;
            page = await browser.Get(page.Link("a[rel=next]"));
        }
        seen.ShouldBe(Enumerable.Range(1, 120).Select(id => $"Maru {id}"));
    }

    [Fact]
    public async Task A_version_keeps_the_words_of_the_definition_that_it_was_declared_under()
    {
        var statement = await app.Submit(app.Said("K. Sato"));
        await app.Publish(ViewsApp.Landings("Person who answers for it"));
        await WaitFor(() => app.Published.Version > 1);
        await app.Correct(statement, 1, app.Said("A. Ito"));
        using var browser = app.Browser();
        (await browser.Get(ViewsApp.Address(statement) + "/view/versions/1")).Say("main").ShouldContain("Officer in charge");
        (await browser.Get(ViewsApp.Address(statement) + "/view/versions/2")).Say("main").ShouldContain("Person who answers for it");
        (await browser.Get(ViewsApp.Address(statement) + "/view/compare")).Say("main").ShouldContain("different versions of the form");
        await app.Publish(ViewsApp.Landings());
        await WaitFor(() => app.Published.Definition.Section("report")!.Fields[0].Name.ToString().Contains("Officer", StringComparison.Ordinal));
    }

    private static async Task WaitFor(Func<bool> there)
    {
        for (var tries = 0; !there() && tries < 200; tries++)
            await Task.Delay(50);
        there().ShouldBeTrue();
    }
}
