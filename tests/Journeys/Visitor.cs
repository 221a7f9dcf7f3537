using Entente.Tests.Kit;
using Microsoft.Playwright;

namespace Entente.Tests.Journeys;

/// <summary>What people at a browser do at the door, journey after journey.</summary>
internal static class Visitor
{
    /// <summary>Somebody new, from the link in the mail to a passkey of their own; signed in, on the account page.</summary>
    public static async Task<IPage> Newcomer(this Chrome chrome, string name)
    {
        var page = await chrome.Visit(await chrome.Ticket(await chrome.Person(name)));
        await page.AddAuthenticator();
        await page.Press("Continue");
        await page.Press("Create a passkey");
        await page.WaitForURLAsync("**/account?welcome=1");
        return page;
    }

    public static Task Press(this IPage page, string name) => page.Locator("main").GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();

    /// <summary>A device of the browser's own making, as its developers' tools offer it.</summary>
    public static async Task AddAuthenticator(this IPage page, bool agrees = true)
    {
        var tools = await page.Context.NewCDPSessionAsync(page);
        await tools.SendAsync("WebAuthn.enable");
        await tools.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true,
                ["isUserVerified"] = agrees, ["automaticPresenceSimulation"] = true,
            },
        });
    }
}
