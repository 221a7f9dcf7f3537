using Entente.Feel.Syntax;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Tests.Feel.Syntax;

public sealed class PrinterTests
{
    [Theory]
    [InlineData(1UL), InlineData(2UL), InlineData(3UL)]
    public void An_expression_reads_back_as_printed(ulong seed) => Reads_back(Trees.Expressions, Parser.Expression, seed);

    [Theory]
    [InlineData(4UL)]
    public void A_cell_reads_back_as_printed(ulong seed) => Reads_back(Trees.Cells, Parser.UnaryTests, seed);

    private static void Reads_back(Arbitrary<Node> trees, Func<string, Names?, Parsed> read, ulong seed) =>
        Check.One(Cases.Config(25_000, seed), Prop.ForAll(trees, tree =>
        {
            var text = Printer.Print(tree, Trees.Names);
            var parsed = read(text, Trees.Names);
            return (parsed.Tree is not null && parsed.Findings.Count == 0 && parsed.Tree.Equals(tree) && Printer.Print(parsed.Tree, Trees.Names) == text)
                .Label($"{text} read as {(parsed.Tree is null ? string.Join(", ", parsed.Findings) : Printer.Print(parsed.Tree, Trees.Names))}");
        }));

    [Fact]
    public void The_random_trees_are_of_every_kind()
    {
        var random = new Random(1);
        var kinds = Enumerable.Range(0, 5000).SelectMany(_ => new Trees(random).Expression().Walk()).Select(node => node.GetType()).ToHashSet();
        kinds.Add(new Trees(random).UnaryTests().GetType());
        // Made by decisions, never written.
        kinds.Add(typeof(Built));
        typeof(Node).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Node))).Except(kinds).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("(a*b)+c", "a * b + c"), InlineData("a*(b+c)", "a * (b + c)"), InlineData("a-(b-c)", "a - (b - c)"), InlineData("(a-b)-c", "a - b - c")]
    [InlineData("(2**3)**4", "2 ** 3 ** 4"), InlineData("2**(3**4)", "2 ** (3 ** 4)"), InlineData("(-x)**2", "-x ** 2"), InlineData("-(x**2)", "-(x ** 2)"), InlineData("- 1", "- 1"), InlineData("-1", "-1")]
    [InlineData("(if a then b else c)+1", "(if a then b else c) + 1"), InlineData("[(if a then b else c)]", "[if a then b else c]")]
    [InlineData("x in(1)", "x in 1"), InlineData("x in (<5)", "x in < 5"), InlineData("x in ((<5))", "x in ((< 5))"), InlineData("x in (1,<5)", "x in (1, < 5)"), InlineData("x in (a or b)", "x in (a or b)")]
    [InlineData("]1..2[", "(1..2)"), InlineData("(=5)", "(= 5)"), InlineData("{\"a\":1,\"b c\":2,\"if\":3,\"\":4}", "{a: 1, b c: 2, \"if\": 3, \"\": 4}")]
    [InlineData("function(a:list<number>,b)a", "function(a: list<number>, b) a"), InlineData("x instance of function<>->Any", "x instance of function<> -> Any")]
    [InlineData("'PS'", "\"PS\""), InlineData("\"\\u0041\\n\\d\"", "\"A\\n\\\\d\"")]
    public void Only_the_brackets_that_are_needed_are_printed(string text, string printed) =>
        Printer.Print(Parser.Expression(text).Tree!).ShouldBe(printed);

    [Fact]
    public void Operands_that_would_run_together_into_a_name_are_kept_apart()
    {
        var names = Names.Of("a-b");
        Printer.Print(new Binary(Operator.Subtract, new Name("a"), new Name("b")), names).ShouldBe("(a) - b");
        Printer.Print(new Binary(Operator.Subtract, new Name("a-b"), new Name("b")), names).ShouldBe("a-b - b");
        Printer.Print(new Binary(Operator.And, new Name("date"), new Name("time"))).ShouldBe("(date) and time");
        Printer.Print(new Binary(Operator.And, new InstanceOf(new Name("x"), new NamedTypeNode("date")), new Name("time"))).ShouldBe("(x instance of date) and time");
        Printer.Print(new Binary(Operator.Subtract, new Entente.Feel.Syntax.Path(new Name("x"), "a"), new Name("b")), Names.None.WithMembers("a-b")).ShouldBe("(x.a) - b");
    }
}
