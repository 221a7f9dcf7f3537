using Entente.Feel;

namespace Entente.Tests.Feel.Running;

public sealed class PatternTests
{
    [Theory]
    [InlineData("matches(\"foobar\", \"^fo*b\")", "true")]
    [InlineData("matches(\"a\\nb\", \"a.b\")", "false")]
    [InlineData("matches(\"a\\nb\", \"a.b\", \"s\")", "true")]
    [InlineData("matches(\"a\\nb\", \"^b$\", \"m\")", "true")]
    [InlineData("matches(\"a\\n\", \"a$\")", "false")]
    [InlineData("matches(\"HELLO\", \"hello\", \"i\")", "true")]
    [InlineData("matches(\"ab\", \" a b \", \"x\")", "true")]
    [InlineData("matches(\"x\", \"[a-z-[aeiou]]\")", "true")]
    [InlineData("matches(\"e\", \"[a-z-[aeiou]]\")", "false")]
    [InlineData("matches(\"😀\", \"^.$\")", "true")]
    [InlineData("matches(\"😀\", \"^[^a]$\")", "true")]
    [InlineData("matches(\"😀\", \"^[😀-😂]$\")", "true")]
    [InlineData("matches(\"😃\", \"^[^😀-😂]$\")", "true")]
    [InlineData("matches(\"a_\", \"^\\i\\c*$\")", "true")]
    [InlineData("matches(\"é\", \"^\\p{Ll}$\")", "true")]
    [InlineData("matches(\"-\", \"^\\w$\")", "false")]
    [InlineData("matches(\"abab\", \"^(ab)\\1$\")", "true")]
    [InlineData("matches(\"abAB\", \"^(ab)\\1$\", \"i\")", "true")]
    [InlineData("replace(\"abracadabra\", \"a.*?a\", \"*\")", "\"*c*bra\"")]
    [InlineData("replace(\"abcd\", \"(ab)|(a)\", \"[1=$1][2=$2]\")", "\"[1=ab][2=]cd\"")]
    [InlineData("replace(\"aabb\", \"(.)\\1\", \"<$1>\")", "\"<a><b>\"")]
    [InlineData("replace(\"1.5\", \"\\.\", \"\\$\")", "\"1$5\"")]
    [InlineData("split(\"a;b;;\", \";\")", "[\"a\", \"b\", \"\", \"\"]")]
    public void As_in_XPath(string text, string value) => Run.Text(Escaped(text)).ShouldBe(value);

    [Theory]
    [InlineData("(a")]
    [InlineData("a**")]
    [InlineData("[b-a]")]
    [InlineData("a{2,1}")]
    [InlineData("(?=a)")]
    [InlineData("(?i)a")]
    [InlineData("\\b")]
    [InlineData("\\p{Nonsense}")]
    [InlineData("(a)[\\1]")]
    [InlineData("(.)\\2")]
    [InlineData("((a{100}){100}){100}")]
    public void What_XPath_does_not_know_or_is_too_large_is_refused(string pattern) =>
        Run.Compiled("matches(\"a\", p)", "p").Evaluate([Value.Of(pattern)]).Problem!.Code.ShouldBe("bad-pattern");

    [Theory]
    [InlineData("replace(\"a\", \"x*\", \"-\")", "matches-nothing")]
    [InlineData("replace(\"a\", \"a\", \"$\")", "bad-replacement")]
    [InlineData("matches(\"a\", \"a\", \"p\")", "bad-pattern")]
    public void What_cannot_be_says_why(string text, string problem) => Run.Text(text).ShouldBe(problem);

    [Theory]
    [InlineData("^(a+)+$")]
    [InlineData("^(a|a)*$")]
    [InlineData("^(.*)\\1(.*)\\2(.*)\\3!$")]
    [InlineData("^((a+)+)\\1\\2!$")]
    public void No_pattern_runs_away(string pattern)
    {
        var started = Environment.TickCount64;
        Run.Compiled("matches(t, p)", "t", "p").Evaluate([Value.Of(new string('a', 5_000) + "b"), Value.Of(pattern)], new Limits(Steps: 200_000));
        (Environment.TickCount64 - started).ShouldBeLessThan(5_000);
    }

    // The rows are written with single backslashes; the language wants them doubled in a text, except before n.
    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\\\\n", "\\n", StringComparison.Ordinal);
}
