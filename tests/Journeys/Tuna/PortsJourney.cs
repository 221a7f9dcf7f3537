using Microsoft.Playwright;

namespace Entente.Tests.Journeys.Tuna;

/// <summary>A foreign vessel asks to enter a port: the port State is heard, the answer is there in time, and what the inspectors found goes to the flag State.</summary>
[Collection(Tunas.Name)]
public sealed class PortsJourney(TunaChrome chrome)
{
    [Fact]
    public async Task A_request_is_answered_before_its_last_day_and_the_inspection_is_reported()
    {
        var camille = await chrome.As(TunaChrome.Camille, "fr", scripts: false);
        var address = await Asked(camille);
        var ines = await chrome.As(TunaChrome.Ines, "es");
        await ines.GotoAsync(address);
        await ines.Says("19 de junio de 2026");
        await ines.IsForEverybody();
        var layla = await chrome.As(TunaChrome.Layla, "en");
        await Heard(ines, layla, address);
        await ines.Step(address, "grant", reason: "El Estado del puerto está de acuerdo.");

        await camille.GotoAsync(address);
        await camille.Says("Accordée");
        await camille.Locator("a[href*='/view/letter']").First.ClickAsync();
        await camille.Says("El Estado del puerto está de acuerdo.");
        await camille.Says("Port Exemple");
        await Inspected(layla, ines);
        await Assertions.Expect(await Visiting(address)).ToContainTextAsync("not");
        foreach (var page in new[] { camille, ines, layla })
            await page.Context.CloseAsync();
    }

    private static async Task<string> Asked(IPage camille)
    {
        var address = await camille.Begin("port-entry");
        await camille.GotoAsync($"{address}/request");
        foreach (var (name, value) in new[] { ("f.vessel_name", "Exemple Bleu"), ("f.flag", "FRA"), ("f.imo", "9000015"), ("f.port_state", "MAR"), ("f.port", "Port Exemple"), ("f.arrives", "2026-06-22 08:00"), ("f.purpose", "Débarquement de thon obèse congelé.") })
            await camille.Answer(name, value);
        await camille.Choose("designated", "Port Exemple");
        await camille.Locator("[name='f.purposes'][value=LAND]").CheckAsync();
        await camille.Save(address);
        await camille.Fill(address, "on_board", ("r1.species", "BET"), ("r1.product", "GG"), ("r1.weight", "42000"), ("r1.to_land", "42000"));
        await camille.Step(address, "submit");
        return address;
    }

    private static async Task Heard(IPage ines, IPage layla, string address)
    {
        await ines.GotoAsync($"{address}/view/refer");
        await ines.Answer("to", "party:MAR");
        await ines.Locator("[name=question]").FillAsync("¿Acepta la entrada?");
        await ines.Locator("main form .e-actions button").First.ClickAsync();
        await ines.WaitForURLAsync($"**{address}*");
        await layla.GotoAsync("/workspace");
        await layla.Locator("a[href*='/referrals/']").First.ClickAsync();
        await layla.Says("Exemple Bleu");
        await layla.IsForEverybody();
        await layla.Locator("[name=opinion]").FillAsync("Morocco agrees.");
        await layla.Locator("main form button").First.ClickAsync();
        await layla.Says("Morocco agrees.");
        await ines.GotoAsync(address);
        await ines.Says("Marruecos");
    }

    private static async Task Inspected(IPage layla, IPage ines)
    {
        var address = await layla.Begin("port-inspection");
        await layla.Fill(address, "inspection", ("f.vessel_name", "Exemple Bleu"), ("f.flag", "FRA"), ("f.port", "Port Exemple"), ("f.inspected_on", "2026-06-15"), ("f.inspector", "A. Mithal, Port Authority"), ("f.denied", "false"));
        await layla.Fill(address, "landed", ("r1.species", "BET"), ("r1.product", "GG"), ("r1.notified", "42000"), ("r1.found", "42350"));
        await layla.Fill(address, "infringements", ("r1.kind", "DOCUMENT"), ("r1.measure", "18-09"), ("r1.facts_found", "The list of crew was missing."));
        await layla.Step(address, "submit");
        await ines.Step(address, "hear", reason: "Diga qué se hizo.");
        await ines.Says("Ante el Estado del pabellón");
        await ines.Says("Exemple Bleu");
    }

    // A case is its parties' and the secretariat's: to a visitor it is not there.
    private async Task<ILocator> Visiting(string address)
    {
        var visitor = await chrome.Visit(address, "en");
        return visitor.Locator("main");
    }
}
