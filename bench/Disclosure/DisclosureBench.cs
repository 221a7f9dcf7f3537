using Entente.Bench.Processes;
using Entente.Bench.Report;

namespace Entente.Bench.Disclosure;

/// <summary>The goals of disclosure, one part for each group of them. <c>./entente bench disclosure [PART …]</c></summary>
public static class DisclosureBench
{
    private static readonly Dictionary<string, (string About, Func<CancellationToken, Task<IReadOnlyList<Goal>>> Run)> Parts = new(StringComparer.Ordinal)
    {
        ["receipts"] = ("what an answer costs that waits for its place in the signed log", ReceiptsBench.Run),
    };

    public static async Task<IReadOnlyList<Goal>> Run(string[] asked, CancellationToken cancel)
    {
        if (asked.FirstOrDefault(part => !Parts.ContainsKey(part)) is { } unknown)
            throw new CannotMeasure($"There is no part {unknown}. ./entente bench disclosure [PART …], where PART is one of:\n\n{string.Join('\n', Parts.Select(part => $"  {part.Key,-13} {part.Value.About}"))}");
        var goals = new List<Goal>();
        foreach (var (name, (about, run)) in Parts)
        {
            if (asked is not [] && !asked.Contains(name, StringComparer.Ordinal))
                continue;
            Console.WriteLine($"== {name}: {about}\n");
            goals.AddRange(await run(cancel));
            Console.WriteLine();
        }
        return goals;
    }
}
