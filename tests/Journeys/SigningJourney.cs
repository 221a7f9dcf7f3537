using Entente.Bodies;
using Entente.Tests.Kit;
using Microsoft.Playwright;

namespace Entente.Tests.Journeys;

/// <summary>A delegate signs with the passkey of a real browser what is submitted.</summary>
public sealed class SigningJourney(FormsChrome chrome)
{
    [Fact]
    public async Task A_delegate_signs_a_return_with_a_passkey_and_the_receipt_says_so()
    {
        var page = await chrome.Visit(await chrome.Ticket(await chrome.Person("Delegate who signs", ("tuna", "JPN", [Right.Read, Right.Enter, Right.Submit]))));
        await page.AddAuthenticator();
        await page.Press("Continue");
        await page.Press("Create a passkey");
        await page.WaitForURLAsync("**/account?welcome=1");
        var address = (await chrome.Begun(page, "heavy"))[..^"/report".Length];
        await page.GotoAsync(address + "/report");
        await page.Locator("[name='f.f01']").FillAsync("K. Sato");
        await page.Locator("form.e-entry > .e-actions button[value=back]").Last.ClickAsync();
        await page.WaitForURLAsync($"**{address}?saved=1");
        await page.GotoAsync(address + "/steps/submit");
        (await Chrome.Barriers(page)).ShouldBeEmpty();
        await chrome.Picture(page, "sign");
        await page.Press("Sign with your passkey and send");
        await page.WaitForURLAsync($"**{address}/receipts/1?done=1");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Signed with a passkey");
        (await Chrome.Barriers(page)).ShouldBeEmpty();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Who_turns_the_browsers_question_down_may_still_send_unsigned()
    {
        var page = await chrome.Visit(await chrome.Ticket(await chrome.Person("Delegate who does not", ("tuna", "JPN", [Right.Read, Right.Enter, Right.Submit]))));
        await page.AddAuthenticator();
        await page.Press("Continue");
        await page.Press("Create a passkey");
        await page.WaitForURLAsync("**/account?welcome=1");
        var address = (await chrome.Begun(page, "heavy"))[..^"/report".Length];
        await page.GotoAsync(address + "/report");
        await page.Locator("[name='f.f01']").FillAsync("K. Sato");
        await page.Locator("form.e-entry > .e-actions button[value=back]").Last.ClickAsync();
        await page.WaitForURLAsync($"**{address}?saved=1");
        await page.GotoAsync(address + "/steps/submit");
        await page.Press("Send without a signature");
        await page.WaitForURLAsync($"**{address}/receipts/1?done=1");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Unsigned");
        await page.Context.CloseAsync();
    }
}
