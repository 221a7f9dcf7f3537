using System.Text.RegularExpressions;
using Entente.Feel;
using Entente.Feel.Checking;
using Entente.Feel.Explaining;
using Entente.Feel.Syntax;
using Path = System.IO.Path;

namespace Entente.Tests.Feel.Explaining;

/// <summary>What the reference says the language does is what it does.</summary>
public sealed partial class ReferenceTests
{
    private static readonly Limits Limits = new(Now: new DateTimeOffset(2026, 3, 14, 15, 9, 26, TimeSpan.Zero));
    private static readonly string Page = Read();
    private static readonly Checked Data = Rule.Check(Sample().Match(Page).Groups[1].Value, Scope.Empty);
    private static readonly Scope Scope = Scope.Of([.. ((ContextType)Data.Type).Members]);

    public static TheoryData<string, string, string> Examples =>
        [.. Example().Matches(Page).Select(match => (match.Groups["rule"].Value, match.Groups["result"].Value, match.Groups["why"].Value + match.Groups["refused"].Value))];

    public static TheoryData<string, string, string> Cells =>
        [.. Cell().Matches(Page).Select(match => (match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value))];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_gives_what_the_page_says(string rule, string result, string code)
    {
        var read = Rule.Check(rule, Scope);
        read.Findings.Select(finding => finding.Code).ShouldBe(result.Length == 0 ? [code] : []);
        if (result.Length == 0)
            return;
        var outcome = read.Compile().Evaluate(Data.Compile().Evaluate([]).Value.AsContext.AsSpan(), Limits);
        (outcome.Problem?.Code ?? "").ShouldBe(code);
        outcome.Value.ToString().ShouldBe(Value(result).ToString());
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_is_explained_in_every_language(string rule, string result, string code)
    {
        var read = Rule.Check(rule, Scope);
        foreach (var language in Phrases.Languages)
        {
            var voice = new Voice(language);
            var said = result.Length == 0 ? voice.Say(read.Findings[0]) : voice.Explain(Trace.Of(read, Data.Compile().Evaluate([]).Value.AsContext.AsSpan(), Limits));
            said.ShouldNotBeNullOrWhiteSpace(code);
            said.ShouldNotMatch("explain\\.|thing\\.|finding\\.|case\\.|unit\\.|month\\.");
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Every_cell_tests_what_the_page_says(string cell, string input, string result)
    {
        var read = Checker.CheckTests(cell, Scope.Of(("?", FeelType.Any)));
        read.Findings.ShouldBeEmpty();
        read.Compile().Evaluate([Value(input)]).Value.ShouldBe(Value(result));
    }

    [Fact]
    public void No_row_of_an_example_is_overlooked()
    {
        string[] rows = [.. Page.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal))];
        rows.Where(row => !Example().IsMatch(row) && !Cell().IsMatch(row) && !Code().IsMatch(row)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_built_in_function_has_an_example()
    {
        var called = Example().Matches(Page).Select(match => Parser.Expression(match.Groups["rule"].Value, Scope.Spelled).Tree).OfType<Node>()
            .SelectMany(tree => tree.Walk()).OfType<Call>().Select(call => call.Function).OfType<Name>().Select(name => name.Text).ToHashSet();
        Signatures.All.Select(signature => signature.Name).Where(name => !called.Contains(name)).ShouldBeEmpty();
    }

    private static Value Value(string text) => Rule.Check(text, Scope.Empty).Compile().Evaluate([]).Value;

    private static string Read()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Entente.slnx")))
            folder = folder.Parent!;
        return File.ReadAllText(Path.Combine(folder.FullName, "engines", "Feel", "docs", "language.md"));
    }

    [GeneratedRegex(@"```feel sample\n(.*?)```", RegexOptions.Singleline, 5000)]
    private static partial Regex Sample();

    [GeneratedRegex(@"^\| `(?<rule>[^`]+)` \| (?:`(?<result>[^`]+)`(?: because `(?<why>[a-z-]+)`)?|not accepted: `(?<refused>[a-z-]+)`) \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Example();

    [GeneratedRegex(@"^\| `([^`]+)` \| `([^`]+)` \| `([^`]+)` \|$", RegexOptions.Multiline, 5000)]
    private static partial Regex Cell();

    // Rows that list problems and say in words what they are.
    [GeneratedRegex(@"^\| `[a-z-]+`(?:, `[a-z-]+`)* \| (?!`|not accepted).+ \|$", RegexOptions.Multiline, 5000)]
    private static partial Regex Code();
}
