using Entente.Obligations.Letters;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Entente.Tests.Journeys.Tuna;

/// <summary>Who owes what, letters to those of whom something is missing, and what came another way than through the platform.</summary>
[Collection(Tunas.Name)]
public sealed class OutreachJourney(TunaChrome chrome)
{
    [Fact]
    public async Task From_what_is_missing_letters_are_written_in_bulk_sent_answered_and_followed_up()
    {
        var ines = await chrome.As(TunaChrome.Ines, "es");
        await ines.GotoAsync("/bodies/iccat/status?year=2026");
        await ines.Says("Japón", "#status");
        await ines.IsForEverybody();
        await ines.GotoAsync("/bodies/iccat/outreach?template=missing-reports&year=2026");
        await Assertions.Expect(ines.Locator("[name=To][value=JPN]")).ToBeCheckedAsync();
        await ines.IsForEverybody();
        await ines.Answer("Language", "fr");
        await ines.Day("ReplyBy", "2026-07-01");
        await ines.Locator("main form[method=post] button").First.ClickAsync();
        await ines.WaitForURLAsync("**/outreach/*-*");
        var mailing = Guid.Parse(new Uri(ines.Url).Segments[^1]);
        await chrome.Services.GetRequiredService<PrintLetters>().Print(new PrintLetters.Asked(mailing), TestContext.Current.CancellationToken);
        await ines.ReloadAsync();
        await ines.IsForEverybody();
        await ines.Locator("form[action*=Send] button").First.ClickAsync();
        await ines.Says("Enviada", "tbody");
        // Not by a click: what the browser downloads goes without the header that says who is at it.
        var papers = await ines.Context.APIRequest.GetAsync((await ines.Locator("a[href*=Papers]").GetAttributeAsync("href"))!);
        papers.Headers["content-type"].ShouldBe("application/zip");
        (await papers.BodyAsync()).AsSpan(0, 2).ToArray().ShouldBe("PK"u8.ToArray());

        await Answered(ines, mailing);
        await ines.Context.CloseAsync();
    }

    private async Task Answered(IPage ines, Guid mailing)
    {
        var letter = await chrome.Ask<Guid>("select id from obligations.letter where mailing = @mailing and party = 'JPN'", new { mailing });
        var haruka = await chrome.As(TunaChrome.Haruka, "fr");
        await haruka.GotoAsync("/workspace");
        await haruka.Locator($"a[href$='/letters/{letter}']").First.ClickAsync();
        await haruka.Says("Japon");
        await haruka.Says("Les suivantes manquent");
        await haruka.IsForEverybody();
        await haruka.Locator("[name=Reply]").FillAsync("Les déclarations suivront avant la fin du mois.");
        await haruka.Locator("form[action*=Reply] button").ClickAsync();
        await haruka.Context.CloseAsync();

        await ines.GotoAsync($"/bodies/iccat/letters/{letter}");
        await ines.Says("Les déclarations suivront");
        await ines.Day("On", "2026-07-02");
        await ines.Locator("form[action*=FollowUp] button").ClickAsync();
        await ines.Says("2 de julio de 2026");
        await ines.IsForEverybody();
        var visitor = await chrome.Visit($"/bodies/iccat/letters/{letter}", "en");
        new Uri(visitor.Url).AbsolutePath.ShouldBe("/sign-in");
        await visitor.GotoAsync("/bodies/iccat/status");
        await visitor.IsForEverybody();
        await visitor.Context.CloseAsync();
    }

    [Fact]
    public async Task A_report_that_came_by_mail_is_entered_with_its_original_and_confirmed_by_its_sender()
    {
        var ines = await chrome.As(TunaChrome.Ines, "en", scripts: false);
        await ines.GotoAsync("/bodies/iccat/bluefin-weekly");
        await ines.Locator("main details summary").First.ClickAsync();
        var form = ines.Locator("details form.e-begin");
        await form.Locator("[name=party]").SelectOptionAsync("MEX");
        await form.Locator("[name=period]").SelectOptionAsync("2026-W21");
        await form.Locator("button").ClickAsync();
        await ines.WaitForURLAsync(now => Guid.TryParse(now[(now.LastIndexOf('/') + 1)..], out _));
        var address = new Uri(ines.Url).AbsolutePath;
        await ines.Fill(address, "report", ("f.officer", "M. Ejemplo"), ("f.no_catch", "true"));
        await ines.GotoAsync($"{address}/for-party/enter");
        await ines.Locator("[name=reason]").FillAsync("E-mail of the national contact of 2 June 2026");
        await ines.Locator("[name=original]").SetInputFilesAsync(new FilePayload { Name = "Correo.txt", MimeType = "text/plain", Buffer = "Semana 21: sin capturas."u8.ToArray() });
        await ines.Locator("main form button").First.ClickAsync();
        await ines.WaitForURLAsync($"**{address}*");
        await ines.Context.CloseAsync();

        var lucia = await chrome.As(TunaChrome.Lucia, "es");
        await lucia.GotoAsync(address);
        await lucia.Locator("a[href$='/for-party/answer']").First.ClickAsync();
        await lucia.Says("E-mail of the national contact of 2 June 2026");
        await Assertions.Expect(lucia.Locator("main a[href^='/files/']")).ToBeVisibleAsync();
        await lucia.IsForEverybody();
        await lucia.Locator("button[value=confirm]").ClickAsync();
        await lucia.WaitForURLAsync($"**{address}*");
        await Assertions.Expect(lucia.Locator("a[href$='/for-party/answer']")).ToHaveCountAsync(0);
        await lucia.Context.CloseAsync();
    }
}
