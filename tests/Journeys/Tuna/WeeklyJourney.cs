using Microsoft.Playwright;

namespace Entente.Tests.Journeys.Tuna;

/// <summary>The rhythm that tightens in the season, and what the other parties get to see.</summary>
[Collection(Tunas.Name)]
public sealed class WeeklyJourney(TunaChrome chrome)
{
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
}
