using Entente.Feel;
using Entente.Feel.Syntax;

namespace Entente.Tests.Feel.Syntax;

public sealed class FindingsTests
{
    [Theory]
    [InlineData("", "empty@0"), InlineData(" // nothing", "empty@0")]
    [InlineData("a +", "expected-value@3"), InlineData("+ a", "expected-value@0 +"), InlineData("a + * b", "expected-value@4 *"), InlineData("(a + )", "expected-value@5 )"), InlineData("a and", "expected-value@5"), InlineData("f(1, )", "expected-value@5 )"), InlineData("a[]", "expected-value@2 ]")]
    [InlineData("a b", "two-values-without-operator@2 a|b"), InlineData("Monthly Salary * 12", "two-values-without-operator@8 Monthly|Salary"), InlineData("f(1 2)", "two-values-without-operator@4 1|2")]
    [InlineData("if a b else c", "expected-then@4 b ~ then"), InlineData("if a then b", "expected-else@11  ~ else"), InlineData("if a", "expected-then@4  ~ then")]
    [InlineData("for x a return b", "expected-in@5 a ~ in"), InlineData("for x in a b", "expected-return@10 b ~ return"), InlineData("some x in a b", "expected-satisfies@11 b ~ satisfies"), InlineData("a between 1 or 2", "expected-and@11 or ~ and")]
    [InlineData("a instance number", "expected-of@10 number ~ of"), InlineData("a instance of 1", "expected-type@14 1"), InlineData("a instance of list<number", "expected-close-angle@25  ~>"), InlineData("a instance of function<a> b", "expected-arrow@25 b ~->")]
    [InlineData("for in [1] return 1", "expected-name@4 in"), InlineData("for return in a return 1", "reserved-word@4 return"), InlineData("if return > 5 then 1 else 2", "reserved-word@3 return"), InlineData("{a 1}", "expected-colon@2 1 ~:"), InlineData("{1: 1}", "expected-name@1 1"), InlineData("a.", "expected-name@2")]
    [InlineData("(1 + 2", "unclosed-bracket@6 )|(1 + 2 ~)"), InlineData("f(1, 2", "unclosed-bracket@6 )|(1, 2 ~)"), InlineData("(1 + 2]", "unclosed-bracket@6 )|(1 + 2] ~)"), InlineData("[1, (2, 3]", "unclosed-bracket@9 )|(2, 3] ~)"), InlineData("a)", "unexpected-bracket@1 ) ~")]
    [InlineData("\"abc", "unclosed-text@0 \"abc ~\""), InlineData("1 /* a", "unclosed-comment@2 ~*/"), InlineData("\"\\u00G0\"", "bad-escape@1 \\u00G0 ~\\\\u"), InlineData("\"\\U110000\"", "bad-escape@1 \\U110000 ~\\\\U"), InlineData("a # b", "unknown-character@2 #")]
    [InlineData("1e9999", "number-too-large@0 1e9999"), InlineData("a = (1, 2)", "list-in-round-brackets@4 (1, 2) ~[1, 2]"), InlineData("a = 1,5", "decimal-comma@4 1,5 ~1.5"), InlineData("a, b", "unexpected@1 ,"), InlineData("f(a: 1, 2)", "mixed-arguments@8 2"), InlineData("@a", "expected-text@1 a"), InlineData("function a", "expected-parameters@8 a ~(")]
    [InlineData("1 < x <= 5", "chained-comparison@0 1 < x <= 5 ~1 < x and x <= 5")]
    public void What_is_wrong_is_told_with_place_facts_and_correction(string text, string told)
    {
        var parsed = Parser.Expression(text);
        parsed.Findings.Select(Told).ShouldBe([told]);
    }

    [Theory]
    [InlineData("a == b", "a = b", "wrong-sign@2 ==|= ~="), InlineData("a <> b", "a != b", "wrong-sign@2 <>|!= ~!="), InlineData("a && b", "a and b", "wrong-sign@2 &&|and ~and"), InlineData("a || b", "a or b", "wrong-sign@2 |||or ~or")]
    [InlineData("a ≤ b", "a <= b", "wrong-sign@2 ≤|<= ~<="), InlineData("a × b", "a * b", "wrong-sign@2 ×|* ~*"), InlineData("a \u2212 b", "a - b", "wrong-sign@2 \u2212|- ~-"), InlineData("f(a; b)", "f(a, b)", "wrong-sign@3 ;|, ~,")]
    [InlineData("'PS'", "\"PS\"", "wrong-sign@0 '|\" ~\"PS\""), InlineData("“PS”", "\"PS\"", "wrong-sign@0 “PS”|\" ~\"PS\"")]
    [InlineData("a AND b", "a and b", "small-letters@2 AND|and ~and"), InlineData("IF a then b else c", "if a then b else c", "small-letters@0 IF|if ~if")]
    public void What_is_certainly_meant_is_read_and_told(string text, string meant, string told)
    {
        var parsed = Parser.Expression(text);
        parsed.Findings.Select(Told).ShouldBe([told]);
        parsed.Tree.ShouldBe(Parser.Expression(meant).Tree);
    }

    [Fact]
    public void All_mistakes_are_told_at_once() =>
        Parser.Expression("(a b) + [1, 2 3, 4 5] + f(if a b else c, x ** ) + {a: , b 2}").Findings.Select(finding => finding.Code)
            .ShouldBe(["two-values-without-operator", "two-values-without-operator", "two-values-without-operator", "expected-then", "expected-value", "expected-value", "expected-colon"]);

    [Fact]
    public void One_bracket_that_is_not_closed_is_told_once() =>
        Parser.Expression("sum([a, (b, c], 2) + (1 2)").Findings.Select(finding => finding.Code).ShouldBe(["unclosed-bracket", "two-values-without-operator"]);

    [Theory]
    [InlineData("("), InlineData("["), InlineData("-"), InlineData("if "), InlineData("{a:"), InlineData("f("), InlineData("function() ")]
    public void What_is_nested_too_deep_is_told(string piece) =>
        Parser.Expression(string.Concat(Enumerable.Repeat(piece, 500)) + "a").Findings.ShouldHaveSingleItem().Code.ShouldBe("too-deep");

    [Fact]
    public void Chains_may_be_long_but_not_endless()
    {
        Parser.Expression(string.Join(" or ", Enumerable.Repeat("a", 900))).Tree.ShouldNotBeNull();
        Parser.Expression(string.Join(" or ", Enumerable.Repeat("a", 1100))).Findings.ShouldHaveSingleItem().Code.ShouldBe("too-deep");
        Parser.Expression($"[{string.Join(", ", Enumerable.Repeat("a", 30_000))}]").Tree.ShouldNotBeNull();
    }

    [Fact]
    public void What_is_too_long_is_told() => Parser.Expression(new string('a', 100_001)).Findings.ShouldHaveSingleItem().Code.ShouldBe("too-long");

    private static string Told(Finding finding) =>
        $"{finding.Code}@{finding.At.Start} {string.Join("|", finding.Facts)}".TrimEnd() + (finding.Suggestion is null ? "" : $"{(finding.Facts is [""] ? "  ~" : " ~")}{finding.Suggestion}");
}
