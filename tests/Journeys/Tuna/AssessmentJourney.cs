using Microsoft.Playwright;

namespace Entente.Tests.Journeys.Tuna;

/// <summary>What a meeting of the commission finds: each party sees its own before the others do, answers, and is asked a year later.</summary>
[Collection(Tunas.Name)]
public sealed class AssessmentJourney(TunaChrome chrome)
{
    [Fact]
    public async Task A_finding_is_drafted_answered_made_provisional_and_final_and_looked_at_again()
    {
        var ines = await chrome.As(TunaChrome.Ines, "es");
        var address = await Opened(ines, "Comité de cumplimiento", "2026-08-05");
        await ines.IsForEverybody();
        var layla = await chrome.As(TunaChrome.Layla, "fr");
        await layla.GotoAsync(address);
        await layla.Says("Maroc", "#findings tbody");
        await layla.SaysNot("Japon", "#findings tbody");
        await layla.IsForEverybody();
        var finding = (await layla.Locator("#findings tbody tr", new() { HasText = "En retard" }).Locator("th a").First.GetAttributeAsync("href"))!;
        var haruka = await chrome.As(TunaChrome.Haruka, "en");
        (await haruka.GotoAsync(finding))!.Status.ShouldBe(404);
        await layla.GotoAsync(finding);
        await layla.Locator("[name=Reply]").FillAsync("Le navire était en réparation.");
        await layla.Locator("[name=Plan]").FillAsync("Un second agent est formé.");
        await layla.Locator("form[action*=Reply] button").ClickAsync();
        await layla.Says("Un second agent est formé.");
        await layla.IsForEverybody();

        await Found(ines, haruka, address, finding);
        await Again(ines, layla, finding);
        var visitor = await chrome.Visit(address, "en");
        new Uri(visitor.Url).AbsolutePath.ShouldBe("/sign-in");
        foreach (var page in new[] { ines, layla, haruka, visitor })
            await page.Context.CloseAsync();
    }

    // The days of the meeting come nearer for it alone: the clock is everybody's.
    private async Task Found(IPage ines, IPage haruka, string address, string finding)
    {
        await Nearer(address, 36);
        (await haruka.GotoAsync(finding))!.Status.ShouldBe(200);
        await haruka.Says("Le navire était en réparation.");
        await haruka.IsForEverybody();
        await Nearer(address, 14);
        await Judge(ines, finding, "assistance");
        await ines.Says("provisional", "html");
        await Nearer(address, 10);
        await Judge(ines, finding, "compliant");
        await Assertions.Expect(ines.Locator("form[action*=Judge]")).ToHaveCountAsync(0);
        await ines.IsForEverybody();
    }

    private async Task Again(IPage ines, IPage layla, string finding)
    {
        var next = await Opened(ines, "Comité de cumplimiento, un año después", "2026-08-06");
        var duty = await chrome.Ask<Guid>("select later.id from obligations.finding f join obligations.finding later on later.meeting = @next and later.party = f.party and later.definition = f.definition and later.requirement is not distinct from f.requirement where f.id = @finding",
            new { next = Guid.Parse(next.Split('/')[^1]), finding = Guid.Parse(finding.Split('/')[^1]) });
        await layla.GotoAsync($"{next}/{duty}");
        await layla.Says("Un second agent est formé.");
        await layla.Locator("[name=FollowUp]").FillAsync("Le second agent travaille depuis mars.");
        await layla.Locator("form[action*=Reply] button").ClickAsync();
        await layla.Says("Le second agent travaille depuis mars.");
    }

    private static async Task<string> Opened(IPage ines, string name, string day)
    {
        await ines.GotoAsync("/bodies/iccat/assessments");
        await ines.Locator("[name=Title]").FillAsync(name);
        await ines.Answer("OfYear", "2026");
        await ines.Day("MeetsOn", day);
        await ines.Locator("main form[method=post] button").ClickAsync();
        await ines.WaitForURLAsync("**/assessments/*-*");
        return new Uri(ines.Url).AbsolutePath;
    }

    private static async Task Judge(IPage ines, string finding, string verdict)
    {
        await ines.GotoAsync(finding);
        await ines.Answer("Verdict", verdict);
        await ines.Locator("form[action*=Judge] button").ClickAsync();
        await ines.WaitForLoadStateAsync();
    }

    private Task Nearer(string address, int days) => chrome.Execute("""
        update obligations.meeting set draft_on = draft_on - @days, reply_until = reply_until - @days, shown_on = shown_on - @days, meets_on = meets_on - @days, final_until = final_until - @days where id = @id
        """, new { days, id = Guid.Parse(address.Split('/')[^1]) });
}
