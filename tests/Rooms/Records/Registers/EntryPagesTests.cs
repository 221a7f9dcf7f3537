using System.Net;
using Entente.Tests.Kit;

namespace Entente.Tests.Rooms.Records.Registers;

/// <summary>What is done to entries on pages, without scripts: ended, merged, split, asked for, and found to be there twice.</summary>
public sealed class EntryPagesTests(RegisterApp app) : IClassFixture<RegisterApp>
{
    private const string List = "/bodies/tuna/vessels";

    private const string Asked = "/bodies/tuna/asked";

    [Fact]
    public async Task An_entry_is_ended_on_its_page_and_that_is_undone()
    {
        var id = await app.Entered("Hotaru Maru", "2020-01-01");
        using var captain = app.As(app.Captain);
        var (page, seen) = (await captain.Get($"{List}/{id}/entry/do/end"), await captain.Get($"{List}/{id}/entry/do/end"));
        var refused = await captain.Submit(page, "main form", ("from.Day", "1"), ("from.Month", "1"), ("from.Year", "2024"));
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.One("[name='from.Year']").GetAttribute("value").ShouldBe("2024");
        var entry = await captain.Submit(page, "main form", ("from.Day", "1"), ("from.Month", "1"), ("from.Year", "2024"), ("reason", "Sold for scrap"));
        entry.Address.AbsolutePath.ShouldBe($"{List}/{id}/entry");
        entry.Say("main").ShouldContain("Sold for scrap");
        (await captain.Get($"{List}/{id}/entry?on=2024-01-01")).Say("main").ShouldContain("Not in the register on this day");
        (await captain.Submit(seen, "main form", ("from.Day", "1"), ("from.Month", "1"), ("from.Year", "2025"), ("reason", "Again"))).Status.ShouldBe(HttpStatusCode.Conflict);
        await captain.Submit(await captain.Get($"{List}/{id}/entry/do/undo"), "main form", ("reason", "Not sold after all"));
        (await captain.Get($"{List}/{id}/entry?on=2024-01-01")).Say("h1").ShouldContain("Hotaru Maru");
        using var neighbour = app.As(app.Neighbour);
        (await neighbour.Get($"{List}/{id}/entry/do/end")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Two_entries_are_merged_from_the_list_of_duplicates_and_the_old_address_leads_on()
    {
        var (kept, gone) = (await app.Entered("Tsubame Maru 5", "2020-01-01"), await app.Entered("TSUBAME MARU 5", "2021-01-01", party: "GHA"));
        using var officer = app.As(app.Officer);
        var found = await officer.Get($"{List}/duplicates");
        found.Say("main").ShouldContain("Name is the same: Tsubame Maru 5");
        var page = await officer.Get($"{List}/{gone}/entry/do/merge?into={kept}");
        var entry = await officer.Submit(page, "main form[method=post]", ("into", kept.ToString()), ("reason", "One hull"));
        entry.Address.AbsolutePath.ShouldBe($"{List}/{kept}/entry");
        entry.Say("aside").ShouldContain("Merged into this entry:");
        (await officer.Get($"{List}/{gone}/entry")).Address.AbsolutePath.ShouldBe($"{List}/{kept}/entry");
        (await officer.Get($"{List}/{gone}/entry?stay=1")).Say("main").ShouldContain("This entry was merged");
        (await officer.Get($"{List}/duplicates")).Say("main").ShouldNotContain("Tsubame Maru 5");
    }

    [Fact]
    public async Task A_pair_that_is_not_the_same_is_not_shown_again()
    {
        await app.Entered("Mikasa Star", "2020-01-01");
        await app.Entered("Mikasa-Star", "2020-01-01", party: "GHA");
        using var officer = app.As(app.Officer);
        using var captain = app.As(app.Captain);
        (await captain.Get($"{List}/duplicates")).Status.ShouldBe(HttpStatusCode.Forbidden);
        var found = await officer.Get($"{List}/duplicates");
        var pair = found.Html.QuerySelectorAll("ul.e-work > li").Single(item => item.TextContent.Contains("Mikasa", StringComparison.Ordinal));
        pair.QuerySelector("form")!.SetAttribute("id", "mikasa");
        var after = await officer.Submit(found, "#mikasa");
        after.Say("main").ShouldNotContain("Mikasa");
    }

    [Fact]
    public async Task An_entry_is_split_on_its_page_into_one_that_goes_on_and_one_that_is_new()
    {
        var (sign, other) = (app.Sign(), app.Sign());
        var id = await app.Entered("Kuma Maru", "2020-01-01", sign);
        using var captain = app.As(app.Captain);
        var page = await captain.Get($"{List}/{id}/entry/do/split");
        page.One("[name='p1.vessel.name']").GetAttribute("value").ShouldBe("Kuma Maru");
        (await captain.Submit(page, "main form", ("p2.vessel.ircs", other), ("more", "3"))).One("[name='p2.vessel.ircs']").GetAttribute("value").ShouldBe(other);
        var refused = await captain.Submit(page, "main form", ("p2.vessel.ircs", other), ("reason", "Lengthened and cut"));
        refused.Say("main").ShouldContain("“Name” has no answer");
        await captain.Submit(refused, "main form", ("from.Day", "1"), ("from.Month", "3"), ("from.Year", "2024"), ("goeson", "true"), ("p2.vessel.name", "Koguma Maru"));
        var entry = await captain.Get($"{List}/{id}/entry");
        entry.Say("aside").ShouldContain("Koguma Maru");
        var part = await captain.Get(entry.Html.QuerySelectorAll("aside a").Single(link => link.TextContent == "Koguma Maru").GetAttribute("href")!);
        part.Say("aside").ShouldContain("Split off from:");
        part.Say("main").ShouldContain("From 1 March 2024 on");
        await captain.Submit(await captain.Get($"{List}/{id}/entry/do/undo"), "main form", ("reason", "Never cut"));
        (await captain.Get($"{List}/{id}/entry")).Say("aside").ShouldNotContain("Koguma Maru");
    }

    [Fact]
    public async Task A_change_is_asked_for_seen_by_the_officer_refused_asked_again_and_agreed_to()
    {
        using var captain = app.As(app.Captain);
        using var officer = app.As(app.Officer);
        using var neighbour = app.As(app.Neighbour);
        var statement = await captain.Submit(await captain.Get(Asked), "form.e-begin");
        var address = statement.Address.AbsolutePath;
        await captain.Submit(await captain.Get($"{address}/vessel"), "form.e-entry", ("f.name", "Onegai Maru"), ("f.ircs", app.Sign()), ("do", "save"));
        var step = await captain.Get($"{address}/steps/submit");
        step.Say("main").ShouldContain("changes only by request");
        var request = await captain.Submit(step, "main form", ("from.Day", "1"), ("from.Month", "2"), ("from.Year", "2024"), ("reason", "Newly built"));
        request.Say("main").ShouldContain("The secretariat has not answered yet");
        (await captain.Get(address)).Say("main").ShouldContain("waits for its answer");
        (await neighbour.Get(request.Address.AbsolutePath)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await officer.Get($"{Asked}/requests")).Say("tbody").ShouldContain("Onegai Maru");
        (await officer.Get("/workspace")).Say("main").ShouldContain("Onegai Maru");
        var looked = await officer.Get(request.Address.AbsolutePath);
        looked.Say("tbody").ShouldContain("Onegai Maru");
        (await officer.Submit(looked, "main form", ("word", "refused"))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        await officer.Submit(looked, "main form", ("word", "refused"), ("reason", "Send the measurement certificate"));
        var told = await captain.Get(address);
        told.Say("main").ShouldContain("Send the measurement certificate");
        told.Say("main").ShouldContain("Refused");
        var again = await captain.Submit(await captain.Get($"{address}/steps/submit"), "main form", ("from.Day", "1"), ("from.Month", "3"), ("from.Year", "2024"));
        // What is worked on meanwhile is not what was asked for.
        await captain.Submit(await captain.Get($"{address}/vessel"), "form.e-entry", ("f.name", "Onegai Maru Two"), ("do", "save"));
        var agreed = await officer.Submit(await officer.Get(again.Address.AbsolutePath), "main form", ("word", "agreed"));
        agreed.Say("main").ShouldContain("Agreed");
        using var visitor = new Browser(app, "en");
        (await visitor.Get($"{Asked}?q=onegai")).Say("tbody").ShouldContain("1 March 2024");
        (await visitor.Get($"{Asked}?q=onegai")).Say("tbody").ShouldNotContain("Two");
    }

    [Fact]
    public async Task Whoever_enters_what_is_there_already_is_told_before_submitting()
    {
        await app.Entered("Fukuro Maru 21", "2020-01-01", party: "GHA");
        using var captain = app.As(app.Captain);
        var statement = await captain.Submit(await captain.Get(List), "form.e-begin");
        var address = statement.Address.AbsolutePath;
        await captain.Submit(await captain.Get($"{address}/vessel"), "form.e-entry", ("f.name", "FUKURO MARU 21"), ("f.ircs", app.Sign()), ("do", "save"));
        var check = await captain.Get($"{address}/check-answers");
        check.Say("main").ShouldContain("Perhaps already in the register");
        check.Say("main").ShouldContain("Name is the same: Fukuro Maru 21");
    }
}
