using Microsoft.Playwright;

namespace Entente.Tests.Journeys;

/// <summary>What happens to somebody who sits before a page for long: asked again, warned, and given back what was typed.</summary>
public sealed class SessionJourney(SlowChrome chrome) : IClassFixture<SlowChrome>
{
    [Fact]
    public async Task Before_something_sensitive_the_passkey_is_used_once_more()
    {
        var page = await chrome.Newcomer("Interrupted Traveller");
        await chrome.Pass(page, TimeSpan.FromMinutes(6));
        await page.GotoAsync("/enrol");
        page.Url.ShouldContain("/sign-in/again?back=");
        (await Chrome.Barriers(page)).ShouldBeEmpty();
        await page.Press("Use a passkey");
        await page.WaitForURLAsync("**/enrol");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Five_minutes_before_its_end_the_page_asks_and_whoever_stays_stays()
    {
        var page = await chrome.Newcomer("Slow Reader");
        await page.GotoAsync("/account");
        await chrome.Pass(page, TimeSpan.FromMinutes(39));
        await Assertions.Expect(Warning(page)).ToBeHiddenAsync();
        await chrome.Pass(page, TimeSpan.FromMinutes(2));
        await Assertions.Expect(Warning(page)).ToContainTextAsync("Minutes left: 4");
        (await Chrome.Barriers(page)).ShouldBeEmpty();
        await Stay(page);
        await chrome.Pass(page, TimeSpan.FromMinutes(39));
        await Assertions.Expect(Warning(page)).ToBeHiddenAsync();
        await page.ReloadAsync();
        page.Url.ShouldEndWith("/account");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Whoever_comes_back_too_late_signs_in_and_sends_what_was_typed()
    {
        var page = await chrome.Newcomer("Long Luncher");
        await page.GotoAsync("/account/name");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Long Luncher of the Ministry");
        await chrome.Pass(page, TimeSpan.FromHours(2));
        await Assertions.Expect(Warning(page)).ToContainTextAsync("Minutes left: 0");
        await Stay(page);
        await page.Press("Save");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("What you typed is kept for half an hour");
        await page.Press("Sign in with a passkey");
        await page.WaitForURLAsync("**/sign-in/resend/*");
        (await Chrome.Barriers(page)).ShouldBeEmpty();
        await page.Press("Send it now");
        await page.WaitForURLAsync("**/account");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Long Luncher of the Ministry");
        await page.Context.CloseAsync();
    }

    private static ILocator Warning(IPage page) => page.GetByRole(AriaRole.Dialog, new() { Name = "You will soon be signed out" });

    private static async Task Stay(IPage page)
    {
        await Warning(page).GetByRole(AriaRole.Button, new() { Name = "Stay signed in" }).ClickAsync();
        await Assertions.Expect(Warning(page)).ToBeHiddenAsync();
    }
}

/// <summary>The same with an afternoon that passes when the journey says so, for the server and in the page alike.</summary>
public sealed class SlowChrome : Chrome
{
    private readonly Afternoon _afternoon = new();

    protected override TimeProvider Time => _afternoon;

    public override async Task<IPage> Visit(string address, string language = "en", bool scripts = true, bool phone = false)
    {
        var page = await base.Visit("about:blank", language, scripts, phone);
        await page.Clock.InstallAsync(new() { TimeDate = _afternoon.GetUtcNow().UtcDateTime });
        await page.GotoAsync(address);
        return page;
    }

    public async Task Pass(IPage page, TimeSpan time)
    {
        _afternoon.Passed += time;
        await page.Clock.FastForwardAsync((long)time.TotalMilliseconds);
    }

    private sealed class Afternoon : TimeProvider
    {
        public TimeSpan Passed { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Passed;
    }
}
