using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Content;

namespace Entente.Records.Examples;

/// <summary>Where an example expects another finding than it gives; each expected finding stands for one.</summary>
public static class ExampleDifferences
{
    /// <param name="say">A fault in words.</param>
    public static IEnumerable<Finding> Of(Example example, IEnumerable<Fault> faults, Func<Fault, string> say)
    {
        var missing = example.Findings.ToList();
        var unexpected = new List<Fault>();
        foreach (var fault in faults)
        {
            if (missing.FindIndex(expected => Meets(expected, fault)) is >= 0 and var at)
                missing.RemoveAt(at);
            else
                unexpected.Add(fault);
        }
        foreach (var expected in missing)
            yield return new Finding(example.File, expected.At.Line, expected.At.Column, "finding-missing", $"\"{Written(expected)}\" is not found.",
                unexpected.Find(fault => RuleOf(fault) == expected.Rule) is { } elsewhere ? $"It is found at another place: \"{Written(elsewhere)}\"." : "Mend the example, or the check.");
        foreach (var fault in unexpected)
        {
            var at = PlaceOf(example, fault);
            yield return new Finding(example.File, at.Line, at.Column, "finding-unexpected", $"\"{Written(fault)}\" is found: {say(fault)}", "Mend the example, or add this line to its findings.");
        }
    }

    private static bool Meets(ExpectedFinding expected, Fault fault) =>
        expected.Rule == RuleOf(fault) && expected.Section == fault.Section && expected.Row == fault.RowNumber && expected.Field == fault.Field;

    private static string RuleOf(Fault fault) => fault.Rule.StartsWith(Fault.OfCheck, StringComparison.Ordinal) ? fault.Rule[Fault.OfCheck.Length..] : fault.Rule;

    private static string Written(ExpectedFinding expected) => Written(expected.Rule, expected.Section, expected.Row, expected.Field);

    private static string Written(Fault fault) => Written(RuleOf(fault), fault.Section, fault.RowNumber, fault.Field);

    private static string Written(string rule, string? section, long? row, string? field) =>
        section is null ? rule : $"{rule} at {section}{(row is null ? "" : $" {row}")}{(field is null ? "" : $" {field}")}";

    // The answer, or else the row, or else the beginning of the file.
    private static Place PlaceOf(Example example, Fault fault)
    {
        if (fault.Section is null || example.Content.GetValueOrDefault(fault.Section) is not { } rows)
            return Place.Start;
        var row = rows.ElementAtOrDefault(fault.RowNumber is { } number ? (int)number - 1 : 0);
        return row is null ? Place.Start : fault.Field is not null && row.Answers.TryGetValue(fault.Field, out var answer) ? answer.At : row.At;
    }
}
