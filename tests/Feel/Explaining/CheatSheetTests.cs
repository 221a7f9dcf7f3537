using System.Text.RegularExpressions;
using Entente.Feel;
using Entente.Feel.Checking;

namespace Entente.Tests.Feel.Explaining;

/// <summary>What the two pages for officers promise is what the language does.</summary>
public sealed partial class CheatSheetTests
{
    [Theory]
    [InlineData("rules.md")]
    [InlineData("rules.fr.md")]
    public void Every_example_is_sound_and_gives_what_the_page_says(string page)
    {
        var text = File.ReadAllText(Path.Combine(House(), "docs", page));
        var sample = Rule.Check(Sample().Match(text).Groups[1].Value, Scope.Empty);
        var figures = sample.Compile().Evaluate([]).Value.AsContext;
        var scope = Scope.Of([.. ((ContextType)sample.Type).Members]);
        var examples = Example().Matches(text);
        examples.Count.ShouldBe(30);
        foreach (Match example in examples)
        {
            var rule = Rule.Check(example.Groups[1].Value, scope);
            rule.Findings.ShouldBeEmpty(example.Value);
            var expected = Rule.Check(example.Groups[2].Value, Scope.Empty).Compile().Evaluate([]).Value;
            var outcome = rule.Compile().Evaluate(figures.AsSpan());
            outcome.Problem.ShouldBeNull(example.Value);
            outcome.Value.ShouldBe(expected, example.Value);
        }
    }

    private static string House()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Entente.slnx")))
            folder = folder.Parent!;
        return folder.FullName;
    }

    [GeneratedRegex(@"```feel sample\n(.*?)```", RegexOptions.Singleline, 5000)]
    private static partial Regex Sample();

    [GeneratedRegex(@"^\| [^|]+ \| `([^`]+)` \| `([^`]+)` \|$", RegexOptions.Multiline, 5000)]
    private static partial Regex Example();
}
