using Microsoft.Playwright;

namespace Entente.Tests.Journeys;

/// <summary>What scripts add to the components, and that nothing is missing without them.</summary>
public sealed class ComponentJourneys(Chrome chrome)
{
    [Fact]
    public async Task A_choice_is_found_by_part_of_its_name_without_its_accents_or_by_its_code()
    {
        var page = await chrome.Visit("/components");
        var flag = page.GetByRole(AriaRole.Combobox, new() { Name = "Flag State" });
        await flag.FillAsync("cote d");
        (await page.Locator(".e-choice__list li").AllTextContentsAsync()).ShouldBe(["Côte d’Ivoire"]);
        await flag.PressAsync("ArrowDown");
        (await Chrome.Barriers(page)).ShouldBeEmpty();
        await flag.PressAsync("Enter");
        (await page.Locator("select[name=Flag]").InputValueAsync()).ShouldBe("CI");

        await flag.FillAsync("JPN");
        await flag.PressAsync("Tab");
        (await page.Locator("select[name=Flag]").InputValueAsync()).ShouldBe("JP");
        (await flag.InputValueAsync()).ShouldBe("Japan");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Among_thousands_the_server_finds_while_somebody_types()
    {
        var page = await chrome.Visit("/components");
        var goods = page.GetByRole(AriaRole.Combobox, new() { Name = "Goods" });
        (await page.Locator("button[name=find]").CountAsync()).ShouldBe(0);
        await goods.FillAsync("MERCANCIA 471");
        await page.Locator(".e-lookup .e-choice__list li").First.WaitForAsync();
        (await page.Locator(".e-lookup .e-choice__list li").AllTextContentsAsync()).ShouldBe(["000471 Mercancía 471", .. Enumerable.Range(4710, 10).Select(number => $"{number:000000} Mercancía {number}")]);
        await goods.PressAsync("ArrowDown");
        await goods.PressAsync("ArrowDown");
        (await Chrome.Barriers(page)).ShouldBeEmpty();
        await goods.PressAsync("Enter");
        (await goods.InputValueAsync()).ShouldBe("004710 Mercancía 4710");
        (await page.Locator("input[name='Goods.Value']").InputValueAsync()).ShouldBe("004710");

        await goods.FillAsync("something else");
        await goods.PressAsync("Tab");
        (await page.Locator("input[name='Goods.Value']").InputValueAsync()).ShouldBe("");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_choice_that_names_nothing_is_not_sent_and_can_be_left()
    {
        var page = await chrome.Visit("/components");
        var flag = page.GetByRole(AriaRole.Combobox, new() { Name = "Flag State" });
        await flag.FillAsync("Atlantis");
        (await page.Locator("#Flag-list").TextContentAsync()).ShouldBe("Nothing matches. Try fewer letters");
        await flag.PressAsync("Tab");
        (await page.Locator("select[name=Flag]").InputValueAsync()).ShouldBe("");

        await flag.FillAsync("fr");
        await flag.PressAsync("Escape");
        (await flag.InputValueAsync()).ShouldBe("");
        (await flag.GetAttributeAsync("aria-expanded")).ShouldBe("false");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Problems_take_the_focus_and_each_leads_to_its_field()
    {
        var page = await chrome.Visit("/components");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        (await page.TitleAsync()).ShouldStartWith("Error: ");
        (await page.EvaluateAsync<string>("document.activeElement.className")).ShouldBe("e-error-summary");
        await page.GetByRole(AriaRole.Link, new() { Name = "Flag State: this is missing" }).ClickAsync();
        (await page.EvaluateAsync<string>("document.activeElement.getAttribute('role')")).ShouldBe("combobox");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_whole_date_may_be_pasted()
    {
        var page = await chrome.Visit("/components");
        await page.EvaluateAsync("""
            const data = new DataTransfer();
            data.setData('text', '2026-03-02');
            document.querySelector('#Landed').dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
            """);
        (await page.Locator("#Landed").InputValueAsync()).ShouldBe("2");
        (await page.Locator("#Landed_Month").InputValueAsync()).ShouldBe("3");
        (await page.Locator("#Landed_Year").InputValueAsync()).ShouldBe("2026");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_table_turns_its_pages_in_place_for_a_kilobyte_and_the_browser_can_go_back()
    {
        var page = await chrome.Visit("/components");
        await page.EvaluateAsync("window.stayed = true");
        var answer = await page.RunAndWaitForResponseAsync(
            () => page.GetByRole(AriaRole.Link, new() { Name = "Next" }).ClickAsync(), response => response.Url.Contains("page=2", StringComparison.Ordinal));
        (await answer.Request.SizesAsync()).ResponseBodySize.ShouldBeLessThan(2_000);
        await Assertions.Expect(page.GetByText("26 to 50 of 137").First).ToBeVisibleAsync();
        new Uri(page.Url).Query.ShouldContain("page=2");
        (await page.Locator("a[hreflang=ar]").First.GetAttributeAsync("href"))!.ShouldContain("page%3D2");

        await page.GetByRole(AriaRole.Searchbox).FillAsync("Nave 12");
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await Assertions.Expect(page.GetByText("1 to 10 of 10").First).ToBeVisibleAsync();
        await page.GoBackAsync();
        await Assertions.Expect(page.GetByText("26 to 50 of 137").First).ToBeVisibleAsync();
        (await page.EvaluateAsync<bool>("window.stayed")).ShouldBeTrue();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_form_is_sent_once_however_often_its_button_is_pressed()
    {
        var page = await chrome.Visit("/components");
        var sent = 0;
        await page.RouteAsync("**/components", async route =>
        {
            sent++;
            await Task.Delay(500);
            await route.ContinueAsync();
        });
        await page.EvaluateAsync("const b = document.querySelector('main form[method=post] .e-button:not([hidden])'); for (const e of document.querySelectorAll('main form[method=post] .e-actions button')) if (e.textContent === 'Send') { e.click(); e.click(); e.click(); }");
        await page.WaitForSelectorAsync(".e-error-summary");
        sent.ShouldBe(1);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_password_can_be_looked_at_and_is_hidden_again_when_sent()
    {
        var page = await chrome.Visit("/components");
        await page.Locator("#Password").FillAsync("open sesame");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        (await page.Locator("#Password").GetAttributeAsync("type")).ShouldBe("text");
        await page.EvaluateAsync("document.querySelector('main form[method=post]').addEventListener('submit', event => { event.preventDefault(); })");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        (await page.Locator("#Password").GetAttributeAsync("type")).ShouldBe("password");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_menu_opens_by_keyboard_and_closes_by_escape()
    {
        var page = await chrome.Visit("/components");
        var summary = page.Locator(".e-menu summary");
        await summary.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        (await Chrome.Barriers(page)).ShouldBeEmpty();
        await page.Keyboard.PressAsync("Escape");
        (await page.Locator(".e-menu").GetAttributeAsync("open")).ShouldBeNull();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Without_scripts_the_same_form_and_the_same_table_work()
    {
        var page = await chrome.Visit("/components", scripts: false);
        await page.Locator("select[name=Flag]").SelectOptionAsync("CI");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        (await page.Locator("select[name=Flag]").InputValueAsync()).ShouldBe("CI");
        await page.Locator("a[href='#Vessel']").ClickAsync();
        page.Url.ShouldEndWith("#Vessel");
        await page.GotoAsync("/components");
        await page.GetByRole(AriaRole.Link, new() { Name = "Next" }).ClickAsync();
        await Assertions.Expect(page.GetByText("26 to 50 of 137")).ToBeVisibleAsync();
        await page.GetByText("English").First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "العربية" }).ClickAsync();
        new Uri(page.Url).PathAndQuery.ShouldBe("/components?sort=vessel&page=2");
        (await page.GetAttributeAsync("html", "dir")).ShouldBe("rtl");
        await page.Context.CloseAsync();
    }
}
