using Entente.Feel.Syntax;
using Entente.Feel.Values;
using FsCheck;
using FsCheck.Fluent;
using Path = Entente.Feel.Syntax.Path;

namespace Entente.Tests.Feel.Syntax;

/// <summary>Random trees of every kind of node, made so that names run into one another: <c>a</c>, <c>b</c> and <c>a-b</c> are all in scope.</summary>
/// <param name="random">Seeded, so that a tree can be made again.</param>
/// <param name="variables">The names used; by default <see cref="Variables"/>.</param>
public sealed class Trees(Random random, string[]? variables = null)
{
    /// <summary>Names in the trees; some hold others, reserved words, figures or signs.</summary>
    public static readonly string[] Variables =
    [
        "a", "b", "x", "weight_kg", "gear", "item", "partial", "?", "date", "time", "and_", "Été", "🐎", "external",
        "a-b", "a+b", "a - b.x", "Monthly Salary", "Monthly", "Profit and loss", "Profit", "loss", "resolve A 2.1", "what if?", "date of birth", "not applicable", "not",
    ];

    public static readonly string[] Members = ["a", "b", "x", "start included", "time offset", "b-a", "in", "first name", "first", "e5", "of"];

    public static readonly string[] Types = ["number", "string", "Any", "date", "date and time", "days and time duration", "tEmployee", "model.tEmployee", "t Employee", "list", "function"];

    /// <summary>The scope in which the trees are printed and read.</summary>
    public static Names Names { get; } = Names.Of(Variables).WithMembers(Members).WithTypes(Types);

    /// <summary>Expressions, for FsCheck; a failing one is reduced to its parts.</summary>
    public static Arbitrary<Node> Expressions { get; } = Arb.From(Seeded(trees => trees.Expression()), node => node.Children());

    /// <summary>Cells of decision tables, for FsCheck.</summary>
    public static Arbitrary<Node> Cells { get; } = Arb.From(Seeded(trees => trees.UnaryTests()), _ => []);

    private static Gen<Node> Seeded(Func<Trees, Node> make) => Gen.Choose(0, int.MaxValue).Select(seed => make(new Trees(new Random(seed))));

    private int left;

    /// <summary>An expression of some dozen nodes at most.</summary>
    public Node Expression()
    {
        left = random.Next(1, 24);
        return Any();
    }

    /// <summary>A cell of a decision table.</summary>
    public Node UnaryTests()
    {
        left = random.Next(1, 12);
        return random.Next(10) == 0 ? new UnaryTests(false, [new AnyTest()]) : new UnaryTests(random.Next(4) == 0, Some(1, Test));
    }

    private Node Any() => left-- <= 0 || random.Next(4) == 0 ? Leaf() : Branch();

    private Node Leaf() => random.Next(8) switch
    {
        0 => new NumberLiteral(ANumber()),
        1 => new TextLiteral(AText()),
        2 => new BooleanLiteral(random.Next(2) == 0),
        3 => new NullLiteral(),
        4 => new AtLiteral(One("2026-01-31", "P1D", "10:30:00@Europe/Paris", "no date")),
        _ => new Name(Variable()),
    };

    private Node Branch() => random.Next(20) switch
    {
        0 => new Path(Any(), One(Members)),
        1 => new Filter(Any(), Any()),
        2 => new Call(Any(), random.Next(2) == 0 ? Some(0, () => new Argument(null, Any())) : Some(1, () => new Argument(One("a", "start position", "end", "x-y"), Any()))),
        3 => new Call(new Name(One("date and time", "string length", "not", "sum")), Some(0, () => new Argument(null, Any()))),
        4 => new Negation(Any()),
        5 => new Between(Any(), Any(), Any()),
        6 => new In(Any(), Some(1, InTest)),
        7 => new InstanceOf(Any(), Type(2)),
        8 => new If(Any(), Any(), Any()),
        9 => new For(Some(1, () => Iteration(ranges: true)), Any()),
        10 => new Quantified(random.Next(2) == 0, Some(1, () => Iteration(ranges: false)), Any()),
        11 => new ListLiteral(Some(0, Any)),
        12 => new ContextLiteral(Some(0, () => new Entry(One("a", "a-b", "foo bar", "if", "", "a\"b", "1st", "Profit and loss", "x  y", "Été"), Any()))),
        13 => new RangeLiteral(random.Next(2) == 0, Any(), Any(), random.Next(2) == 0),
        14 => new ComparisonRange((Operator)random.Next((int)Operator.Equal, (int)Operator.Add), Any()),
        15 => new FunctionLiteral(Some(0, () => new Parameter(Declared(), random.Next(2) == 0 ? null : Type(2))), Any(), External: false),
        16 when random.Next(3) == 0 => new FunctionLiteral([], new ContextLiteral([new Entry("java", Any())]), External: true),
        _ => new Binary((Operator)random.Next((int)Operator.Power + 1), Any(), Any()),
    };

    private Iteration Iteration(bool ranges) => new(Declared(), Any(), ranges && random.Next(3) == 0 ? Any() : null);

    private Test Test() => random.Next(3) == 0
        ? new ComparisonTest((Operator)random.Next((int)Operator.Equal, (int)Operator.Add), Any())
        : new ExpressionTest(Any());

    private Test InTest() => random.Next(10) == 0 ? new AnyTest() : Test();

    private TypeNode Type(int deep) => deep == 0 ? new NamedTypeNode(One(Types)) : random.Next(7) switch
    {
        0 => new ListTypeNode(Type(deep - 1)),
        1 => new RangeTypeNode(Type(deep - 1)),
        2 => new ContextTypeNode(Some(0, () => new TypeMember(One("a", "foo bar", "a-b"), Type(deep - 1)))),
        3 => new FunctionTypeNode(Some(0, () => Type(deep - 1)), Type(deep - 1)),
        _ => new NamedTypeNode(One(Types)),
    };

    private string Variable() => One(variables ?? Variables);

    private string Declared() => One("x", "i", "a-b", "Monthly Salary", "Profit and loss", "b", "new name", "not");

    private Number ANumber() => Number.Parse(One("0", "1", "2", "10", "1.50", "0.001", "-1", "-0.5", "12400", "9999999999999999999999999999999999", "1E+400", "1E-300"));

    private string AText() => random.Next(3) > 0 ? One("", "PS", "a \"b\"", "back\\slash", "\\d+", "line\nbreak", "\u0000\u0085\u2028", "🐎", "\uD83D", "\uDC0E\uD83D", "\\u0041", "'") : Scrambled();

    private string Scrambled() => string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => (char)random.Next(random.Next(2) == 0 ? 128 : 65536)));

    private Seq<T> Some<T>(int least, Func<T> make) => [.. Enumerable.Range(0, random.Next(least, least + 3)).Select(_ => make())];

    private T One<T>(params T[] of) => of[random.Next(of.Length)];
}
