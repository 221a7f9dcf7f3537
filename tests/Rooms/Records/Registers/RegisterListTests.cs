using System.Net;
using Entente.Tests.Kit;

namespace Entente.Tests.Rooms.Records.Registers;

/// <summary>The list of a register and the page of an entry, on both axes of time.</summary>
public sealed class RegisterListTests(RegisterApp app) : IClassFixture<RegisterApp>
{
    private const string List = "/bodies/tuna/vessels";

    [Fact]
    public async Task The_public_reads_the_register_as_it_held_on_a_day()
    {
        await app.Entered("Aoi Maru", "2020-01-01", until: "2021-01-01");
        await app.Entered("Aoi Maru Two", "2021-01-01");
        using var visitor = new Browser(app, "en");
        (await visitor.Get($"{List}?on=2020-12-31&q=aoi")).Say("#entries table").ShouldContain("Aoi Maru");
        (await visitor.Get($"{List}?on=2020-12-31&q=aoi")).Say("#entries table").ShouldNotContain("Aoi Maru Two");
        (await visitor.Get($"{List}?on=2021-01-01&q=aoi")).Say("#entries table").ShouldContain("Aoi Maru Two");
        (await visitor.Get($"{List}?on=never&q=aoi")).Say(".e-notice--problem").ShouldContain("is not a date");
    }

    [Fact]
    public async Task A_former_name_leads_to_the_entry_whatever_it_is_called_now()
    {
        var sign = app.Sign();
        var id = await app.Entered("Étoile-Filante", "2020-01-01", sign);
        (await app.Changed(id, 1, "Northern Light", sign, "2022-06-01")).Done.ShouldBeTrue();
        using var visitor = new Browser(app, "en");
        var now = await visitor.Get($"{List}?q=etoile+filante");
        now.Say("#entries th[scope=row]").ShouldContain("Northern Light");
        now.Say("#entries th[scope=row]").ShouldContain("also: Étoile-Filante");
        (await visitor.Get($"{List}?q=filante&on=2019-01-01")).Say("#entries ul").ShouldContain("Northern Light");
        var entry = await visitor.Get($"{List}/{id}/entry");
        entry.Say("h1").ShouldContain("Northern Light");
        entry.Say("main").ShouldContain("Name: Étoile-Filante → Northern Light");
        (await visitor.Get($"{List}/{id}/entry?on=2022-05-31")).Say("h1").ShouldContain("Étoile-Filante");
    }

    [Fact]
    public async Task What_was_known_then_is_shown_as_it_was_known_then()
    {
        var sign = app.Sign();
        var id = await app.Entered("Kaze Maru", "2020-01-01", sign);
        var before = app.Clock.GetUtcNow();
        app.Clock.Advance(TimeSpan.FromDays(3));
        await app.Changed(id, 1, "Arashi Maru", sign, "2020-01-01");
        using var visitor = new Browser(app, "en");
        (await visitor.Get($"{List}/{id}/entry?on=2020-06-01")).Say("h1").ShouldContain("Arashi Maru");
        (await visitor.Get($"{List}/{id}/entry?on=2020-06-01&known={before.UtcDateTime:yyyy-MM-dd}")).Say("h1").ShouldContain("Kaze Maru");
        (await visitor.Get($"{List}/{id}/entry?on=2020-06-01&known=2001-01-01")).Say("main").ShouldContain("Not in the register on this day");
        (await visitor.Get($"{List}?q=kaze&on=2020-06-01&known={before.UtcDateTime:yyyy-MM-dd}")).Say("tbody").ShouldContain("Kaze Maru");
        var comparison = await visitor.Get($"{List}/{id}/entry/compare?on=2020-06-01&known={before.UtcDateTime:yyyy-MM-dd}&on2=2020-06-01");
        comparison.Say("tbody").ShouldContain("Kaze Maru");
        comparison.Say("tbody").ShouldContain("Arashi Maru");
    }

    [Fact]
    public async Task What_is_shown_to_few_is_neither_listed_nor_found_by_others()
    {
        var id = await app.Entered("Silent Runner", "2020-01-01", owner: "Hidden Holdings");
        using var visitor = new Browser(app, "en");
        (await visitor.Get($"{List}/{id}/entry")).Text.ShouldNotContain("Hidden Holdings");
        using var captain = app.As(app.Captain);
        (await captain.Get($"{List}/{id}/entry")).Text.ShouldContain("Hidden Holdings");
        (await visitor.Get($"/bodies/tuna/noticed/{id}/entry")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_long_list_goes_on_from_where_it_stopped()
    {
        for (var number = 0; number < 55; number++)
            await app.Entered($"Zzz {number:00}", "2020-01-01");
        using var visitor = new Browser(app, "en");
        var first = await visitor.Get($"{List}?q=zzz");
        first.Say("#entries").ShouldContain("55 entries");
        first.Html.QuerySelectorAll("tbody tr").Length.ShouldBe(50);
        var second = await visitor.Get(first.One("a[rel=next]").GetAttribute("href")!);
        second.Html.QuerySelectorAll("tbody tr").Length.ShouldBe(5);
        second.Say("tbody").ShouldContain("Zzz 54");
        (await visitor.Get($"{List}?q=zzz&after=x")).Status.ShouldBe(HttpStatusCode.OK);
        (await visitor.Get($"{List}?q=zzz&format=csv")).Text.ShouldContain("Zzz 54");
    }
}
