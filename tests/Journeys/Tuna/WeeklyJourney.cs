using Microsoft.Playwright;

namespace Entente.Tests.Journeys.Tuna;

/// <summary>Catches of the season from a telephone on the quay, the rhythm that tightens, and what the other parties get to see.</summary>
[Collection(Tunas.Name)]
public sealed class WeeklyJourney(TunaChrome chrome)
{
    [Fact]
    public async Task On_a_telephone_a_week_is_entered_by_vessel_and_day_with_its_zeros()
    {
        var youssef = await chrome.As(TunaChrome.Youssef, "fr", phone: true);
        var address = await youssef.Begin("bluefin-weekly", "2026-W20");
        await youssef.Fill(address, "report", ("f.officer", "Y. Mithal"), ("f.no_catch", "false"));
        await youssef.GotoAsync($"{address}/catches");
        await Row(youssef, 1, "2026-05-12", "1 200,5", "9");
        await youssef.Locator("button[value=add-5]").ClickAsync();
        await Assertions.Expect(youssef.Locator("[name='r2.weight']")).ToBeVisibleAsync();
        await Row(youssef, 2, "2026-05-13", "0", "0");
        await youssef.IsForEverybody();
        await youssef.Save(address);
        await youssef.GotoAsync($"{address}/check-answers");
        await youssef.Says("1 200,5", "#t-catches >> xpath=..");
        await youssef.Says("Mithal Atlas");
        await youssef.IsForEverybody();
        await youssef.Context.CloseAsync();

        var layla = await chrome.As(TunaChrome.Layla, "es");
        await layla.Step(address, "submit");
        await layla.GotoAsync(address);
        await Assertions.Expect(layla.Locator("td.e-number", new() { HasText = "0" }).First).ToBeVisibleAsync();
        await layla.Context.CloseAsync();
    }

    [Fact]
    public async Task Past_four_fifths_of_the_limit_each_day_is_owed_and_the_reason_is_said()
    {
        var layla = await chrome.As(TunaChrome.Layla, "es");
        await layla.GotoAsync("/workspace");
        // Three days stand open; the others, and those that are not due yet, lie one step behind.
        await layla.Says("Informe semanal de capturas de atún rojo, 12 de mayo de 2026");
        foreach (var more in await layla.Locator("main details", new() { HasText = "Informe semanal" }).AllAsync())
            await more.Locator("summary").First.ClickAsync();
        var day = layla.Locator(".e-work a:visible", new() { HasText = "15 de junio" }).First;
        await layla.Says("Se ha consumido más del 80 % de su límite");
        await layla.IsForEverybody();
        await day.ClickAsync();
        await layla.Says("kg de atún rojo del este");
        await layla.Says("Cómo se calculó");
        await layla.IsForEverybody();
        await layla.Context.CloseAsync();
    }

    [Fact]
    public async Task What_a_party_shows_to_the_others_they_read_and_what_it_does_not_they_do_not()
    {
        var camille = await chrome.As(TunaChrome.Camille, "fr");
        await camille.GotoAsync("/bodies/iccat/bluefin-weekly");
        await camille.Says("Japon", "#statements");
        await camille.SaysNot("Maroc", "#statements tbody");
        await camille.Locator("#statements th a", new() { HasText = "19" }).First.ClickAsync();
        await camille.Says("Rei Maru No. 1");
        await camille.GotoAsync("/bodies/iccat/notices");
        await camille.Says("Purse seine fishery of the demonstration is closed");
        await camille.IsForEverybody();
        await camille.Context.CloseAsync();
    }

    private static async Task Row(IPage page, int number, string day, string weight, string fish)
    {
        await page.Answer($"r{number}.vessel", "Mithal Atlas · CNMT1");
        foreach (var (field, text) in new[] { ("day", day), ("gear", "PSM"), ("area", "AT-NE"), ("weight", weight), ("number", fish) })
            await page.Answer($"r{number}.{field}", text);
        await page.Keyboard.PressAsync("Tab");
    }
}
