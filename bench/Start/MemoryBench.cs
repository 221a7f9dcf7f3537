using Entente.Bench.Processes;
using Entente.Bench.Report;

namespace Entente.Bench.Start;

/// <summary>What the application and its database occupy when nobody asks anything. <c>./entente bench memory</c></summary>
public static class MemoryBench
{
    public static async Task<IReadOnlyList<Goal>> Run(CancellationToken cancel)
    {
        using var work = new WorkFolder();
        var (port, bare) = (Port.Free(), Port.Free());
        using var application = Checkout.Application(work.Sub("data"), port);
        using var floor = Checkout.Floor(["hello"], bare);
        await Use(floor, bare, ["/"], "", cancel);
        await Use(application, port, ["/"], "", cancel);
        using var site = new Site(new Uri($"http://localhost:{port}"), new SocketsHttpHandler());
        var session = await site.SignIn("National contact point", cancel);
        await Use(application, port, ["/", "/bodies/iccat", "/bodies/iccat/members", "/workspace", "/account"], session.Header, cancel);
        Console.WriteLine("Used; now idle for 60 s …");
        await Task.Delay(TimeSpan.FromSeconds(60), cancel);
        var (processes, least) = (ProcessTree.Of([application.Id]), ProcessTree.Of([floor.Id]));
        var table = new Table("process", "MB (PSS)");
        foreach (var process in processes)
            table.Add(Short(process.Name), Megabytes([process]));
        table.Add("sum", Megabytes(processes));
        table.Add("floor: bare ASP.NET process, no database", Megabytes(least));
        Console.WriteLine(table);
        if (!processes.Any(process => process.Name.Contains("postgres", StringComparison.Ordinal)))
            throw new CannotMeasure("The database is not among the processes that the application started.");
        return [Goal.AtMost("memory: application and database, idle", 350, Megabytes(processes), "MB", Megabytes(least))];
    }

    private static async Task Use(Started started, int port, string[] pages, string cookies, CancellationToken cancel)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.TryAddWithoutValidation("Cookie", cookies);
        await started.Until(() => Checkout.Answers(http, $"http://127.0.0.1:{port}/", cancel), TimeSpan.FromMinutes(5), cancel);
        foreach (var page in Enumerable.Repeat(pages, 10).SelectMany(all => all))
        {
            if (!await Checkout.Answers(http, $"http://127.0.0.1:{port}{page}", cancel))
                throw new CannotMeasure($"{page} does not answer with a page.");
        }
    }

    private static double Megabytes(IEnumerable<Running> processes) => processes.Sum(process => process.PssKilobytes) * 1024 / 1e6;

    private static string Short(string command) => command.Length > 90 ? command[..90] + "…" : command;
}
