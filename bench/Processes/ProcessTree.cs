using System.Globalization;

namespace Entente.Bench.Processes;

/// <summary>A process as /proc shows it.</summary>
public sealed record Running(int Id, int Parent, string Name, long PssKilobytes, double CpuSeconds);

public static class ProcessTree
{
    /// <summary>
    /// The processes below these roots with their proportional set size: memory shared by several processes is
    /// divided among them, so that the sum is what the machine really gives up.
    /// </summary>
    public static IReadOnlyList<Running> Of(IEnumerable<int> roots)
    {
        var all = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? Look(id) : null)
            .OfType<Running>()
            .ToList();
        return Below(roots, all);
    }

    /// <summary>The roots and everything they started, directly or not.</summary>
    public static IReadOnlyList<Running> Below(IEnumerable<int> roots, IReadOnlyCollection<Running> all)
    {
        HashSet<int> found = [.. roots];
        while (all.Any(process => found.Contains(process.Parent) && found.Add(process.Id)))
        {
        }
        return [.. all.Where(process => found.Contains(process.Id)).OrderBy(process => process.Id)];
    }

    /// <summary>The Pss line of /proc/ID/smaps_rollup, in kilobytes of 1,024 bytes as the kernel counts them.</summary>
    public static long Pss(string rollup)
    {
        foreach (var line in rollup.Split('\n'))
        {
            if (line.StartsWith("Pss:", StringComparison.Ordinal))
                return long.Parse(line.AsSpan(4).Trim().TrimEnd("kB").TrimEnd(), provider: CultureInfo.InvariantCulture);
        }
        return 0;
    }

    /// <summary>
    /// The parent's number and the processor time spent, that of ended children included, from /proc/ID/stat, whose
    /// second field is a name that may hold spaces and brackets.
    /// </summary>
    public static (int Parent, double CpuSeconds) Stat(string stat)
    {
        const double ticksPerSecond = 100; // fixed by Linux for whoever reads /proc
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (int.Parse(fields[1], CultureInfo.InvariantCulture), fields[11..15].Sum(ticks => long.Parse(ticks, CultureInfo.InvariantCulture)) / ticksPerSecond);
    }

    private static Running? Look(int id)
    {
        try
        {
            var (parent, cpu) = Stat(File.ReadAllText($"/proc/{id}/stat"));
            var words = File.ReadAllText($"/proc/{id}/cmdline").Split('\0', StringSplitOptions.RemoveEmptyEntries);
            return words.Length == 0
                ? null // a thread of the kernel
                : new Running(id, parent, string.Join(' ', words), Pss(File.ReadAllText($"/proc/{id}/smaps_rollup")), cpu);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null; // ended while we looked, or is not ours to see
        }
    }
}
