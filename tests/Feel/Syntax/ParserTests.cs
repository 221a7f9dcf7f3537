using Entente.Feel.Syntax;
using Path = Entente.Feel.Syntax.Path;

namespace Entente.Tests.Feel.Syntax;

public sealed class ParserTests
{
    private static readonly Name A = new("a");
    private static readonly Name B = new("b");
    private static readonly Name X = new("x");
    private static readonly NumberLiteral One = new(1);
    private static readonly NumberLiteral Two = new(2);

    [Theory]
    [InlineData("a or b and c", "a or (b and c)"), InlineData("a and b = c", "a and (b = c)"), InlineData("a = b + c", "a = (b + c)"), InlineData("a + b * c", "a + (b * c)"), InlineData("a * b ** c", "a * (b ** c)")]
    [InlineData("a - b - c", "(a - b) - c"), InlineData("a / b * c", "(a / b) * c"), InlineData("3 ** 4 ** 5", "(3 ** 4) ** 5"), InlineData("a = b = c", "(a = b) = c")]
    [InlineData("-3 ** 2", "(-3) ** 2"), InlineData("-a ** 2", "(-a) ** 2"), InlineData("-a.b", "-(a.b)"), InlineData("-a[1]", "-(a[1])"), InlineData("--10", "-(-10)"), InlineData("a--1", "a - (-1)"), InlineData("-10*-5", "(-10) * (-5)")]
    [InlineData("-a instance of number", "-(a instance of number)"), InlineData("-1 instance of number", "(-1) instance of number"), InlineData("1 + a instance of number", "1 + (a instance of number)")]
    [InlineData("a between 1 and 2 and b", "(a between 1 and 2) and b"), InlineData("a between 1 + 1 and 2 * 2 or b", "(a between (1 + 1) and (2 * 2)) or b"), InlineData("a in 1 + 1 and b", "(a in (1 + 1)) and b")]
    [InlineData("1 + if a then 1 else 2 + 3", "1 + (if a then 1 else (2 + 3))"), InlineData("for i in a return i + 1", "for i in a return (i + 1)"), InlineData("function(a) a + 1", "function(a) (a + 1)")]
    [InlineData("a.b[1].c(2)", "((((a).b)[1]).c)(2)"), InlineData("x in (a).b + 1", "x in (((a).b) + 1)"), InlineData("x in < 5 + 1", "x in (< (5 + 1))"), InlineData("x in (1..2].start", "x in ((1..2].start)")]
    public void Operators_bind_as_the_specification_orders_them(string text, string meant) => Read(text).ShouldBe(Read(meant));

    [Theory]
    [InlineData("]1..2["), InlineData("(1..2["), InlineData("]1..2)"), InlineData("( 1 .. 2 )")]
    public void Open_ends_of_ranges_are_written_two_ways(string text) => Read(text).ShouldBe(new RangeLiteral(false, One, Two, false));

    [Fact]
    public void A_square_bracket_after_a_range_closes_it_unless_a_condition_follows()
    {
        Read("]1..a[").ShouldBe(new RangeLiteral(false, One, A, false));
        Read("[1..a[2]]").ShouldBe(new RangeLiteral(true, One, new Filter(A, Two), true));
        Read("[ ]1..2[, ]1..2] ]").ShouldBe(new ListLiteral([new RangeLiteral(false, One, Two, false), new RangeLiteral(false, One, Two, true)]));
        Read("if x in ]1..2[ then a else b").ShouldBe(new If(new In(X, [new ExpressionTest(new RangeLiteral(false, One, Two, false))]), A, B));
        Read("[][1]").ShouldBe(new Filter(new ListLiteral([]), One));
        Read("[] - 1").ShouldBe(new Binary(Operator.Subtract, new ListLiteral([]), One));
    }

    [Theory]
    [InlineData("(< 1)", Operator.Less), InlineData("(<=1)", Operator.LessOrEqual), InlineData("(>1)", Operator.Greater), InlineData("(>= 1)", Operator.GreaterOrEqual), InlineData("(=1)", Operator.Equal), InlineData("(!=1)", Operator.NotEqual)]
    public void A_comparison_in_brackets_is_a_value(string text, Operator comparison)
    {
        Read(text).ShouldBe(new ComparisonRange(comparison, One));
        Read("x in " + text).ShouldBe(new In(X, [new ComparisonTest(comparison, One)]));
        Read($"x in ({text})").ShouldBe(new In(X, [new ExpressionTest(new ComparisonRange(comparison, One))]));
    }

    [Theory]
    [InlineData("1..2", "1", "2"), InlineData("1.5..2.5", "1.5", "2.5"), InlineData(".5...75", ".5", ".75"), InlineData("a..b", "a", "b"), InlineData("1.e ..2e3", "1.e", "2000")]
    public void Two_dots_are_no_decimal_point(string range, string from, string to) =>
        Read($"[{range}]").ShouldBe(new RangeLiteral(true, Read(from), Read(to), true));

