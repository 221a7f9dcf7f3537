using System.Globalization;
using System.Text.RegularExpressions;
using Entente.Feel;
using Entente.Feel.Explaining;
using Entente.Feel.Syntax;
using Path = System.IO.Path;

namespace Entente.Tests.Feel.Explaining;

/// <summary>Whatever can be found wrong has words in every language.</summary>
public sealed partial class VocabularyTests
{
    // Written in the sources like codes, but words for kinds of values.
    private static readonly string[] Kinds = ["date-and-time", "days-duration", "years-duration"];

    // Codes are put together of this and a word.
    private static readonly string[] Parts = ["type-parameter", "close-angle", "instance-of", "arguments-by-name"];

    public static TheoryData<string> Languages => [.. Phrases.Languages];

    [Fact]
    public void Every_code_in_the_sources_is_in_the_vocabulary() =>
        CodesInSources().Except(Vocabulary.Facts.Keys).ShouldBeEmpty();

    [Fact]
    public void Every_code_of_the_vocabulary_is_in_the_sources()
    {
        var sources = string.Join('\n', Sources());
        Vocabulary.Facts.Keys.Where(code => !sources.Contains($"\"{code}\"", StringComparison.Ordinal) && !Expected().Contains(code)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_code_has_words(string language) =>
        Vocabulary.Facts.Keys.Where(code => string.IsNullOrWhiteSpace(Phrases.In(language)[$"finding.{code}"]) || !Phrases.In(language).Knows($"finding.{code}")).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Languages))]
    public void No_words_are_for_a_code_that_does_not_exist(string language) =>
        Phrases.In(language).Keys.Where(key => key.StartsWith("finding.", StringComparison.Ordinal)).Select(key => key[8..]).Except(Vocabulary.Facts.Keys).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Languages))]
    public void Words_mention_only_facts_that_are_given(string language)
    {
        foreach (var (code, facts) in Vocabulary.Facts)
            foreach (var place in Places(Phrases.In(language)[$"finding.{code}"]))
                int.Parse(place.Split(':')[0], CultureInfo.InvariantCulture).ShouldBeLessThan(facts, $"{language} {code}");
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_language_mentions_the_same_facts(string language)
    {
        // Arabic has a word of its own for one row.
        foreach (var key in Phrases.In("en").Keys.Where(key => !key.EndsWith(".one", StringComparison.Ordinal)))
            Places(Phrases.In(language)[key]).Order().Distinct().ShouldBe(Places(Phrases.In("en")[key]).Order().Distinct(), $"{language} {key}");
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void A_finding_is_said_in_whole_sentences(string language)
    {
        foreach (var (code, count) in Vocabulary.Facts)
        {
            Seq<string> facts = [.. Enumerable.Range(1, Math.Max(count, 2)).Select(fact => $"{fact}")];
            var said = new Voice(language).Say(new Finding(code, default, facts));
            said.ShouldEndWith(".", customMessage: $"{language} {code}: {said}");
            said.ShouldNotContain("{", customMessage: $"{language} {code}: {said}");
        }
    }

    private static IEnumerable<string> Expected() =>
        Enum.GetValues<TokenKind>().Where(kind => kind is TokenKind.OpenRound or TokenKind.Dots or TokenKind.And or TokenKind.Greater or TokenKind.Colon or TokenKind.Less
            or TokenKind.Arrow or TokenKind.Then or TokenKind.Else or TokenKind.Return or TokenKind.Satisfies or TokenKind.In).Select(Codes.Expected);

    // Everything with a hyphen, and every first argument of what makes a finding.
    private static IEnumerable<string> CodesInSources() =>
        Sources().SelectMany(source => Hyphened().Matches(source).Concat(Given().Matches(source))).Select(match => match.Groups[1].Value)
            .Concat(Expected()).Except(Kinds).Except(Parts).Distinct();

    private static IEnumerable<string> Sources()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Entente.slnx")))
            folder = folder.Parent!;
        var engine = Path.Combine(folder.FullName, "engines", "Feel");
        return new[] { "Syntax", "Checking", "Running", "Dmn", "Values", "Browser" }
            .SelectMany(part => Directory.EnumerateFiles(Path.Combine(engine, part), "*.cs", SearchOption.AllDirectories)).Select(File.ReadAllText);
    }

    private static IEnumerable<string> Places(string text) => Place().Matches(text).Select(match => match.Groups[1].Value);

    [GeneratedRegex("\"([a-z]+(?:-[a-z]+)+)\"", RegexOptions.None, 5000)]
    private static partial Regex Hyphened();

    [GeneratedRegex("\\b(?:Finding|Fail|Failed|Say|Report|Break|Halt|Refuse|Refusal|Missing)\\((?:from\\.Home, |model, )?\"([a-z]+)\"", RegexOptions.None, 5000)]
    private static partial Regex Given();

    [GeneratedRegex(@"\{([^}]+)\}", RegexOptions.None, 5000)]
    private static partial Regex Place();
}
