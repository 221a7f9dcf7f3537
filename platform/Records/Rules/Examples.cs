using System.Globalization;
using Entente.Records.Content;

namespace Entente.Records.Rules;

/// <summary>One of the body's own tests as it was read: what is declared, in which surroundings, and exactly which findings it gives.</summary>
/// <param name="Findings">As docs/definitions.md writes them: <c>plausible-weight at catches 1 weight</c>.</param>
public sealed record ExampleRun(string Name, Statement Statement, Surroundings Surroundings, IReadOnlyList<string> Findings);

/// <summary>A finding that an example does not expect, or expects in vain.</summary>
public sealed record ExampleDifference(string Finding, bool Expected);

/// <summary>Runs examples.</summary>
public static class Examples
{
    /// <summary>What differs: nothing but the findings listed may come, and each as often as it is listed.</summary>
    public static IReadOnlyList<ExampleDifference> Run(RuleBook book, ExampleRun example)
    {
        var came = book.Judge(example.Statement, example.Surroundings).Faults.Select(Written).ToList();
        var missing = new List<ExampleDifference>();
        foreach (var finding in example.Findings.Select(Plain))
            if (!came.Remove(finding))
                missing.Add(new ExampleDifference(finding, Expected: true));
        return [.. missing, .. came.Select(finding => new ExampleDifference(finding, Expected: false))];
    }

    /// <summary>A fault as an example writes it: the code of a check, or of a rule of ours, then section, row and field.</summary>
    public static string Written(Fault fault)
    {
        var rule = fault.Rule.StartsWith(Fault.OfCheck, StringComparison.Ordinal) ? fault.Rule[Fault.OfCheck.Length..] : fault.Rule;
        var place = new[] { fault.Section, fault.RowNumber?.ToString(CultureInfo.InvariantCulture), fault.Field }.OfType<string>().ToArray();
        return place.Length == 0 ? rule : $"{rule} at {string.Join(' ', place)}";
    }

    private static string Plain(string finding) => string.Join(' ', finding.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
