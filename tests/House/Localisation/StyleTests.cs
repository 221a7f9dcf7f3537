using System.Text.RegularExpressions;

namespace Entente.Tests.House.Localisation;

public sealed partial class StyleTests
{
    [Fact]
    public void Styles_say_start_and_end_so_that_Arabic_mirrors_by_itself() =>
        Tree.Files("platform", ".css", ".scss").SelectMany(file => Sided(file, Tree.Read(file))).ShouldBeEmpty();

    [Theory]
    [InlineData("margin-left: 1px"), InlineData("padding-right:0"), InlineData("border-left-color: red"), InlineData("left: 0"), InlineData("text-align: right"), InlineData("float: left")]
    [InlineData("border-top-left-radius: 2px"), InlineData("scroll-margin-left: 2px"), InlineData("margin: 1px 2px 3px 4px"), InlineData("inset: 0 auto 0 0"), InlineData("background-position: right 4px center")]
    public void A_side_that_would_not_mirror_is_found(string declaration) =>
        Sided("a.scss", $".a {{ {declaration}; }}").ShouldHaveSingleItem();

    [Theory]
    [InlineData("margin-inline-start: 1px"), InlineData("text-align: start"), InlineData("margin: 1px 2px 3px 2px"), InlineData("margin: 1px 2px"), InlineData("/* left: 0 */ top: 0"), InlineData("padding: $a $b $c $b")]
    public void What_mirrors_is_left_alone(string declaration) =>
        Sided("a.scss", $".a {{ {declaration}; }}").ShouldBeEmpty();

    private static IEnumerable<string> Sided(string file, string style)
    {
        foreach (Match match in Declaration().Matches(Comment().Replace(style, "")))
        {
            var (property, value) = (match.Groups["property"].Value, match.Groups["value"].Value.Trim());
            var sides = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var uneven = FourSided().IsMatch(property) && sides.Length == 4 && sides[1] != sides[3];
            if (uneven || Side().IsMatch(property) || (SidedValue().IsMatch(property) && Side().IsMatch(value)))
                yield return $"{file}: {property}: {value}";
        }
    }

    [GeneratedRegex(@"/\*.*?\*/|//[^\n]*", RegexOptions.Singleline, 1_000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"(?<=[{;\s])(?<property>[a-z-]+)\s*:\s*(?<value>[^;{}]+)(?=[;}])", RegexOptions.None, 1_000)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"(^|[\s-])(left|right)($|[\s-])", RegexOptions.None, 1_000)]
    private static partial Regex Side();

    [GeneratedRegex(@"^(margin|padding|inset|scroll-(margin|padding))$", RegexOptions.None, 1_000)]
    private static partial Regex FourSided();

    [GeneratedRegex(@"^(text-align|text-align-last|float|clear|justify-(content|items|self)|background-position|background|transform-origin|object-position|caption-side|resize)$", RegexOptions.None, 1_000)]
    private static partial Regex SidedValue();
}
