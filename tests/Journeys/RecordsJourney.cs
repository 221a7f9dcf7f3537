using Microsoft.Playwright;

namespace Entente.Tests.Journeys;

/// <summary>A return filled in by somebody whose browser runs scripts, in a language from the left and one from the right.</summary>
public sealed class RecordsJourney(FormsChrome chrome)
{
    [Theory]
    [InlineData("en", 3)]
    [InlineData("ar", 4)]
    public async Task A_return_is_filled_in_without_barriers(string language, int period)
    {
        var page = await chrome.As(chrome.Clerk, language);
        var barriers = new List<string>();
        await Open(page, "/bodies/tuna/declarations", barriers);
        await Open(page, "/bodies/tuna/weekly", barriers);
        await page.Locator("select[name=period]").First.SelectOptionAsync(new SelectOptionValue { Index = period });
        await page.Locator("form.e-begin button").ClickAsync();
        var address = new Uri(page.Url).AbsolutePath;
        barriers.AddRange(await Chrome.Barriers(page));

        // The question that follows from an answer comes and goes at once.
        await Open(page, address + "/report", barriers);
        (await page.Locator("[data-answer=why]").IsVisibleAsync()).ShouldBeFalse();
        await page.Locator("[name='f.no_catch'][value=true]").CheckAsync();
        await Assertions.Expect(page.Locator("[data-answer=why]")).ToBeVisibleAsync();
        await page.Locator("[name='f.no_catch'][value=false]").CheckAsync();
        await Assertions.Expect(page.Locator("[data-answer=why]")).ToBeHiddenAsync();
        await page.Locator("[name='f.officer']").FillAsync("K. Sato");
        await page.Locator("form.e-entry .e-actions button").First.ClickAsync();
        await page.WaitForURLAsync("**/catches?saved=1");

        // Rows copied from a spreadsheet land in their cells, and rows are made for them; the keys lead from cell to cell.
        barriers.AddRange(await Chrome.Barriers(page));
        await Paste(page, "[name='r1.vessel']", "Maru\\tPS\\t12.5\\t3\\nTori\\tLL\\t7\\t1\\n");
        (await page.Locator("[name='r2.gear']").InputValueAsync()).ShouldBe("LL");
        (await page.Locator("tr[data-row]").CountAsync()).ShouldBe(3);
        await page.Locator("[name='r1.weight']").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        (await page.EvaluateAsync<string>("document.activeElement.name")).ShouldBe("r2.weight");
        await page.Keyboard.PressAsync("ArrowUp");
        (await page.EvaluateAsync<string>("document.activeElement.name")).ShouldBe("r1.weight");
        await page.Locator("[name='r1.weight']").FillAsync("much");
        await page.Locator("form.e-entry > .e-actions button[value=back]").Last.ClickAsync();
        await Assertions.Expect(page.Locator(".e-error-summary")).ToBeVisibleAsync();
        barriers.AddRange(await Chrome.Barriers(page));
        await page.Locator("[name='r1.weight']").FillAsync("12.5");
        await page.Locator("form.e-entry > .e-actions button[value=back]").Last.ClickAsync();
        await page.WaitForURLAsync($"**{address}?saved=1");
        barriers.AddRange(await Chrome.Barriers(page));
        await Open(page, address + "/check-answers", barriers);
        await Open(page, address + "/steps/ask", barriers);
        barriers.ShouldBeEmpty();
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ar")]
    public async Task Every_kind_of_question_is_without_barriers_and_fits_a_phone(string language)
    {
        var page = await chrome.As(chrome.Clerk, language);
        await page.GotoAsync($"{chrome.Address}/bodies/tuna/every");
        await page.Locator("form.e-begin button").ClickAsync();
        var barriers = new List<string>();
        await Open(page, new Uri(page.Url).AbsolutePath + "/report", barriers);
        await page.SetViewportSizeAsync(360, 740);
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(360);
        barriers.ShouldBeEmpty();
        await page.Context.CloseAsync();
    }

    private async Task Open(IPage page, string address, List<string> barriers)
    {
        await page.GotoAsync(chrome.Address + address);
        barriers.AddRange(await Chrome.Barriers(page));
    }

    private static async Task Paste(IPage page, string cell, string text) => await page.EvaluateAsync($$"""
        () => {
          const data = new DataTransfer();
          data.setData('text/plain', '{{text}}');
          document.querySelector("{{cell}}").dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
        }
        """);
}
