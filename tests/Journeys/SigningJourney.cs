using Entente.Bodies;
using Entente.Tests.Kit;
using Microsoft.Playwright;

namespace Entente.Tests.Journeys;

/// <summary>A delegate signs with the passkey of a real browser what is submitted.</summary>
public sealed class SigningJourney(FormsChrome chrome)
{
    [Theory]
    [InlineData("Sign with your passkey and send", "Signed with a passkey")]
    [InlineData("Send without a signature", "Unsigned")]
    public async Task A_delegate_signs_a_return_with_a_passkey_or_does_not_and_the_receipt_says_which(string button, string said)
    {
        var page = await chrome.Visit(await chrome.Ticket(await chrome.Person("Delegate: " + said, ("tuna", "JPN", [Right.Read, Right.Enter, Right.Submit]))));
        await page.AddAuthenticator();
        await page.Press("Continue");
        await page.Press("Create a passkey");
        await page.WaitForURLAsync("**/account?welcome=1");

        var report = await chrome.Begun(page, "heavy");
        var address = report[..^"/report".Length];
        await page.GotoAsync(report);
        await page.Locator("[name='f.f01']").FillAsync("K. Sato");
        await page.Locator("form.e-entry > .e-actions button[value=back]").Last.ClickAsync();
        await page.WaitForURLAsync($"**{address}?saved=1");
        await page.GotoAsync(address + "/steps/submit");
        (await Chrome.Barriers(page)).ShouldBeEmpty();
        await chrome.Picture(page, "sign");
        await page.Press(button);
        await page.WaitForURLAsync($"**{address}/receipts/1?done=1");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(said);
        (await Chrome.Barriers(page)).ShouldBeEmpty();
        await page.Context.CloseAsync();
    }
}
