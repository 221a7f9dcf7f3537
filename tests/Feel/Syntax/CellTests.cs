using Entente.Feel.Syntax;

namespace Entente.Tests.Feel.Syntax;

public sealed class CellTests
{
    private static readonly NumberLiteral One = new(1);
    private static readonly NumberLiteral Two = new(2);
    private static readonly Call NotX = new(new Name("not"), [new Argument(null, new Name("x"))]);

    [Fact]
    public void A_dash_is_any_value()
    {
        Read(" - ").ShouldBe(new UnaryTests(false, [new AnyTest()]));
        Read("-1").ShouldBe(new UnaryTests(false, [new ExpressionTest(new NumberLiteral(-1))]));
        Read("-x").ShouldBe(new UnaryTests(false, [new ExpressionTest(new Negation(new Name("x")))]));
    }

    [Fact]
    public void Tests_stand_between_commas() =>
        Read("< 1, [1..2], \"a\", ? > 2, =2").ShouldBe(new UnaryTests(false,
        [
            new ComparisonTest(Operator.Less, One), new ExpressionTest(new RangeLiteral(true, One, Two, true)), new ExpressionTest(new TextLiteral("a")),
            new ExpressionTest(new Binary(Operator.Greater, new Name("?"), Two)), new ComparisonTest(Operator.Equal, Two),
        ]));

    [Fact]
    public void Not_around_everything_negates()
    {
        Read("not(1, < 2)").ShouldBe(new UnaryTests(true, [new ExpressionTest(One), new ComparisonTest(Operator.Less, Two)]));
        Read("not(x)").ShouldBe(new UnaryTests(true, [new ExpressionTest(new Name("x"))]));
        Read("not(-)").ShouldBe(new UnaryTests(true, [new AnyTest()]));
    }

    [Fact]
    public void Not_around_a_part_is_the_function()
    {
        Read("not(x) and y").ShouldBe(new UnaryTests(false, [new ExpressionTest(new Binary(Operator.And, NotX, new Name("y")))]));
        Read("not(x), 1").ShouldBe(new UnaryTests(false, [new ExpressionTest(NotX), new ExpressionTest(One)]));
        Read("(not(x))").ShouldBe(new UnaryTests(false, [new ExpressionTest(NotX)]));
        Read("not(negand: x)").ShouldBe(new UnaryTests(false, [new ExpressionTest(new Call(new Name("not"), [new Argument("negand", new Name("x"))]))]));
    }

    [Theory]
    [InlineData("< 5 6", "two-values-without-operator", 4), InlineData("not(1, )", "expected-value", 7), InlineData("not(1, 2", "unclosed-bracket", 8), InlineData("not(1 2)", "two-values-without-operator", 6), InlineData(">", "expected-value", 1), InlineData("", "empty", 0)]
    public void What_is_wrong_is_told(string text, string code, int place)
    {
        var finding = Parser.UnaryTests(text).Findings.ShouldHaveSingleItem();
        (finding.Code, finding.At.Start).ShouldBe((code, place));
    }

    private static Node Read(string text)
    {
        var parsed = Parser.UnaryTests(text);
        parsed.Findings.ShouldBeEmpty(text);
        return parsed.Tree!;
    }
}
