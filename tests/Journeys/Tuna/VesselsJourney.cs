using Microsoft.Playwright;

namespace Entente.Tests.Journeys.Tuna;

/// <summary>A vessel on the record, from its first day to its last, and how the world finds it.</summary>
[Collection(Tunas.Name)]
public sealed class VesselsJourney(TunaChrome chrome)
{
    private const string List = "/bodies/iccat/vessels";

    [Fact]
    public async Task A_vessel_is_added_renamed_and_ended_and_a_visitor_finds_it_by_the_name_it_had()
    {
        var camille = await chrome.As(TunaChrome.Camille, "fr", scripts: false);
        var address = await Added(camille);
        await camille.GotoAsync($"{address}/check-answers");
        await Assertions.Expect(camille.Locator("#alike")).ToBeVisibleAsync();
        await camille.Says("Exemple Bleu", ".e-work");
        await camille.Step(address, "submit", from: "2026-01-01");
        var ines = await chrome.As(TunaChrome.Ines, "es");
        await ines.GotoAsync($"{List}/duplicates");
        await ines.Says("Étoile du Nord");
        await ines.IsForEverybody();
        await ines.Step(address, "accept");

        await Changed(camille, address);
        var visitor = await chrome.Visit($"{List}?q=etoile+du+nord", "en");
        await visitor.Says("Étoile Polaire", "#entries");
        await visitor.Says("also: Étoile du Nord", "#entries");
        await visitor.Locator("#entries th a").First.ClickAsync();
        await visitor.Says("Étoile Polaire", "h1");
        await visitor.SaysNot("Armement de l’Exemple");
        await visitor.IsForEverybody();
        await visitor.GotoAsync($"{address}/entry?on=2026-03-31");
        await visitor.Says("Étoile du Nord", "h1");

        await Ended(camille, visitor, address);
        foreach (var page in new[] { camille, ines, visitor })
            await page.Context.CloseAsync();
    }

    // One number after the other is what the rules look at: without it being right nothing is submitted.
    private static async Task<string> Added(IPage camille)
    {
        var address = await camille.Begin("vessels");
        await camille.Fill(address, "vessel", ("f.name", "Étoile du Nord"), ("f.flag", "FRA"), ("f.ircs", "FENO7"), ("f.imo", "9000016"), ("f.registration", "T-101"), ("f.kind", "PS"), ("f.gear", "PS"));
        await camille.Fill(address, "dimensions", ("f.length", "31,5"), ("f.tonnage", "248"), ("f.tonnage_kind", "GT"), ("f.monitored", "true"));
        await camille.Fill(address, "people", ("f.owner", "Armement de l’Exemple"));
        await camille.Fill(address, "authorisations", ("r1.species", "BFT"), ("r1.gear", "PS"), ("r1.area", "AT"), ("r1.from", "2026-01-01"), ("r1.until", "2027-01-01"));
        await camille.Fill(address, "listings", ("r1.sublist", "P20M"), ("r1.from", "2026-01-01"));
        await camille.GotoAsync($"{address}/steps/submit");
        await camille.Says("n’est pas un numéro OMI");
        await camille.Fill(address, "vessel", ("f.imo", "9000015"));
        return address;
    }

    private static async Task Changed(IPage camille, string address)
    {
        await camille.GotoAsync(address);
        await camille.Locator("form[action*='handler=Correct'] button, a[href$='/steps/correct']").First.ClickAsync();
        if (camille.Url.EndsWith("/steps/correct", StringComparison.Ordinal))
        {
            await camille.Step(address, "correct");
            await camille.Locator("form[action*='handler=Correct'] button").ClickAsync();
        }
        await camille.Fill(address, "vessel", ("f.name", "Étoile Polaire"));
        await camille.Fill(address, "authorisations", ("r1.until", "2026-10-01"), ("r2.species", "SWO"), ("r2.gear", "LL"), ("r2.area", "MD"), ("r2.from", "2026-04-01"));
        await camille.Step(address, "submit", from: "2026-04-01");
        await camille.GotoAsync($"{address}/entry");
        await camille.Says("Étoile Polaire", "h1");
        await camille.Says("Étoile du Nord → Étoile Polaire");
    }

    private static async Task Ended(IPage camille, IPage visitor, string address)
    {
        await camille.GotoAsync($"{address}/entry/do/end");
        await camille.Day("from", "2026-06-01");
        await camille.Locator("[name=reason]").FillAsync("Vendu et radié");
        await camille.Locator("main form[method=post] button").First.ClickAsync();
        await camille.WaitForURLAsync($"**{address}/entry*");
        await visitor.GotoAsync($"{List}?q=etoile+polaire");
        await visitor.Says("not in the register on this day", "#entries");
        await visitor.GotoAsync($"{List}?q=9000015&on=2026-05-31");
        await visitor.Says("Étoile Polaire", "#entries");
    }
}
