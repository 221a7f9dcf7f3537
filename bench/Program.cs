using System.Runtime.InteropServices;
using Entente.Bench.Definition;
using Entente.Bench.Disclosure;
using Entente.Bench.Feel;
using Entente.Bench.Floors;
using Entente.Bench.Http;
using Entente.Bench.Ledger;
using Entente.Bench.Link;
using Entente.Bench.Obligations;
using Entente.Bench.Pages;
using Entente.Bench.Processes;
using Entente.Bench.Records;
using Entente.Bench.Report;
using Entente.Bench.Start;

// ./entente bench NAME: prints a table, then one line per goal, and ends with 1 when any goal is short.
Dictionary<string, (string About, Func<CancellationToken, Task<IReadOnlyList<Goal>>> Run)> benches = new(StringComparer.Ordinal)
{
    ["link"] = ("the link emulator against the values set on it", LinkBench.Run),
    ["pages"] = ("weight and waiting time of pages on a poor link, in Chromium", PagesBench.Run),
    ["http"] = ("requests per second of a signed-in page", HttpBench.Run),
    ["start"] = ("from the command to the first page, second start", StartBench.Run),
    ["fresh"] = ("from a fresh clone to the first page", StartBench.Fresh),
    ["feel"] = ("ten rules beside a loop by hand and the npm package feelin", FeelBench.Run),
    ["ledger"] = ("leaves appended to a log and receipts verified, on one core", LedgerBench.Run),
    ["definition"] = ("loading and checking a definition of 10,000 questions", DefinitionBench.Run),
    ["records"] = ("declaring, one by one and in bulk: records [PART …]", cancel => RecordsBench.Run(args[1..], cancel)),
    ["disclosure"] = ("who may see what, and proof of what was declared: disclosure [PART …]", cancel => DisclosureBench.Run(args[1..], cancel)),
    ["obligations"] = ("the status of a year, and the last hour before a deadline: obligations [FOLDER]", cancel => ObligationsBench.Run(args[1..], cancel)),
    ["memory"] = ("memory of application and database, idle", MemoryBench.Run),
};

if (args is ["floor", .. var floor])
{
    await Floor.Run(floor);
    return 0;
}
if (args is [Entente.Bench.Disclosure.Host.Word, var how])
{
    await Entente.Bench.Disclosure.Host.Run(how);
    return 0;
}
if (args is not [var name, .. var parts] || (parts.Length > 0 && name is not ("records" or "disclosure" or "obligations")) || !benches.TryGetValue(name, out var bench))
{
    Console.WriteLine("./entente bench NAME, where NAME is one of:\n");
    foreach (var (known, (about, _)) in benches)
        Console.WriteLine($"  {known,-12} {about}");
    return args is [] or ["list"] ? 0 : 2;
}

using var stop = new CancellationTokenSource();
void Stop(PosixSignalContext signal)
{
    signal.Cancel = true; // so that what was made is removed before we go
    stop.Cancel();
}
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

try
{
    Console.WriteLine($"{DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().Date):yyyy-MM-dd}, commit {Command.Run("git", "-C", Checkout.Root, "describe", "--always", "--dirty").Trim()}, {Environment.ProcessorCount} processors, load before {File.ReadAllText("/proc/loadavg").Split(' ')[0]}\n");
    var goals = await bench.Run(stop.Token);
    Console.WriteLine("\ngoal | measured | floor | ratio | ok");
    foreach (var goal in goals)
        Console.WriteLine(goal);
    return goals.All(goal => goal.Ok) ? 0 : 1;
}
catch (CannotMeasure problem)
{
    Console.Error.WriteLine(problem.Message);
    return 2;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    Console.Error.WriteLine("Stopped.");
    return 130;
}
