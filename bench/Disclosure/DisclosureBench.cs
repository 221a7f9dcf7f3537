using Entente.Bench.Ledger;
using Entente.Bench.Processes;
using Entente.Bench.Report;

namespace Entente.Bench.Disclosure;

/// <summary>The goals of disclosure, one part for each group of them. <c>./entente bench disclosure [small] [PART …]</c></summary>
public static class DisclosureBench
{
    /// <summary>A hundredth of the rows and two rounds: to see that it runs. Its figures prove nothing.</summary>
    private const string Small = "small";

    private static readonly Dictionary<string, (string About, Func<bool, CancellationToken, Task<IReadOnlyList<Goal>>> Run)> Parts = new(StringComparer.Ordinal)
    {
        ["rows"] = ("two million rows and statements of two hundred sets of readers: sets in the question, row security, analysts", RowsBench.Run),
        ["receipts"] = ("what an answer costs that waits for its place in the signed log", ReceiptsBench.Run),
        ["ledger"] = ("leaves appended to a log and receipts verified, on one core", (_, cancel) => LedgerBench.Run(cancel)),
        ["readings"] = ("what the log of readings costs a page and an export", ReadingsBench.Run),
        ["keys"] = ("what encryption costs who declares and who reads", KeysBench.Run),
    };

    public static async Task<IReadOnlyList<Goal>> Run(string[] asked, CancellationToken cancel)
    {
        var small = asked.Contains(Small, StringComparer.Ordinal);
        string[] parts = [.. asked.Where(part => part != Small)];
        if (parts.FirstOrDefault(part => !Parts.ContainsKey(part)) is { } unknown)
            throw new CannotMeasure($"There is no part {unknown}. ./entente bench disclosure [small] [PART …], where PART is one of:\n\n{string.Join('\n', Parts.Select(part => $"  {part.Key,-13} {part.Value.About}"))}");
        var goals = new List<Goal>();
        foreach (var (name, (about, run)) in Parts)
        {
            if (parts is not [] && !parts.Contains(name, StringComparer.Ordinal))
                continue;
            Console.WriteLine($"== {name}: {about}{(small ? " (small: no measurement)" : "")}\n");
            goals.AddRange(await run(small, cancel));
            Console.WriteLine();
        }
        return goals;
    }
}
