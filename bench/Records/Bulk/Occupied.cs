using System.Globalization;
using Entente.Bench.Processes;

namespace Entente.Bench.Records.Bulk;

/// <summary>
/// What the process of the application occupies, in megabytes. Its own memory is what it was given by the kernel and compiled; the
/// files of the program and the framework that are mapped beside it are the same for every process and can be taken back at any time.
/// </summary>
internal sealed class Occupied(int process) : IDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource _ends = new();
    private double _highest;

    public static Occupied Of(Ground ground)
    {
        var made = new Occupied(ProcessTree.Of([ground.Application.Id]).First(process => process.Name.Contains("Entente.Platform.dll", StringComparison.Ordinal)).Id);
        _ = made.Watch();
        return made;
    }

    public double Now => Own();

    /// <summary>Of its own memory, looked at twenty times a second.</summary>
    public double Highest => Math.Max(Volatile.Read(ref _highest), Own());

    /// <summary>With the mapped files, as the kernel keeps it.</summary>
    public double HighestResident => Read("VmHWM:");

    public void Forget()
    {
        Volatile.Write(ref _highest, 0);
        File.WriteAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/clear_refs"), "5");
    }

    public void Dispose()
    {
        _ends.Cancel();
        _ends.Dispose();
    }

    private async Task Watch()
    {
        using var turn = new PeriodicTimer(Between);
        try
        {
            while (await turn.WaitForNextTickAsync(_ends.Token))
                Volatile.Write(ref _highest, Math.Max(_highest, Own()));
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException or InvalidOperationException)
        {
            // The bench or the application has ended.
        }
    }

    private double Own() => Read("RssAnon:") + Read("RssShmem:");

    private double Read(string line) =>
        double.Parse(File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/status")).First(one => one.StartsWith(line, StringComparison.Ordinal)).AsSpan(line.Length).Trim().TrimEnd("kB").TrimEnd(), CultureInfo.InvariantCulture) * 1024 / 1e6;
}
