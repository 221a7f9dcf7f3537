using Entente.Bench.Browser;
using Entente.Bench.Link;
using Entente.Bench.Processes;
using Entente.Bench.Report;

namespace Entente.Bench.Pages;

/// <summary>
/// What pages weigh and how long they take on a poor link, in Chromium behind the emulator.
/// <c>./entente bench pages</c>
/// </summary>
public static class PagesBench
{
    private const string Host = "entente.test";
    private const int ApplicationPort = 5441;
    private const int FloorPort = 5442;

    /// <summary>Compressed size of the floor's page that makes 28 kB on the link, with handshakes and IP headers.</summary>
    private const string FloorContent = "22600";

    public static async Task<IReadOnlyList<Goal>> Run(CancellationToken cancel)
    {
        using var work = new WorkFolder();
        using var link = new EmulatedLink();
        var certificate = Certificate.Make(work.Path, Host, EmulatedLink.ServerAddress, TimeProvider.System);
        using var floorProcess = Checkout.Floor(["page", FloorContent], link.Server, certificate.Kestrel(EmulatedLink.ServerAddress, FloorPort, FloorPort));
        await using var browser = await Chromium.Start(link.Browser, work.Sub("profile"), Host, cancel);
        using var http = new HttpClient(link.Server.Reach());
        await floorProcess.Until(() => Checkout.Answers(http, $"http://127.0.0.1:{FloorPort}/", cancel), TimeSpan.FromSeconds(60), cancel);

        var floor = new Page("floor: bare static page", new Uri($"https://{Host}:{FloorPort}/"));
        Page[] pages = [floor];
        var visitor = new Visitor(link, browser, new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var page in pages)
            Refuse(await visitor.Run(page, Profile.Open, 0, cancel));
        var a = await Measure(visitor, pages, Profile.A, 3, cancel);
        var b = await Measure(visitor, pages, Profile.B, 7, cancel);
        foreach (var measured in a.Concat(b))
            Console.WriteLine($"{measured.Page.Name} {measured.Profile.Name} {measured.First(c => c.IpDown)} {measured.First(c => c.IpUp)} {measured.First(c => c.Compressed)} {measured.First(c => c.Times.Visible)} {measured.First(c => c.Times.Usable)} later {measured.Later(c => c.IpDown)} {measured.Later(c => c.Times.Usable)} | {string.Join(' ', measured.Runs.Select(r => r.First.Times.Usable))}");
        return [];
    }

    private static void Refuse(Run run)
    {
        foreach (var fetched in run.First.Fetched)
            Console.WriteLine(fetched);
    }

    private static async Task<List<Measured>> Measure(Visitor visitor, Page[] pages, Profile profile, int rounds, CancellationToken cancel)
    {
        var runs = pages.ToDictionary(page => page, _ => new List<Run>());
        // Round by round and not page by page, so that a slow minute of the machine falls on all of them.
        for (var round = 1; round <= rounds; round++)
        {
            foreach (var page in pages)
                runs[page].Add(await visitor.Run(page, profile, round, cancel));
        }
        return [.. pages.Select(page => new Measured(page, profile, runs[page]))];
    }
}
