using Microsoft.Playwright;

namespace Entente.Tests.Journeys;

/// <summary>A form with a table on somebody's own browser: with a line, without one, with a colleague, after the session.</summary>
public sealed class DraftJourney(FormsChrome chrome)
{
    [Fact]
    public async Task Three_cells_changed_off_line_are_sent_once_and_the_one_a_colleague_changed_is_shown_with_both_values()
    {
        var (page, address) = await chrome.Heavy("en", 40);
        var saved = await page.RunAndWaitForResponseAsync(async () =>
        {
            await page.Locator("[name='r3.weight']").FillAsync("1,234.5");
            await page.Keyboard.PressAsync("Enter");
        }, answer => answer.Request.Method == "POST");
        var sizes = await saved.Request.SizesAsync();
        TestContext.Current.TestOutputHelper?.WriteLine($"one cell: {sizes.RequestBodySize} bytes up, {sizes.ResponseBodySize} down");
        (sizes.RequestBodySize + sizes.ResponseBodySize).ShouldBeLessThan(1_000);
        await Says(page, "All changes are saved");
        await Kept(page);

        await page.Context.SetOfflineAsync(true);
        await page.GotoAsync(address);
        await Assertions.Expect(page.Locator("tr[data-row]")).ToHaveCountAsync(41);
        await Assertions.Expect(page.Locator("[name='r3.weight']")).ToHaveValueAsync("1,234.5");
        await Type(page, "r1.weight", "111");
        await Type(page, "r2.weight", "222");
        await Type(page, "r4.vessel", "Nadezhda");
        await Says(page, "not yet sent: 3");

        // A closed lid: what was typed stands there when the page is opened again.
        await page.GotoAsync("about:blank");
        await page.GotoAsync(address);
        await Assertions.Expect(page.Locator("[name='r4.vessel']")).ToHaveValueAsync("Nadezhda");

        var colleague = await chrome.As(chrome.Colleague, "en");
        await colleague.GotoAsync(address);
        await Type(colleague, "r2.weight", "999");
        await Says(colleague, "All changes are saved");

        var sent = new List<string>();
        page.Request += (_, request) => { if (request.Method == "POST") sent.Add(request.PostData!); };
        await page.Context.SetOfflineAsync(false);
        await Says(page, "You and a colleague changed the same answer");
        sent.ShouldHaveSingleItem();
        (await page.Locator("#conflicts button").AllTextContentsAsync()).Select(text => text.Split(' ')[0]).ShouldBe(["999", "222"], ignoreOrder: true);
        (await Chrome.Barriers(page)).ShouldBeEmpty();
        await chrome.Picture(page, "conflict");
        (await chrome.Operations(address)).ShouldBe(["r1.weight 111", "r2.weight 222", "r3.weight 1234.5", "r4.vessel Nadezhda"], ignoreOrder: true);

        await page.Locator("#conflicts button", new() { HasText = "999" }).ClickAsync();
        await Assertions.Expect(page.Locator("#conflicts")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("[name='r2.weight']")).ToHaveValueAsync("999");
        await colleague.Context.CloseAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Whose_session_ended_loses_nothing_and_nobody_else_at_the_same_browser_sees_or_sends_it()
    {
        var (page, address) = await chrome.Heavy("en", 3);
        await Kept(page);
        await FormsChrome.Be(page, null);
        await Type(page, "r1.weight", "555");
        await Says(page, "Your session has ended");
        await Says(page, "not yet sent: 1");
        (await Chrome.Barriers(page)).ShouldBeEmpty();
        await chrome.Picture(page, "expired");

        await FormsChrome.Be(page, chrome.Colleague);
        await page.EvaluateAsync("document.dispatchEvent(new Event('visibilitychange'))");
        await Assertions.Expect(page.Locator("[name='r1.weight']")).ToHaveValueAsync("37");
        (await page.Locator("[data-draft-status]").TextContentAsync()).ShouldBe("");
        (await chrome.Operations(address)).ShouldBeEmpty();
        var others = "mark => caches.keys().then(names => names.filter(name => name !== `draft ${mark}`).length)";
        for (var tries = 0; await page.EvaluateAsync<int>(others, await page.Locator("form.e-entry [name=_for]").InputValueAsync()) > 0; tries++)
        {
            tries.ShouldBeLessThan(150, "what was kept for the clerk is gone");
            await Task.Delay(100);
        }

        await FormsChrome.Be(page, chrome.Clerk);
        await page.GotoAsync(address);
        await Says(page, "All changes are saved");
        await Assertions.Expect(page.Locator("[name='r1.weight']")).ToHaveValueAsync("555");
        (await chrome.Operations(address)).ShouldBe(["r1.weight 555"]);

        await Kept(page);
        var mark = await page.Locator("form.e-entry [name=_for]").InputValueAsync();
        await page.Locator(".e-menu", new() { HasText = "Clerk" }).ClickAsync();
        await page.Locator("form[action='/sign-out'] button").First.ClickAsync();
        await page.WaitForURLAsync(chrome.Address + "/");
        (await page.EvaluateAsync<int>("caches.keys().then(names => names.length)")).ShouldBe(0);
        (await page.EvaluateAsync<int>("""
            mark => new Promise(done => {
              const opening = indexedDB.open('entente');
              opening.onsuccess = () => { opening.result.transaction('pages').objectStore('pages').getAll().onsuccess = event => done(event.target.result.filter(one => one.who === mark).length); };
            })
            """, mark)).ShouldBe(0);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task After_a_line_that_failed_the_kept_page_is_opened_at_once_until_it_is_back_and_never_for_whoever_comes_from_signing_in()
    {
        const string kept = "document.documentElement.dataset.kept !== undefined", failed = "async () => !!await caches.match('/offline.js?failed')";
        var (page, address) = await chrome.Heavy("en", 3);
        await Kept(page);
        await page.RouteAsync("**/cells*", route => route.AbortAsync());
        await Type(page, "r1.weight", "111");
        await Says(page, "not yet sent: 1");
        for (var tries = 0; !await page.EvaluateAsync<bool>(failed); tries++)
        {
            tries.ShouldBeLessThan(150, "what failed is remembered");
            await Task.Delay(100);
        }
        await page.GotoAsync(address, new() { Referer = chrome.Address + "/sign-in" });
        (await page.EvaluateAsync<bool>(kept)).ShouldBeFalse("somebody else may have signed in");
        await page.GotoAsync("about:blank");
        await page.GotoAsync(address);
        (await page.EvaluateAsync<bool>(kept)).ShouldBeTrue();
        await Assertions.Expect(page.Locator("[name='r1.weight']")).ToHaveValueAsync("111");
        // Not before: the page that was left may still be asking whether the line is back.
        await page.UnrouteAllAsync();
        await page.EvaluateAsync("dispatchEvent(new Event('online'))");
        await Says(page, "All changes are saved");
        (await page.EvaluateAsync<bool>(failed)).ShouldBeFalse();
        await page.GotoAsync(address);
        (await page.EvaluateAsync<bool>(kept)).ShouldBeFalse();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Rows_pasted_beyond_the_page_go_on_on_the_next()
    {
        var (page, address) = await chrome.Heavy("en", 210);
        (await page.Locator("tr[data-row]").CountAsync()).ShouldBe(200);
        await FormsChrome.Paste(page, "r199.vessel", 20);
        await Says(page, "All changes are saved");
        await page.GotoAsync(address + "?page=2");
        (await page.Locator("tr[data-row]:not([data-new])").CountAsync()).ShouldBe(18);
        await Assertions.Expect(page.Locator("[name='r201.vessel']")).ToHaveValueAsync("Maru 3");
        await Assertions.Expect(page.Locator("[name='r218.vessel']")).ToHaveValueAsync("Maru 20");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task On_a_telephone_in_Arabic_the_table_is_filled_grows_and_loses_rows_without_being_loaded_again()
    {
        var (page, _) = await chrome.Heavy("ar", 3, phone: true);
        await page.EvaluateAsync("window.stayed = true");
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(360);
        await page.Locator("button[value=add-5]").ClickAsync();
        await Assertions.Expect(page.Locator("tr[data-row]")).ToHaveCountAsync(9);
        (await page.EvaluateAsync<string>("document.activeElement.name")).ShouldBe("r5.vessel");
        await Type(page, "r5.vessel", "نجمة");
        await page.Locator("[name=remove]").First.CheckAsync();
        await page.Locator("button[value=remove]").ClickAsync();
        await Says(page, "حُفظت جميع التغييرات");
        (await Chrome.Barriers(page)).ShouldBeEmpty();
        await chrome.Picture(page, "phone");
        (await page.EvaluateAsync<bool>("window.stayed")).ShouldBeTrue();
        await page.ReloadAsync();
        (await page.Locator("tr[data-row]:not([data-new]) [name$='.vessel']").EvaluateAllAsync<string[]>("all => all.map(one => one.value)")).ShouldBe(["Maru 2", "Maru 3", "نجمة"]);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Without_a_line_questions_still_come_and_go_with_the_answers_before_them()
    {
        var page = await chrome.As(chrome.Clerk, "en");
        await page.GotoAsync(await chrome.Begun(page, "questions"));
        (await page.EvaluateAsync<int>("performance.getEntriesByType('resource').filter(one => /rules-|upload-/.test(one.name)).length")).ShouldBe(0, "they come when they are needed");
        await Kept(page);
        await page.Context.SetOfflineAsync(true);
        await page.GotoAsync(page.Url);
        (await page.Locator("[data-answer=weight_1]").IsVisibleAsync()).ShouldBeFalse();
        await page.Locator("[name='f.fished'][value=true]").CheckAsync();
        await Assertions.Expect(page.Locator("[data-answer=weight_1]")).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task With_scripts_off_the_form_is_saved_and_a_file_sent_by_its_buttons()
    {
        var (page, _) = await chrome.Heavy("en", 3, scripts: false);
        await page.Locator("[name='r2.weight']").FillAsync("77");
        await page.Locator("form.e-entry > .e-actions button[value=save]").Last.ClickAsync();
        page.Url.ShouldContain("saved=1");
        var attached = await chrome.Attached(page);
        await page.GotoAsync(attached);
        await page.Locator("input[type=file]").SetInputFilesAsync(Letter);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send this file" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-upload-file] a")).ToHaveTextAsync("Letter.pdf");
        await page.GetByLabel("Remove this file").CheckAsync();
        await page.Locator("form.e-entry > .e-actions button[value=save]").Last.ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("saved=1", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
        await page.GotoAsync(attached);
        (await page.Locator("[data-upload-file]").IsVisibleAsync()).ShouldBeFalse();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_file_is_sent_in_pieces_goes_on_after_a_cut_and_may_be_removed()
    {
        var page = await chrome.As(chrome.Clerk, "en");
        await page.GotoAsync(await chrome.Attached(page));
        var cut = false;
        await page.RouteAsync("**/files/*", async route =>
        {
            if (route.Request.Method != "PATCH" || cut || route.Request.Headers["upload-offset"] == "0")
            {
                await route.ContinueAsync();
                return;
            }
            cut = true;
            await route.AbortAsync();
        });
        await page.Locator("input[type=file]").SetInputFilesAsync(Letter);
        await Assertions.Expect(page.Locator("[data-upload-file] a")).ToHaveTextAsync("Letter.pdf", new() { Timeout = 15_000 });
        cut.ShouldBeTrue();
        await Says(page, "All changes are saved");
        await chrome.Picture(page, "file");
        (await Chrome.Barriers(page)).ShouldBeEmpty();
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("[data-upload-size]")).ToHaveTextAsync("300 kB");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Says(page, "All changes are saved");
        await page.ReloadAsync();
        (await page.Locator("[data-upload-file]").IsVisibleAsync()).ShouldBeFalse();
        await page.Context.CloseAsync();
    }

    private static FilePayload Letter { get; } = new() { Name = "Letter.pdf", MimeType = "application/pdf", Buffer = System.Text.Encoding.ASCII.GetBytes($"%PDF-1.7\n{new string('x', 300_000)}\nstartxref\n9\n%%EOF\n") };

    private static async Task Type(IPage page, string name, string text)
    {
        await page.Locator($"[name='{name}']").FillAsync(text);
        await page.Keyboard.PressAsync("Tab");
    }

    private static Task Says(IPage page, string text) => Assertions.Expect(page.Locator("[data-draft-status]")).ToContainTextAsync(text);

    // Asked again and again: what waits for a function takes the promise of one for yes.
    private static async Task Kept(IPage page)
    {
        for (var tries = 0; !await page.EvaluateAsync<bool>("""
            async () => (await caches.keys()).length > 0 && (await navigator.serviceWorker.getRegistration('/bodies/'))?.active?.state === 'activated'
                && await caches.match(location.pathname).then(kept => kept?.text()).then(text => !!text
                  && (text.match(/<tr[^>]*data-row/g) ?? []).length >= document.querySelectorAll('tr[data-row]').length)
            """); tries++)
        {
            tries.ShouldBeLessThan(150, "the page is kept");
            await Task.Delay(100);
        }
    }
}
