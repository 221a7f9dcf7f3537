using Microsoft.Playwright;

namespace Entente.Tests.Journeys;

/// <summary>What every page owes every reader: no barrier, no sideways scrolling on a phone, nothing the browser refuses.</summary>
public sealed class EveryPage(Chrome chrome) : IClassFixture<Chrome>
{
    private static readonly string[] Addresses =
        ["/", "/help", "/bodies/iccat", "/bodies/iccat/members", "/bodies/iccat/lists/gears", "/components", "/components/problems", "/accessibility", "/privacy", "/nowhere"];

    public static TheoryData<string, string> Pages()
    {
        var pages = new TheoryData<string, string>();
        foreach (var address in Addresses)
            foreach (var language in new[] { "en", "ar" })
                pages.Add(address, language);
        return pages;
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Can_be_used_by_everybody_everywhere(string address, string language)
    {
        var page = await chrome.Visit("about:blank", language);
        var complaints = Complaints(page);
        await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.Load });
        (await Chrome.Barriers(page)).ShouldBeEmpty();
        complaints.ShouldBeEmpty();
        await page.SetViewportSizeAsync(360, 740);
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(360, "it fits a phone");
        await page.Context.CloseAsync();
    }

    // What the browser refuses (our policy forbids everything foreign and inline), scripts that fail, and any
    // request to another host. A page that is not there may say so.
    private List<string> Complaints(IPage page)
    {
        var complaints = new List<string>();
        page.Console += (_, said) =>
        {
            if (said.Type == "error" && !said.Text.Contains("404", StringComparison.Ordinal))
                complaints.Add(said.Text);
        };
        page.PageError += (_, error) => complaints.Add(error);
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(chrome.Address, StringComparison.Ordinal))
                complaints.Add("asks " + request.Url);
        };
        return complaints;
    }
}
