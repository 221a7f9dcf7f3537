using Microsoft.Playwright;

namespace Entente.Tests.Journeys.Tuna;

/// <summary>The annual report of a party: two fill it in at once, in two languages; a third signs; the secretariat sees who answered what.</summary>
[Collection(Tunas.Name)]
public sealed class AnnualReportJourney(TunaChrome chrome)
{
    [Fact]
    public async Task Two_people_answer_every_requirement_from_last_years_answers_and_the_head_of_delegation_submits()
    {
        var youssef = await chrome.As(TunaChrome.Youssef, "fr");
        var address = await youssef.Begin("annual-report", "2025");
        await youssef.Says("À confirmer");
        await youssef.IsForEverybody();
        var layla = await chrome.As(TunaChrome.Layla, "es");
        await Together(youssef, layla, address);
        await Reasons(layla, address);
        await Rest(youssef, address);
        await youssef.Step(address, "ask");
        await Assertions.Expect(youssef.Locator("a[href$='/steps/submit']")).ToHaveCountAsync(0);

        var salma = await chrome.As(TunaChrome.Salma, "en");
        await salma.GotoAsync($"{address}/check-answers");
        await salma.Says("There are no tuna farms and no such vessels");
        await salma.Step(address, "submit");
        await salma.Says("Receipt");
        await salma.GotoAsync($"{address}/view/print");
        await salma.Says("Observers were trained twice.");
        await salma.Says("2026-114");
        await salma.IsForEverybody();
        foreach (var page in new[] { youssef, layla, salma })
            await page.Context.CloseAsync();
        await Seen();
    }

    // Both have the same table open; each sees what the other wrote, and neither loses anything.
    private static async Task Together(IPage youssef, IPage layla, string address)
    {
        foreach (var page in new[] { youssef, layla })
            await page.GotoAsync($"{address}/requirements");
        await Assertions.Expect(youssef.Locator("td.e-sheet__confirm").First).ToBeVisibleAsync();
        // In the words of who reads, whatever the register itself is written in.
        var (report, measures) = (await Row(youssef, "Rapport annuel"), await Row(layla, "Medidas adoptadas"));
        await Assertions.Expect(layla.Locator($"[name='{measures}.reference']")).ToHaveValueAsync("2025-req-gen-2");
        await Type(youssef, $"{report}.reference", "2026-114");
        await Type(layla, $"{measures}.reference", "2026-115");
        foreach (var page in new[] { youssef, layla })
            await Assertions.Expect(page.Locator("[data-draft-status]")).ToHaveAttributeAsync("data-how", "saved");
        await layla.ReloadAsync();
        await Assertions.Expect(layla.Locator($"[name='{report}.reference']")).ToHaveValueAsync("2026-114");
        await Assertions.Expect(layla.Locator($"[name='{measures}.reference']")).ToHaveValueAsync("2026-115");
        await layla.IsForEverybody();
    }

    // What was not asked last year is answered now: one without its compulsory reason comes back.
    private static async Task Reasons(IPage layla, string address)
    {
        var row = await New(layla);
        await layla.Answer($"{row}.status", "NOT-APPLICABLE");
        await layla.Save(address);
        await layla.GotoAsync($"{address}/requirements?check=1");
        await Assertions.Expect(layla.Locator(".e-error-summary")).ToBeVisibleAsync();
        await Assertions.Expect(layla.Locator($"[name='{row}.reason'][aria-invalid=true]")).ToBeVisibleAsync();
        await layla.Answer($"{row}.reason", "There are no tuna farms and no such vessels.");
        await layla.Save(address);
        await layla.GotoAsync($"{address}/requirements");
        await Assertions.Expect(layla.Locator("td.e-sheet__confirm")).ToHaveCountAsync(0);
    }

    // By the buttons alone, as where scripts are forbidden.
    private async Task Rest(IPage youssef, string address)
    {
        var plain = await chrome.As(TunaChrome.Youssef, "fr", scripts: false);
        await plain.Fill(address, "report", ("f.summary", "Deux navires ont pêché le thon rouge."));
        await plain.Fill(address, "fisheries", ("f.year_fished", "Observers were trained twice."));
        await plain.Fill(address, "signature", ("f.signed_by", "S. Mithal"), ("f.signed_on", "2026-06-15"));
        await plain.Context.CloseAsync();
        await youssef.GotoAsync($"{address}/check-answers");
        await Assertions.Expect(youssef.Locator(".e-notice--success, .e-faults")).ToBeVisibleAsync();
        await youssef.IsForEverybody();
    }

    private async Task Seen()
    {
        await chrome.Follow();
        var ines = await chrome.As(TunaChrome.Ines, "es");
        await ines.GotoAsync("/bodies/iccat/status?view=matrix&year=2025");
        var answered = ines.Locator("tr", new() { HasText = "M:GEN01" }).Locator("td a[href*='party=MAR']");
        await Assertions.Expect(answered).ToHaveAttributeAsync("aria-label", "A tiempo");
        await Assertions.Expect(ines.Locator("tr", new() { HasText = "M:GEN05" }).Locator("td a[href*='party=MAR']")).ToHaveAttributeAsync("aria-label", "No procede");
        await Assertions.Expect(ines.Locator("tr", new() { HasText = "M:GEN01" })).ToContainTextAsync("Informe anual");
        await ines.IsForEverybody();
        await answered.ClickAsync();
        await ines.Says("Marruecos", "#rows");
        await ines.Context.CloseAsync();

        var visitor = await chrome.Visit("/bodies/iccat/status?year=2025&view=duties", "fr");
        await visitor.Says("Rapport annuel");
        await visitor.SaysNot("M:GEN05");
        await visitor.Context.CloseAsync();
    }

    private static async Task Type(IPage page, string name, string text)
    {
        await page.Locator($"[name='{name}']").FillAsync(text);
        await page.Keyboard.PressAsync("Tab");
    }

    private static async Task<string> Row(IPage page, string text) =>
        (await page.Locator("tr[data-row]", new() { HasText = text }).First.Locator("[name$='.reference']").GetAttributeAsync("name"))!.Split('.')[0];

    private static async Task<string> New(IPage page)
    {
        await Assertions.Expect(page.Locator("tr[data-row] select[name$='.status']").First).ToBeVisibleAsync();
        var name = await page.EvaluateAsync<string>("[...document.querySelectorAll(\"[name$='.status']\")].find(one => !one.value).name");
        return name.Split('.')[0];
    }
}
