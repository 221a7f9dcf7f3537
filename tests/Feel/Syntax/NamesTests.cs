using Entente.Feel.Checking;
using Entente.Feel.Syntax;
using Path = Entente.Feel.Syntax.Path;

namespace Entente.Tests.Feel.Syntax;

public sealed class NamesTests
{
    private static readonly Name A = new("a");
    private static readonly Name B = new("b");

    [Theory]
    [InlineData("Monthly Salary"), InlineData("Monthly  \n Salary"), InlineData("a-b"), InlineData("a - b"), InlineData("Profit and loss"), InlineData("what if?"), InlineData("Person's age"), InlineData("resolve A 2.1"), InlineData("Été passé"), InlineData("not applicable")]
    public void Names_of_several_words_are_found_in_scope(string text)
    {
        var names = Names.Of("Monthly Salary", "a-b", "Profit and loss", "what if?", "Person's age", "resolve A 2.1", "Été passé", "not applicable");
        Read($"{text} * 12", names).ShouldBeOfType<Binary>().Left.ShouldBe(new Name(Names.Normal(text).Replace("a - b", "a-b")));
    }

    [Fact]
    public void The_longest_name_in_scope_is_meant()
    {
        Read("a-b", Names.None).ShouldBe(new Binary(Operator.Subtract, A, B));
        Read("a-b", Names.Of("a-b")).ShouldBe(new Name("a-b"));
        Read("a-b-c", Names.Of("a-b", "a-b-c")).ShouldBe(new Name("a-b-c"));
        Read("a-b-d", Names.Of("a-b", "a-b-c-e")).ShouldBe(new Binary(Operator.Subtract, new Name("a-b"), new Name("d")));
        Read("(a)-b", Names.Of("a-b")).ShouldBe(new Binary(Operator.Subtract, A, B));
    }

    [Fact]
    public void Keys_parameters_and_loops_declare_names_within_their_expression()
    {
        Read("{foo bar: 1, b: foo bar}").ShouldBe(new ContextLiteral([new Entry("foo bar", new NumberLiteral(1)), new Entry("b", new Name("foo bar"))]));
        Read("{foo+bar: 1}.foo + bar").ShouldBe(new Path(new ContextLiteral([new Entry("foo+bar", new NumberLiteral(1))]), "foo+bar"));
        Read("{\"foo+bar\": 1, b: foo+bar}").ShouldBe(new ContextLiteral([new Entry("foo+bar", new NumberLiteral(1)), new Entry("b", new Name("foo+bar"))]));
        Read("function(first name) first name").ShouldBe(new FunctionLiteral([new Parameter("first name", null)], new Name("first name"), false));
        Read("for a-b in c return a-b").ShouldBe(new For([new Iteration("a-b", new Name("c"), null)], new Name("a-b")));
        Read("[for a-b in c return a-b, a-b]").ShouldBeOfType<ListLiteral>().Items[1].ShouldBe(new Binary(Operator.Subtract, A, B));
        Read("[{a-b: 1}, a-b]").ShouldBeOfType<ListLiteral>().Items[1].ShouldBe(new Binary(Operator.Subtract, A, B));
    }

    [Fact]
    public void Members_are_known_after_a_dot_and_inside_a_filter()
    {
        var names = Names.None.WithMembers("first name");
        Read("a.first name", names).ShouldBe(new Path(A, "first name"));
        Read("a[first name = b]", names).ShouldBe(new Filter(A, new Binary(Operator.Equal, new Name("first name"), B)));
        Parser.Expression("first name", names).Tree.ShouldBeNull();
        Read("a.start included").ShouldBe(new Path(A, "start included"));
    }

    [Fact]
    public void Types_are_known_after_instance_of() =>
        Read("a instance of t Employee", Names.None.WithTypes("t Employee")).ShouldBe(new InstanceOf(A, new NamedTypeNode("t Employee")));

    [Fact]
    public void Every_built_in_function_is_read_as_a_name()
    {
        foreach (var signature in Signatures.All)
            Read($"{signature.Name}(a)").ShouldBe(new Call(new Name(signature.Name), [new Argument(null, A)]));
    }

    [Theory]
    [InlineData("🐎"), InlineData("été"), InlineData("وزن"), InlineData("重量"), InlineData("_x1"), InlineData("a\u00B7b"), InlineData("x?")]
    public void Letters_of_all_scripts_make_names(string text) => Read(text).ShouldBe(new Name(text));

    private static Node Read(string text, Names? names = null)
    {
        var parsed = Parser.Expression(text, names);
        parsed.Findings.ShouldBeEmpty(text);
        return parsed.Tree!;
    }
}
