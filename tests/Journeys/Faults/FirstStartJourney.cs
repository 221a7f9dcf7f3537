using System.Net;
using Microsoft.Playwright;

namespace Entente.Tests.Journeys.Faults;

/// <summary>A new installation without demonstration: from what the console prints to an administrator at work.</summary>
public sealed class FirstStartJourney : IDisposable
{
    private readonly string _data = Started.NewFolder();

    [Fact]
    public async Task The_printed_address_makes_one_administrator_and_is_worth_nothing_afterwards()
    {
        await using var first = await Started.Ready(_data, more: ["--no-demonstration"]);
        var address = first.Said.Split('\n').Single(line => line.Contains("/first-administrator/", StringComparison.Ordinal)).Trim();
        var page = await (await Chrome.Program).NewPageAsync(new() { Locale = "en" });
        await page.AddAuthenticator();
        await page.GotoAsync(address);
        await page.GetByLabel("Your name").FillAsync("Rita Root");
        await page.GetByLabel("E-mail address").FillAsync("rita@example.org");
        await page.Press("Become the administrator");
        await page.Press("Continue");
        await page.Press("Create a passkey");
        await page.WaitForURLAsync("**/account?welcome=1");
        await page.GotoAsync($"http://localhost:{first.Port}/workspace");
        await page.GetByRole(AriaRole.Link, new() { Name = "Administration of this installation" }).ClickAsync();
        (await page.Locator("h1").TextContentAsync())!.ShouldContain("Administration");

        (await first.Get(new Uri(address).PathAndQuery)).ShouldBe(HttpStatusCode.NotFound);
        await page.Context.CloseAsync();
        first.Stop();
        (await first.Ends()).ShouldBe(0);
        await using var second = await Started.Ready(_data);
        second.Said.ShouldNotContain("/first-administrator/");
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);
}
