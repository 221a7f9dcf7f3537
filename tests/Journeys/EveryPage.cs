using Microsoft.Playwright;

namespace Entente.Tests.Journeys;

/// <summary>What every page owes every reader: no barrier, no sideways scrolling on a phone, nothing the browser refuses.</summary>
public abstract class EveryPage(Chrome chrome, string language)
{
    /// <summary>Who visits which pages; nobody is the public.</summary>
    private static readonly (string? Person, string[] Addresses)[] Visits =
    [
        (null, ["/", "/help", "/accessibility", "/privacy", "/protection", "/protection/asvs", "/protection/libraries", "/bodies/iccat", "/bodies/iccat/members", "/bodies/iccat/lists/gears", "/bodies/iccat/ports?view=map", "/components/problems", "/sign-in", "/sign-in/password", "/sign-in/recover", "/nowhere"]),
        ("Camille Exemple", ["/workspace", "/account", "/account/activity", "/account/keys", "/bodies/iccat/people", "/bodies/iccat/people/give", "/workspace/calendar", "/bodies/iccat/status", "/bodies/iccat/status?view=matrix", "/bodies/iccat/status?view=trend", "/bodies/iccat/status/rows", "/bodies/iccat/status/difference", "/bodies/iccat/papers", "/bodies/iccat/document-imports/mirror"]),
        ("Ada Sample", ["/administration", "/administration/jobs", "/administration/mail"]),
    ];

    public static TheoryData<string?> Visitors() => [.. Visits.Select(visit => visit.Person)];

    [Theory]
    [MemberData(nameof(Visitors))]
    public async Task Can_be_used_by_everybody_everywhere(string? person)
    {
        var page = person is null ? await chrome.Visit("about:blank", language) : await chrome.SignIn(person, language);
        var complaints = Complaints(page);
        foreach (var address in Visits.Single(visit => visit.Person == person).Addresses)
        {
            await page.SetViewportSizeAsync(1280, 900);
            await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.Load });
            complaints.AddRange(await Chrome.Barriers(page));
            await page.SetViewportSizeAsync(360, 740);
            if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth") is > 360 and var wide)
                complaints.Add($"{address} is {wide} wide on a phone of 360");
        }
        complaints.ShouldBeEmpty();
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
                complaints.Add($"{said.Text} on {page.Url}");
        };
        page.PageError += (_, error) => complaints.Add($"{error} on {page.Url}");
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(chrome.Address, StringComparison.Ordinal))
                complaints.Add($"{page.Url} asks {request.Url}");
        };
        return complaints;
    }
}

public sealed class EveryPageInEnglish(Chrome chrome) : EveryPage(chrome, "en");

/// <summary>From right to left, and in another script.</summary>
public sealed class EveryPageInArabic(Chrome chrome) : EveryPage(chrome, "ar");
