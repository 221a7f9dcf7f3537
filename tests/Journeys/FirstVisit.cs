namespace Entente.Tests.Journeys;

public sealed class FirstVisit(Chrome chrome) : IClassFixture<Chrome>
{
    [Fact]
    public async Task A_browser_reaches_the_application()
    {
        var page = await chrome.Visit("/health/live");
        (await page.TextContentAsync("body")).ShouldBe("live\n");
    }
}
