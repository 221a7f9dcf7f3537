using Entente.Feel.Dmn.Translating;

namespace Entente.Feel.Dmn.Tables;

/// <summary>Checks of a table that need no expression to be read.</summary>
internal static class TableShape
{
    private const int MostRows = 100_000;

    public static bool Check(DecisionTable table, Surroundings around)
    {
        var sound = true;
        foreach (var (code, at, rule, column, facts) in Findings(table))
        {
            around.Say(code, at, rule, column, facts);
            sound = false;
        }
        return sound;
    }

    private static IEnumerable<(string Code, Location At, int? Rule, string? Column, string[] Facts)> Findings(DecisionTable table)
    {
        if (table.Outputs.Count == 0)
            yield return ("no-output", table.At, null, null, []);
        if (table.Rules.Count > MostRows)
            yield return ("too-many-rows", table.At, null, null, [$"{table.Rules.Count}", $"{MostRows}"]);
        foreach (var finding in Outputs(table).Concat(Policies(table)))
            yield return finding;
        for (var row = 0; row < table.Rules.Count; row++)
            foreach (var finding in Row(table, table.Rules[row], row + 1))
                yield return finding;
    }

    private static IEnumerable<(string Code, Location At, int? Rule, string? Column, string[] Facts)> Outputs(DecisionTable table)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var output in table.Outputs)
            if (table.Outputs.Count > 1 && string.IsNullOrWhiteSpace(output.Name))
                yield return ("output-without-name", output.At, null, null, []);
            else if (output.Name is { } name && !seen.Add(name))
                yield return ("repeated-name", output.At, null, name, [name]);
    }

    private static IEnumerable<(string Code, Location At, int? Rule, string? Column, string[] Facts)> Policies(DecisionTable table)
    {
        if (table.Aggregation != Aggregation.None && table.Policy != HitPolicy.Collect)
            yield return ("aggregation-without-collect", table.At, null, null, [$"{table.Aggregation}"]);
        if (table.Aggregation is Aggregation.Sum or Aggregation.Min or Aggregation.Max && table.Outputs.Count > 1)
            yield return ("aggregation-of-several", table.At, null, null, [$"{table.Aggregation}", $"{table.Outputs.Count}"]);
    }

    private static IEnumerable<(string Code, Location At, int? Rule, string? Column, string[] Facts)> Row(DecisionTable table, TableRule rule, int row)
    {
        if (rule.Inputs.Count != table.Inputs.Count)
            yield return ("row-width", rule.At, row, null, [$"{table.Inputs.Count}", $"{rule.Inputs.Count}"]);
        if (rule.Outputs.Count != table.Outputs.Count)
            yield return ("row-width", rule.At, row, null, [$"{table.Outputs.Count}", $"{rule.Outputs.Count}"]);
        for (var column = 0; column < rule.Inputs.Count && column < table.Inputs.Count; column++)
            if (string.IsNullOrWhiteSpace(rule.Inputs[column].Text))
                yield return ("blank-cell", rule.Inputs[column].At, row, table.Inputs[column].Expression, ["-"]);
        for (var column = 0; column < rule.Outputs.Count && column < table.Outputs.Count; column++)
            if (string.IsNullOrWhiteSpace(rule.Outputs[column].Text))
                yield return ("blank-cell", rule.Outputs[column].At, row, table.Outputs[column].Name, ["null"]);
    }
}
