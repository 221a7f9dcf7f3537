using Entente.Feel;
using Entente.Feel.Checking;
using Entente.Feel.Dmn;
using Entente.Feel.Dmn.Tables;

namespace Entente.Tests.Feel.Dmn;

/// <summary>Tables from sheets whose cells stand apart by <c>|</c>, so that the tests read as the tables do.</summary>
internal static class Sheets
{
    public static readonly Scope Catches = Scope.Of(("gear", FeelType.TextOf("PS", "LL", "BB")), ("weight_kg", FeelType.Number), ("landed", FeelType.Date), ("frozen", FeelType.Boolean));

    public static DecisionTable Table(string sheet)
    {
        var (table, findings) = TableSheet.Read(Csv(sheet), "fees");
        findings.ShouldBeEmpty();
        return table!;
    }

    public static PreparedTable Prepared(string sheet) => PreparedTable.Prepare(Table(sheet), Catches);

    public static Rule Rule(string sheet)
    {
        var prepared = Prepared(sheet);
        prepared.Findings.ShouldBeEmpty();
        return prepared.Rule!;
    }

    public static TableAnalysis Analysis(string sheet)
    {
        var prepared = Prepared(sheet);
        prepared.Findings.ShouldBeEmpty();
        return prepared.Analyse()!;
    }

    public static string Asked(string sheet, string gear, decimal weight) => Text(Rule(sheet).Evaluate([Value.Of(gear), Value.Of(weight)]));

    public static string Text(Outcome outcome) => outcome.Problem is { } problem ? $"{problem.Code}: {string.Join(", ", problem.Facts)}" : $"{outcome.Value}";

    public static string Csv(string sheet) =>
        string.Join('\n', sheet.Split('\n').Select(line => string.Join(',', line.Split('|').Select(cell => $"\"{cell.Trim().Replace("\"", "\"\"")}\""))));

    public static string Said(ModelFinding finding) =>
        $"{finding.At.Line}:{finding.At.Column} {finding.Finding.Code}{(finding.Finding.Facts.Count > 0 ? " " : "")}{string.Join(", ", finding.Finding.Facts)}";
}
