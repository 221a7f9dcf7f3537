using System.Globalization;
using Entente.Bench.Processes;

namespace Entente.Bench.Records.Bulk;

/// <summary>What the process of the application occupies, in megabytes: the kernel keeps its highest since it was last told to forget it.</summary>
internal sealed class Occupied(int process)
{
    public static Occupied Of(Ground ground) =>
        new(ProcessTree.Of([ground.Application.Id]).First(process => process.Name.Contains("Entente.Platform.dll", StringComparison.Ordinal)).Id);

    public double Now => Read("VmRSS:");

    public double Highest => Read("VmHWM:");

    public void Forget() => File.WriteAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/clear_refs"), "5");

    private double Read(string line) =>
        double.Parse(File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/status")).First(one => one.StartsWith(line, StringComparison.Ordinal)).AsSpan(line.Length).Trim().TrimEnd("kB").TrimEnd(), CultureInfo.InvariantCulture) * 1024 / 1e6;
}
