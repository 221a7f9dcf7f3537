using System.Globalization;
using Entente.Bench.Browser;
using Entente.Bench.Definition;
using Entente.Bench.Link;
using Entente.Bench.Pages;
using Entente.Bench.Processes;
using Entente.Bench.Report;
using Run = Entente.Bench.Pages.Run;

namespace Entente.Bench.Records;

/// <summary>
/// A form of twelve fields and a table of 200 rows by six on a poor link: opened, filled in, opened without a line and sent when the
/// line is back. And what the pages of 10,000 questions weigh. <c>./entente bench records form</c>
/// </summary>
public static class FormBench
{
    private const string Host = "entente.test";
    private const string Large = "survey";
    private const int ApplicationPort = 5451;
    private const int Rounds = 3;
    private const int Saves = 5;
    private const int Questions = 10_000;

    public static async Task<IReadOnlyList<Goal>> Run(CancellationToken cancel)
    {
        using var link = new EmulatedLink();
        using var work = new WorkFolder();
        var certificate = Certificate.Make(work.Sub("tls"), Host, EmulatedLink.ServerAddress, TimeProvider.System);
        await using var ground = await Ground.Open(cancel, link.Server, new Dictionary<string, string>(certificate.Kestrel(EmulatedLink.ServerAddress, ApplicationPort, ApplicationPort), StringComparer.Ordinal)
        {
            ["ENTENTE_ADDRESS"] = $"https://{Host}:{ApplicationPort}",
        });
        var survey = work.Sub(Large);
        Survey.Write(survey, Questions, 100);
        await ground.Publish(survey, cancel);
        await ground.Lend(Large, "FRA", cancel);
        var people = await ground.Lend(Ground.Body, "JPN", cancel);
        await using var browser = await Chromium.Start(link.Browser, work.Sub("profile"), Host, certificate, cancel);
        var reach = link.Server.Reach();
        reach.SslOptions = certificate.Trust();
        using var site = new Site(new Uri($"https://{Host}:{ApplicationPort}"), reach);
        var clerk = new Clerk(site, await site.SignIn(people[0], cancel));
        var colleague = new Clerk(site, await site.SignIn(people[1], cancel));
        var scene = new Scene(link, browser, site, clerk, colleague);
        return [.. await Form(scene, cancel), .. await LargeDefinition(scene, cancel)];
    }

    private static async Task<IReadOnlyList<Goal>> Form(Scene scene, CancellationToken cancel)
    {
        var statement = await scene.Clerk.Begin($"/bodies/{Ground.Body}/form", cancel);
        await scene.Clerk.Fill(statement, "catches", Enumerable.Range(1, 200).Select(Row), cancel);
        var table = new Page("table of 200 × 6", new Uri(scene.Site.Root, $"{statement}/catches"), scene.Clerk.Session);
        var fields = new Page("twelve fields", new Uri(scene.Site.Root, $"{statement}/report"), scene.Clerk.Session);
        var measured = new List<Measured>();
        foreach (var page in new[] { table, fields })
            measured.Add(new Measured(page, Profile.A, await Runs(scene, page, Profile.A, Rounds, cancel)));
        Console.WriteLine(Weights(measured));
        Console.WriteLine();
        var (first, usable) = (measured.Max(page => page.First(Kilobytes)), measured.Max(page => page.First(crossing => crossing.Times.Usable)));
        return
        [
            Goal.AtMost("form of 1,212 fields: first visit, compressed, with style and script", 40, first, "kB"),
            Goal.AtMost("form of 1,212 fields: all scripts of a page", 12, measured.Max(page => page.First(Script)), "kB"),
            Goal.AtMost("form of 1,212 fields: usable on a first visit, A (64 kbit/s, 600 ms)", 6.5, usable, "s"),
            .. await OnTheLine.Measure(scene, table, statement, Saves, cancel),
        ];
    }

