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
    private const int PlainPort = 5440;
    private const int RoundsOfA = 3;
    private const int RoundsOfB = 5;

    /// <summary>Compressed size of the floor's page that makes 28 kB on the link, with handshakes and IP headers.</summary>
    private const string FloorContent = "22600";

    public static async Task<IReadOnlyList<Goal>> Run(CancellationToken cancel)
    {
        using var work = new WorkFolder();
        using var link = new EmulatedLink();
        var certificate = Certificate.Make(work.Path, Host, EmulatedLink.ServerAddress, TimeProvider.System);
        using var application = Checkout.Application(work.Sub("data"), PlainPort, link.Server, new Dictionary<string, string>(certificate.Kestrel(EmulatedLink.ServerAddress, ApplicationPort, PlainPort), StringComparer.Ordinal)
        {
            ["ENTENTE_ADDRESS"] = $"https://{Host}:{ApplicationPort}",
        });
        using var bare = Checkout.Floor(["page", FloorContent], link.Server, certificate.Kestrel(EmulatedLink.ServerAddress, FloorPort, FloorPort));
        await using var browser = await Chromium.Start(link.Browser, work.Sub("profile"), Host, certificate, cancel);
        var reach = link.Server.Reach();
        reach.SslOptions = certificate.Trust();
        using var site = new Site(new Uri($"https://{Host}:{ApplicationPort}"), reach);
        await application.Until(() => Checkout.Answers(site.Http, "/", cancel), TimeSpan.FromMinutes(5), cancel);

        var floor = new Page("floor: bare static page", new Uri($"https://{Host}:{FloorPort}/"));
        Page[] pages = [floor, .. await Pages(site, cancel)];
        var visitor = new Visitor(link, browser);
        foreach (var page in pages)
            RefuseUnlike(page, (await visitor.Run(page, Profile.Open, 0, cancel)).First.Fetched);
        var a = await Measure(visitor, pages, Profile.A, RoundsOfA, cancel);
        var b = await Measure(visitor, pages, Profile.B, RoundsOfB, cancel);
        Console.WriteLine(Weights(a));
        Console.WriteLine();
        Console.WriteLine(Waits(a, b));
        return Goals(a, b);
    }

    private static async Task<List<Page>> Pages(Site site, CancellationToken cancel)
    {
        var member = await site.SignIn("National contact point", cancel);
        var arab = await site.SignIn("Morocco", cancel);
        var secretary = await site.SignIn("Executive Secretary", cancel);
        var administrator = await site.SignIn("Administrator", cancel);
        Page Of(string name, string path, Cookies? session = null, string? interaction = null) => new(name, new Uri(site.Root, path), session, interaction);
        return
        [
            Of("home", "/"),
            Of("a body's home", "/bodies/iccat"),
            Of("sign-in", "/sign-in"),
            Of("a table of members, sorted", "/bodies/iccat/members", interaction: Interactions.Sort),
            Of("a table of codes, searched", "/bodies/iccat/lists/species", interaction: Interactions.Search("tuna")),
            Of("workspace", "/workspace", member),
            Of("workspace in Arabic", "/workspace", arab),
            Of("account", "/account", member),
            Of("people of a body", "/bodies/iccat/people", secretary),
            Of("administration", "/administration", administrator),
        ];
    }

    /// <summary>Chromium paints a refusal as gladly as a page, and would speak HTTP/1.1 if that were all there is.</summary>
    private static void RefuseUnlike(Page page, IReadOnlyList<Fetched> fetched)
    {
        if (fetched.FirstOrDefault(answer => answer.Kind == "Document") is not { Status: 200, Protocol: "h2", Security: "TLS 1.3" } || fetched.Any(answer => answer.Kind == "Redirect"))
            throw new CannotMeasure($"{page.Name} is not a page over HTTP/2 and TLS 1.3:\n{string.Join('\n', fetched)}");
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

    private static Table Weights(List<Measured> a)
    {
        var table = new Table("kB, no loss", "first", "of it script", "IP down", "IP up", "later", "IP down", "IP up", "interaction", "IP down", "IP up");
        foreach (var page in a)
        {
            double[] figures =
            [
                page.First(Kilobytes), page.First(Script), page.First(IpDown), page.First(IpUp),
                page.Later(Kilobytes), page.Later(IpDown), page.Later(IpUp),
                page.Interaction(Kilobytes), page.Interaction(IpDown), page.Interaction(IpUp),
            ];
            table.Add([page.Page.Name, .. figures.Select(figure => (object)figure)]);
        }
        return table;
    }

    private static Table Waits(List<Measured> a, List<Measured> b)
    {
        var table = new Table("seconds", "A visible", "A usable", "A later", "A interaction", "B visible", "B usable", "B later", "B usable, all runs");
        foreach (var (one, other) in a.Zip(b))
        {
            table.Add(
                one.Page.Name, one.First(Visible), one.First(Usable), one.Later(Usable), one.Interaction(Usable),
                other.First(Visible), other.First(Usable), other.Later(Usable), string.Join(' ', other.Runs.Select(run => Figure.Of(run.First.Times.Usable))));
        }
        return table;
    }

    private static List<Goal> Goals(List<Measured> a, List<Measured> b) =>
    [
        Worst(a, "first visit to any page, compressed, with style and script", 30, page => page.First(Kilobytes), "kB", floor: true),
        Worst(a, "later visit to any page, compressed", 15, page => page.Later(Kilobytes), "kB"),
        Worst(a, "all scripts of any page", 12, page => page.First(Script), "kB"),
        Worst(a, "any interaction", 2, page => page.Interaction(Kilobytes), "kB"),
        Worst(a, "any page usable, A (64 kbit/s, 600 ms)", 5, page => page.First(Usable), "s", floor: true),
        Worst(b, "any page usable, B (and 2 % loss)", 6.5, page => page.First(Usable), "s", floor: true),
    ];

    /// <summary>A promise about every page is kept by the worst of them. The floor is the first.</summary>
    private static Goal Worst(List<Measured> pages, string name, double limit, Func<Measured, double> figure, string unit, bool floor = false)
    {
        var worst = pages.Skip(1).MaxBy(figure)!;
        return Goal.AtMost($"pages: {name} (worst: {worst.Page.Name})", limit, figure(worst), unit, floor ? figure(pages[0]) : null);
    }

    private static double Kilobytes(Crossing crossing) => crossing.Compressed / 1000d;

    private static double Script(Crossing crossing) => crossing.Script / 1000d;

    private static double IpDown(Crossing crossing) => crossing.IpDown / 1000d;

    private static double IpUp(Crossing crossing) => crossing.IpUp / 1000d;

    private static double Visible(Crossing crossing) => crossing.Times.Visible;

    private static double Usable(Crossing crossing) => crossing.Times.Usable;
}
