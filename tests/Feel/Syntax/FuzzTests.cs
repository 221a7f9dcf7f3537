using System.Text;
using Entente.Feel.Syntax;

namespace Entente.Tests.Feel.Syntax;

/// <summary>Whatever is given, the parser answers, points into the text, and looks at each token a bounded number of times.</summary>
public sealed class FuzzTests
{
    private const int StepsForACharacter = 60;

    private static readonly string[] Pieces =
    [
        "a", "b", "Monthly Salary", "date and time", "not", "external", "of", "1", "2.5", "\"x\"", "'", "@\"P1D\"", "(", ")", "[", "]", "{", "}", ",", ":", ".", "..", "->", "**", "+", "-", "*", "/",
        "=", "!=", "<", "<=", ">", ">=", "<>", "==", "&&", "if", "then", "else", "for", "in", "return", "some", "every", "satisfies", "and", "or", "between", "instance of", "function", "function(", "list<", "context<",
        "true", "null", "IF", "AND", "?", "#", "\"", "\\", "//", "/*", "*/", "\n", "\uD83D", "\u0000", "“", "≤", "1e5", "é",
    ];

    [Theory]
    [InlineData(1), InlineData(2)]
    public void Random_bytes_are_answered(int seed)
    {
        var random = new Random(seed + 100 * Cases.Seed);
        var bytes = new byte[120];
        for (var i = 0; i < Cases.Of(10_000); i++)
        {
            var some = bytes.AsSpan(0, random.Next(bytes.Length));
            random.NextBytes(some);
            Answered(random.Next(2) == 0 ? Encoding.UTF8.GetString(some) : Encoding.Latin1.GetString(some), Names.None);
        }
    }

    [Theory]
    [InlineData(3), InlineData(4)]
    public void Words_and_signs_in_any_order_are_answered(int seed)
    {
        var random = new Random(seed + 100 * Cases.Seed);
        for (var i = 0; i < Cases.Of(10_000); i++)
            Answered(string.Join(random.Next(3) == 0 ? "" : " ", random.GetItems(Pieces, random.Next(1, 40))), Trees.Names);
    }

    [Fact]
    public void Spoilt_texts_of_the_kit_are_answered()
    {
        var random = new Random(5 + 100 * Cases.Seed);
        foreach (var text in KitTexts.All())
            for (var i = 0; i < 4; i++)
                Answered(Spoilt(text.Text, random), text.Names);
    }

    [Fact]
    public void Spoilt_trees_are_answered()
    {
        var random = new Random(6 + 100 * Cases.Seed);
        for (var i = 0; i < Cases.Of(10_000); i++)
            Answered(Spoilt(Printer.Print(new Trees(random).Expression(), Trees.Names), random), Trees.Names);
    }

    [Theory]
    [InlineData("("), InlineData("["), InlineData("{a: "), InlineData("]"), InlineData("f("), InlineData("a["), InlineData("not("), InlineData("- "), InlineData("--"), InlineData("function("), InlineData("function(a) ")]
    [InlineData("if "), InlineData("if a then b else "), InlineData("for x in "), InlineData("for a in b return "), InlineData("some x in "), InlineData("for a b c "), InlineData("x in ("), InlineData("x in "), InlineData("(1..")]
    [InlineData("a "), InlineData("a+"), InlineData("a or "), InlineData("a."), InlineData("a[1]"), InlineData("f()"), InlineData("a < "), InlineData("a between 1 and "), InlineData("a instance of "), InlineData("a instance of list<")]
    [InlineData("x instance of function<"), InlineData("x instance of context<a:"), InlineData("'"), InlineData("' "), InlineData("\""), InlineData("/*"), InlineData("//"), InlineData("#"), InlineData("\\"), InlineData(")"), InlineData("(]"), InlineData("([{")]
    [InlineData("{a b c: 1, "), InlineData("a-"), InlineData("Monthly "), InlineData("date and "), InlineData("f(a: "), InlineData("1,"), InlineData("1.."), InlineData("@"), InlineData("\"\\u"), InlineData("[1, (2, {a: f("), InlineData("< "), InlineData("1 2)")]
    public void Any_beginning_repeated_without_end_costs_no_more_than_its_length(string piece)
    {
        foreach (var times in new[] { 10, 1000, 40_000 / piece.Length })
            Answered(string.Concat(Enumerable.Repeat(piece, times)), Trees.Names);
    }

    [Fact]
    public void A_name_that_almost_fits_everywhere_costs_no_more_than_its_length()
    {
        var long_name = string.Join("+", Enumerable.Repeat("a", 2000));
        Answered(string.Concat("{", long_name, "+b: 1, c: ", string.Join("+", Enumerable.Repeat("a", 20_000))), Names.Of(long_name + "+c"));
    }

    private static string Spoilt(string text, Random random)
    {
        var spoilt = new StringBuilder(text);
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var at = random.Next(spoilt.Length + 1);
            if (random.Next(3) == 0)
                spoilt.Insert(at, Pieces[random.Next(Pieces.Length)]);
            else if (random.Next(2) == 0)
                spoilt.Remove(at, Math.Min(random.Next(1, 5), spoilt.Length - at));
            else if (at < spoilt.Length)
                spoilt[at] = text[random.Next(text.Length)];
        }
        return spoilt.ToString();
    }

    private static void Answered(string text, Names names)
    {
        foreach (var tests in new[] { false, true })
        {
            var (parsed, steps) = Parser.Measure(text, names, tests);
            var shown = text.Length < 300 ? text : text[..300];
            steps.ShouldBeLessThanOrEqualTo(StepsForACharacter * (text.Length + 2), shown);
            (parsed.Tree is not null || parsed.Findings.Count > 0).ShouldBeTrue(shown);
            foreach (var finding in parsed.Findings)
                (finding.At.Start >= 0 && finding.At.Length >= 0 && finding.At.End <= text.Length).ShouldBeTrue($"{finding.Code} at {finding.At.Start}+{finding.At.Length} in {shown}");
            foreach (var node in parsed.Tree?.Walk() ?? [])
                (node.At.Start >= 0 && node.At.Length >= 0 && node.At.End <= text.Length).ShouldBeTrue(shown);
        }
    }
}
