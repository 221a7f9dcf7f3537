using Entente.Feel.Syntax;

namespace Entente.Feel.Dmn.Tables;

/// <summary>Which facts about a table matter under its hit policy.</summary>
internal static class TableJudgement
{
    public static void Add(TableGrid grid, List<TableGap> gaps, List<TableOverlap> overlaps, List<int> idle, List<ModelFinding> findings)
    {
        // A table that collects answers none for a combination on purpose; a default answers all of them.
        if (grid.Table.Policy is HitPolicy.Unique or HitPolicy.Any or HitPolicy.Priority or HitPolicy.First && !grid.HasDefault)
            findings.AddRange(gaps.Select(gap => Say(grid, "gap", null, Example(grid, gap.Example))));
        foreach (var overlap in overlaps)
            if (Code(grid.Table.Policy, overlap.Differ) is { } code)
                findings.Add(Say(grid, code, overlap.Second, [$"{overlap.First}", $"{overlap.Second}", .. Example(grid, overlap.Example)]));
        findings.AddRange(idle.Select(row => Say(grid, "idle-row", row, [$"{row}"])));
    }

    private static string? Code(HitPolicy policy, bool? differ) => (policy, differ) switch
    {
        (HitPolicy.Unique, _) => "overlap",
        (HitPolicy.Any, true) => "conflict",
        (HitPolicy.Any, null) => "possible-conflict",
        _ => null,
    };

    /// <summary>Pairs of a column and a value.</summary>
    private static Seq<string> Example(TableGrid grid, Seq<Value> example) =>
        [.. grid.Table.Inputs.Zip(example).SelectMany(pair => new[] { pair.First.Expression, $"{pair.Second}" })];

    private static ModelFinding Say(TableGrid grid, string code, int? row, Seq<string> facts) =>
        new(new Finding(code, default, facts), row is { } one ? grid.Table.Rules[one - 1].At : grid.Table.At, grid.Table.Name, row);
}
