using Microsoft.Playwright;

namespace Entente.Tests.Journeys;

/// <summary>What every page owes every reader: no barrier, no sideways scrolling on a phone, nothing the browser refuses.</summary>
public sealed class EveryPage(Chrome chrome) : IClassFixture<Chrome>
{
    /// <summary>Who visits which pages; nobody is the public.</summary>
    private static readonly (string? Person, string[] Addresses)[] Visits =
    [
        (null, ["/", "/help", "/accessibility", "/privacy", "/bodies/iccat", "/bodies/iccat/members", "/bodies/iccat/lists/gears", "/components/problems", "/sign-in", "/sign-in/password", "/sign-in/recover", "/nowhere"]),
        ("Camille Exemple", ["/workspace", "/account", "/account/activity", "/bodies/iccat/people", "/bodies/iccat/people/give"]),
        ("Ada Sample", ["/administration", "/administration/jobs", "/administration/mail"]),
    ];

    public static TheoryData<string?, string, string> Pages()
    {
        var pages = new TheoryData<string?, string, string>();
        foreach (var (person, addresses) in Visits)
            foreach (var address in addresses)
                foreach (var language in new[] { "en", "ar" })
                    pages.Add(person, address, language);
        return pages;
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Can_be_used_by_everybody_everywhere(string? person, string address, string language)
    {
        var page = person is null ? await chrome.Visit("about:blank", language) : await chrome.SignIn(person, language);
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
