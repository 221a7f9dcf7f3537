using System.Diagnostics;
using Entente.Bench.Browser;
using Entente.Bench.Link;
using Entente.Bench.Processes;

namespace Entente.Bench.Pages;

/// <summary>Somebody behind the link who opens a page, does something in it, leaves and comes back.</summary>
public sealed class Visitor(EmulatedLink link, Chromium browser)
{
    public async Task<Run> Run(Page page, Profile profile, int seed, CancellationToken cancel)
    {
        await using var tab = await browser.OpenFresh(page.Address, page.Session ?? Cookies.None, cancel);
        var first = await Cross(tab, profile, seed, () => tab.Visit(page.Address, cancel), cancel);
        var interaction = page.Interaction is { } script
            ? await Cross(tab, profile, seed + 100, () => Act(tab, script, cancel), cancel)
            : null;
        await tab.Leave(cancel);
        var later = await Cross(tab, profile, seed + 200, () => tab.Visit(page.Address, cancel), cancel);
        link.Set(Profile.Open, seed); // so that this visitor's goodbye is over before the next one comes
        return new Run(first, later, interaction);
    }

    /// <summary>Does something in a tab under this weather, until nothing is under way any more.</summary>
    public async Task<Crossing> Cross(Tab tab, Profile profile, int seed, Func<Task<Times>> act, CancellationToken cancel)
    {
        link.Set(profile, seed);
        tab.Forget();
        var times = await act();
        // What is still under way (acknowledgements, a script's own requests) belongs to the visit.
        while (!tab.Still() || link.Quiet < TimeSpan.FromSeconds(1))
            await Task.Delay(50, cancel);
        return new Crossing(link.Down.Bytes, link.Up.Bytes, tab.Fetched, times);
    }

    /// <summary>The script promises its end: what the person waited for is there.</summary>
    public static async Task<Times> Act(Tab tab, string script, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        await tab.Value(script, cancel);
        return new Times(clock.Elapsed.TotalSeconds, clock.Elapsed.TotalSeconds);
    }
}
