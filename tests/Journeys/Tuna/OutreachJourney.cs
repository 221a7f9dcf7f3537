using Microsoft.Playwright;

namespace Entente.Tests.Journeys.Tuna;

/// <summary>What came another way than through the platform.</summary>
[Collection(Tunas.Name)]
public sealed class OutreachJourney(TunaChrome chrome)
{
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