    [Fact]
    public void Loops_take_lists_ranges_and_several_names()
    {
        Read("for a in b, x in 1..a return partial").ShouldBe(new For([new Iteration("a", B, null), new Iteration("x", One, A)], new Name("partial")));
        Read("every x in [1] satisfies x").ShouldBe(new Quantified(true, [new Iteration("x", new ListLiteral([One]), null)], X));
        Read("some x in a, b in x satisfies b").ShouldBe(new Quantified(false, [new Iteration("x", A, null), new Iteration("b", X, null)], B));
    }

    [Fact]
    public void Functions_are_written_with_types_or_as_external()
    {
        Read("function(a: list<number>, b) a").ShouldBe(new FunctionLiteral([new Parameter("a", new ListTypeNode(new NamedTypeNode("number"))), new Parameter("b", null)], A, false));
        Read("function() external {a: 1}").ShouldBe(new FunctionLiteral([], new ContextLiteral([new Entry("a", One)]), true));
        Read("function() external + a").ShouldBe(new FunctionLiteral([], new Binary(Operator.Add, new Name("external"), A), false));
        Read("(function() a)()").ShouldBe(new Call(new FunctionLiteral([], A, false), []));
    }

    [Fact]
    public void Arguments_are_named_with_any_words()
    {
        Read("substring(string: a, start position: 2)").ShouldBe(new Call(new Name("substring"), [new Argument("string", A), new Argument("start position", Two)]));
        Read("date(a)").ShouldBe(new Call(new Name("date"), [new Argument(null, A)]));
        Read("null(1)").ShouldBe(new Call(new NullLiteral(), [new Argument(null, One)]));
    }

    [Theory]
    [InlineData("date and time", "date and time"), InlineData("days and time duration", "days and time duration"), InlineData("model.tEmployee", "model.tEmployee"), InlineData("years  and\nmonths duration", "years and months duration")]
    public void Types_may_be_several_words(string text, string type) => Read($"a instance of {text}").ShouldBe(new InstanceOf(A, new NamedTypeNode(type)));

    [Fact]
    public void Types_are_made_of_types() =>
        Read("a instance of function<list<number>, range<date>> -> context<a: string, first name: Any> and b").ShouldBe(new Binary(Operator.And, new InstanceOf(A,
            new FunctionTypeNode([new ListTypeNode(new NamedTypeNode("number")), new RangeTypeNode(new NamedTypeNode("date"))],
                new ContextTypeNode([new TypeMember("a", new NamedTypeNode("string")), new TypeMember("first name", new NamedTypeNode("Any"))]))), B));

    [Theory]
    [InlineData("1 + /* 1 + */ 1", "1 + 1"), InlineData("1 + // to the end\n1", "1 + 1"), InlineData("/* a */ 1 // b", "1"), InlineData("\u00A01\u3000+\uFEFF1", "1 + 1")]
    public void Comments_and_all_kinds_of_space_say_nothing(string text, string meant) => Read(text).ShouldBe(Read(meant));

    [Theory]
    [InlineData("\"\\u0041\"", "A"), InlineData("\"\\U01F40E\"", "🐎"), InlineData("\"\\uD83D\\uDCA9\"", "💩"), InlineData("\"\\\\u0041\"", "\\u0041"), InlineData("\"\\\"\\'\\n\\r\\t\"", "\"'\n\r\t"), InlineData("\"\\d+\\.\"", "\\d+\\."), InlineData("\"🐎\"", "🐎"), InlineData("\"\"", "")]
    public void Escapes_in_texts_are_read(string text, string says) => Read(text).ShouldBe(new TextLiteral(says));

    [Theory]
    [InlineData("1.50", "1.5"), InlineData(".5", "0.5"), InlineData("1.23e4", "12300"), InlineData("1.23e+4", "12300"), InlineData("123E-2", "1.23"), InlineData("007", "7"), InlineData("-.872", "-0.872")]
    public void Numbers_may_have_an_exponent_and_need_no_first_figure(string text, string number) => Read(text).ShouldBe(new NumberLiteral(Entente.Feel.Values.Number.Parse(number)));

    [Fact]
    public void Members_and_arguments_may_be_called_like_reserved_words()
    {
        Read("a.in.for").ShouldBe(new Path(new Path(A, "in"), "for"));
        Read("{in: 1}").ShouldBe(new ContextLiteral([new Entry("in", One)]));
        Read("a(in: 1)").ShouldBe(new Call(A, [new Argument("in", One)]));
    }

    [Fact]
    public void Everything_knows_its_place()
    {
        var sum = Read(" (a + b) * x").ShouldBeOfType<Binary>();
        (sum.At.Start, sum.At.End, sum.Left.At.Start, sum.Left.At.End, sum.Right.At.Start).ShouldBe((1, 12, 2, 7, 11));
    }

    private static Node Read(string text)
    {
        var parsed = Parser.Expression(text);
        parsed.Findings.ShouldBeEmpty(text);
        return parsed.Tree!;
    }
}
