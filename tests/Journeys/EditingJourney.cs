using Entente.Bodies;
using Entente.Bodies.Editing;
using Entente.Records.Examples;
using Entente.Records.Tables;
using Entente.Tests.Kit;
using Microsoft.Playwright;
using Npgsql;

namespace Entente.Tests.Journeys;

/// <summary>Two officers of a secretariat change a list on the page, in a real browser, from the first word to the version in force.</summary>
public sealed class EditingJourney(Chrome chrome) : IClassFixture<Chrome>
{
    [Theory]
    [InlineData("en")]
    [InlineData("ar")]
    public async Task Can_be_used_by_everybody_everywhere(string language)
    {
        var page = await chrome.SignIn("Inés Muestra", language);
        var proposal = await Begin(page);
        foreach (var address in new[] { "/bodies/iccat/description", proposal, $"{proposal}/lists/gears", $"{proposal}/texts?of=body.yaml", $"{proposal}/forms/bluefin-weekly", $"{proposal}/forms/bluefin-weekly/catches",
            $"{proposal}/forms/bluefin-weekly/checks", $"{proposal}/file?path=body.yaml", $"{proposal}/preview/bluefin-weekly", $"{proposal}/difference", "/bodies/iccat/description/editions/1" })
        {
            await page.SetViewportSizeAsync(1280, 900);
            await page.GotoAsync(address);
            (await Chrome.Barriers(page)).ShouldBeEmpty(address);
            await page.SetViewportSizeAsync(360, 740);
            (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(360, $"{address} fits a phone");
        }
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_new_gear_is_proposed_by_one_and_published_by_another()
    {
        var first = await chrome.SignIn("Inés Muestra");
        var proposal = await Begin(first);
        await first.GotoAsync($"{proposal}/lists/gears");
        await first.Locator("[name='n0.code']").FillAsync("ZZ");
        foreach (var language in new[] { "en", "fr", "es" })
            await first.Locator($"[name='n0.label.{language}']").FillAsync("Kite");
        await first.GetByRole(AriaRole.Button, new() { Name = "Save and check" }).ClickAsync();
        await first.GotoAsync(proposal);
        await first.GetByText("New code ZZ").WaitForAsync();
        await first.GetByRole(AriaRole.Button, new() { Name = "Propose", Exact = true }).ClickAsync();
        var second = await chrome.SignIn("Edward Sample");
        await second.GotoAsync(proposal);
        await second.GetByRole(AriaRole.Button, new() { Name = "Agree and publish" }).ClickAsync();
        await using var owner = NpgsqlDataSource.Create(chrome.Database.Owner);
        (await PublishProposal.Run(owner, Guid.Parse(proposal.Split('/')[^1]), TableMaking.Make, loaded => [.. ExampleCheck.Told(loaded.Body!, loaded.Definitions, loaded.Examples)], TimeProvider.System, CancellationToken.None)).ShouldBeEmpty();
        await second.GotoAsync("/bodies/iccat/lists/gears?q=ZZ");
        await second.GetByText("Kite").First.WaitForAsync();
        await first.Context.CloseAsync();
        await second.Context.CloseAsync();
    }

    private static async Task<string> Begin(IPage page)
    {
        await page.GotoAsync("/bodies/iccat/description");
        await page.Locator("#begin [name=Subject]").FillAsync("Gears of the air");
        await page.Locator("#begin button").ClickAsync();
        await page.WaitForURLAsync(address => Guid.TryParse(address[(address.LastIndexOf('/') + 1)..], out _));
        return new Uri(page.Url).AbsolutePath;
    }
}