    // What the browser does for itself, such as laying out a hundred questions, is no matter of the link: weighed without it.
    private static async Task<IReadOnlyList<Goal>> LargeDefinition(Scene scene, CancellationToken cancel)
    {
        var statement = await scene.Clerk.Begin($"/bodies/{Large}/survey", cancel);
        var measured = new List<Measured>();
        foreach (var (name, path) in new[] { ("list", $"/bodies/{Large}/survey"), ("tasks", statement), ("section", $"{statement}/part_50"), ("check your answers", $"{statement}/check-answers") })
        {
            var page = new Page(name, new Uri(scene.Site.Root, path), scene.Clerk.Session);
            measured.Add(new Measured(page, Profile.Open, await Runs(scene, page, Profile.Open, 1, cancel)));
        }
        Console.WriteLine(Weights(measured));
        Measured Worst(Func<Crossing, double> figure) => measured.MaxBy(page => page.First(figure))!;
        var (heaviest, scripts, later) = (Worst(Kilobytes), Worst(Script), measured.MaxBy(page => page.Later(Kilobytes))!);
        return
        [
            Goal.AtMost($"pages of {Questions} questions in two languages: first visit (worst: {heaviest.Page.Name})", 40, heaviest.First(Kilobytes), "kB"),
            Goal.AtMost($"pages of {Questions} questions in two languages: later visit (worst: {later.Page.Name})", 15, later.Later(Kilobytes), "kB"),
            Goal.AtMost($"pages of {Questions} questions in two languages: all scripts of a page (worst: {scripts.Page.Name})", 12, scripts.First(Script), "kB"),
        ];
    }

    private static async Task<List<Run>> Runs(Scene scene, Page page, Profile profile, int rounds, CancellationToken cancel)
    {
        var visitor = new Visitor(scene.Link, scene.Browser);
        var runs = new List<Run>();
        for (var round = 1; round <= rounds; round++)
            runs.Add(await visitor.Run(page, profile, round, cancel));
        if (runs.SelectMany(run => run.First.Fetched).FirstOrDefault(answer => answer.Kind == "Document") is not { Status: 200, Protocol: "h2", Security: "TLS 1.3" } || runs.Any(run => run.First.Fetched.Any(answer => answer.Kind == "Redirect")))
            throw new CannotMeasure($"{page.Name} is not a page over HTTP/2 and TLS 1.3:\n{string.Join('\n', runs[0].First.Fetched)}");
        return runs;
    }

    private static Table Weights(List<Measured> pages)
    {
        var table = new Table("kB, s", "first", "of it script", "IP down", "IP up", "visible", "usable", "later", "later usable");
        foreach (var page in pages)
            table.Add(page.Page.Name, page.First(Kilobytes), page.First(Script), page.First(one => one.IpDown / 1000d), page.First(one => one.IpUp / 1000d),
                page.First(one => one.Times.Visible), page.First(one => one.Times.Usable), page.Later(Kilobytes), page.Later(one => one.Times.Usable));
        return table;
    }

    private static Dictionary<string, string> Row(int number) => new(StringComparer.Ordinal)
    {
        ["vessel"] = $"Maru {number}",
        ["gear"] = number % 2 == 0 ? "PS" : "LL",
        ["species"] = "YFT",
        ["landed"] = string.Create(CultureInfo.InvariantCulture, $"2026-05-{(number % 28) + 1:00}"),
        ["weight"] = (number * 37.25m).ToString(CultureInfo.InvariantCulture),
        ["number"] = (number * 13 % 997).ToString(CultureInfo.InvariantCulture),
    };

    private static double Kilobytes(Crossing crossing) => crossing.Compressed / 1000d;

    private static double Script(Crossing crossing) => crossing.Script / 1000d;
}

/// <summary>Who and what is on both ends of the link.</summary>
public sealed record Scene(EmulatedLink Link, Chromium Browser, Site Site, Clerk Clerk, Clerk Colleague);
