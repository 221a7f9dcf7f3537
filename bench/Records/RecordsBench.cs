using Entente.Bench.Definition;
using Entente.Bench.Processes;
using Entente.Bench.Records.Bulk;
using Entente.Bench.Report;

namespace Entente.Bench.Records;

/// <summary>The goals of records, one part for each group of them; a name takes all parts that begin with it. <c>./entente bench records [PART …]</c></summary>
public static class RecordsBench
{
    private static readonly Dictionary<string, (string About, Func<CancellationToken, Task<IReadOnlyList<Goal>>> Run)> Parts = new(StringComparer.Ordinal)
    {
        ["single"] = ("one statement of twenty fields after the other, beside INSERT … COMMIT", SingleBench.Run),
        ["register"] = ("the list of a register of a million entries as of a day", RegisterBench.Run),
        ["form"] = ("a form of 1,212 fields on a poor link, with and without a line, and the pages of 10,000 questions", FormBench.Run),
        ["bulk-rows"] = ("100,000 and 1,000,000 rows from CSV and back, beside COPY, and the memory they take", RowsBench.Run),
        ["bulk-workbook"] = ("100,000 rows from XLSX, beside LibreOffice", WorkbookBench.Run),
        ["bulk-rules"] = ("240 rules over 100,000 rows of five parties at once", RulesBench.Run),
        ["definition"] = ("loading and checking a definition of 10,000 questions in two languages", DefinitionBench.Run),
    };

    public static async Task<IReadOnlyList<Goal>> Run(string[] asked, CancellationToken cancel)
    {
        if (asked.FirstOrDefault(part => !Parts.Keys.Any(name => Means(part, name))) is { } unknown)
            throw new CannotMeasure($"There is no part {unknown}. ./entente bench records [PART …], where PART is one of:\n\n{string.Join('\n', Parts.Select(part => $"  {part.Key,-13} {part.Value.About}"))}");
        var goals = new List<Goal>();
        foreach (var (name, (about, run)) in Parts)
        {
            if (asked is not [] && !asked.Any(part => Means(part, name)))
                continue;
            Console.WriteLine($"== {name}: {about}\n");
            goals.AddRange(await run(cancel));
            Console.WriteLine();
        }
        return goals;
    }
    // "bulk" is all three.
    private static bool Means(string asked, string name) => name == asked || name.StartsWith(asked + "-", StringComparison.Ordinal);
}
