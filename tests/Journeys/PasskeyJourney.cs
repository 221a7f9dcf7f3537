using Entente.Tests.Kit;
using Microsoft.Playwright;

namespace Entente.Tests.Journeys;

/// <summary>Coming in as people do it: with a passkey in a real browser, and with a password where no script runs.</summary>
public sealed class PasskeyJourney(Chrome chrome) : IClassFixture<Chrome>
{
    private static readonly string[] OwnPages = ["/account", "/account/profile", "/account/name", "/account/activity", "/account/password", "/enrol", "/enrol/password", "/sign-in/again", "/sign-out"];
    private static readonly string[] DoorPages = ["/sign-in", "/sign-in/password", "/sign-in/recover", "/sign-in/recover?asked=1", "/enrol/nothing", "/enrol"];

    [Fact]
    public async Task From_the_link_in_a_mail_to_a_passkey_out_and_in_again()
    {
        var page = await chrome.Visit(await chrome.Ticket(await chrome.Person("Passkey Traveller")));
        await page.AddAuthenticator();
        await page.Press("Continue");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Name of the passkey" }).FillAsync("Office computer");
        await page.Press("Create a passkey");
        await page.WaitForURLAsync("**/account?welcome=1");
        (await page.Locator("main").TextContentAsync())!.ShouldContain("Office computer");
        await page.Locator("main").GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

        await page.GotoAsync("/account/activity");
        page.Url.ShouldContain("/sign-in?back=");
        await page.Press("Sign in with a passkey");
        await page.WaitForURLAsync("**/account/activity");
        (await page.Locator("main").TextContentAsync())!.ShouldContain("Passkey added");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Whoever_turns_the_browsers_question_down_is_told_what_else_there_is()
    {
        var page = await chrome.Visit("/sign-in");
        await page.AddAuthenticator(agrees: false);
        await page.Press("Sign in with a passkey");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The passkey was not used");
        (await Chrome.Barriers(page)).ShouldBeEmpty();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task With_scripts_switched_off_a_password_and_a_code_lead_all_the_way()
    {
        var page = await chrome.Visit(await chrome.Ticket(await chrome.Person("Scriptless Traveller")), scripts: false);
        await page.Press("Continue");
        await page.GetByRole(AriaRole.Link, new() { Name = "Choose a password" }).ClickAsync();
        await page.GetByLabel("New password").FillAsync("lighthouse velvet ostrich");
        await page.Press("Continue");
        var telephone = Telephone.Reads(chrome, (await page.Locator(".e-key").TextContentAsync())!);
        await page.GetByLabel("The code that it shows now").FillAsync(telephone.Code());
        await page.Press("Finish");
        (await page.Locator(".e-codes li").CountAsync()).ShouldBe(10);
        await page.Press("I have kept them");
        page.Url.ShouldEndWith("/account");
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("en"), InlineData("ar")]
    public async Task The_pages_of_the_door_can_be_used_by_everybody(string language)
    {
        var page = await chrome.Visit("/sign-in", language);
        foreach (var address in DoorPages)
            await NoBarrier(page, address);
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("en"), InlineData("ar")]
    public async Task The_pages_of_an_account_can_be_used_by_everybody(string language)
    {
        var page = await chrome.Visit(await chrome.Ticket(await chrome.Person("Account Reader " + language)), language);
        await page.AddAuthenticator();
        await page.Locator("main form button").ClickAsync();
        await NoBarrier(page, "/enrol");
        await page.Locator("form[data-passkey] button").ClickAsync();
        await page.WaitForURLAsync("**/account?welcome=1");
        await page.GotoAsync("/enrol/password");
        await page.Locator("input[name=Password]").FillAsync("lighthouse velvet ostrich");
        await page.Locator("main form button[type=submit]").ClickAsync();
        await NoBarrier(page, "/enrol/code");
        await page.Locator("input[name=OneTimeCode]").FillAsync(Telephone.Reads(chrome, (await page.Locator(".e-key").TextContentAsync())!).Code());
        await page.Locator("main form button[type=submit]").ClickAsync();
        await NoBarrier(page, "/account/recovery-codes");
        foreach (var address in OwnPages)
            await NoBarrier(page, address);
        await page.Context.CloseAsync();
    }

    private static async Task NoBarrier(IPage page, string address)
    {
        if (new Uri(page.Url).PathAndQuery != address)
            await page.GotoAsync(address);
        (await Chrome.Barriers(page)).ShouldBeEmpty();
        var wide = page.ViewportSize!;
        await page.SetViewportSizeAsync(360, 740);
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(360, $"{address} fits a phone");
        await page.SetViewportSizeAsync(wide.Width, wide.Height);
    }
}
