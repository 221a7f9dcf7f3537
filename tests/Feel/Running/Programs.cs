using Entente.Feel;
using Entente.Feel.Checking;
using Entente.Feel.Syntax;
using Entente.Feel.Values;
using Path = Entente.Feel.Syntax.Path;

namespace Entente.Tests.Feel.Running;

/// <summary>Random trees that mostly make sense, so that evaluation gets far: calls of every built-in function, folds, loops, closures.</summary>
internal sealed class Programs(Random random)
{
    public static readonly string[] Variables = ["n", "s", "t", "rows", "party", "when"];

    private static readonly string[] texts = ["PS", "LL", "", "a😀b", "2026-01-31", "P1D", "(a+)\\1", "[a-z]+", "$1", "[1..3]"];
    private static readonly string[] names = [.. Variables, "item", "gear", "weight", "quota", "x", "y", "partial"];
    private static readonly string[] moments = ["2026-01-31", "P1D", "P1Y2M", "10:30:00@Europe/Paris", "2026-01-31T10:00:00Z", "no date"];

    private int left;

    /// <summary>Values for <see cref="Variables"/>.</summary>
    public Value[] Slots() =>
    [
        random.Next(5) == 0 ? default : Value.Of(random.Next(-3, 20) / 4m),
        Value.Of(One(texts)),
        Value.Of(random.Next(2) == 0),
        Value.Of(FeelList.Of([.. Enumerable.Range(0, random.Next(6)).Select(_ => Row())])),
        Value.Of(Context.Of(("quota", Value.Of(12m)), ("gear", Value.Of("LL")))),
        Value.Of(new Date(2026, random.Next(1, 13), 14)),
    ];

    public Node Tree()
    {
        left = random.Next(3, 40);
        return Any();
    }

    private Value Row() => random.Next(8) == 0 ? default
        : Value.Of(Context.Of(("gear", Value.Of(One("PS", "LL"))), ("weight", random.Next(6) == 0 ? default : Value.Of(random.Next(100) / 10m))));

    private Node Any() => left-- <= 0 ? Leaf() : random.Next(16) switch
    {
        0 or 1 => Leaf(),
        2 => new Binary((Operator)random.Next(0, 2), Any(), Any()),
        3 => new Binary((Operator)random.Next(2, 8), Any(), random.Next(2) == 0 ? Leaf() : Any()),
        4 => new Binary((Operator)random.Next(8, 13), Any(), Any()),
        5 or 6 => new Call(new Name(One(Signatures.All).Name), Some(0, 4, () => new Argument(null, Any()))),
        7 => new Call(new Name(One("sum", "count", "min", "max", "mean", "all", "any", "product")), [new Argument(null, Rows())]),
        8 => new For(Some(1, 2, () => new Iteration(One("x", "y"), Any(), random.Next(2) == 0 ? Leaf() : null)), Any()),
        9 => new Quantified(random.Next(2) == 0, Some(1, 2, () => new Iteration(One("x", "y"), Any(), null)), Any()),
        10 => new If(Any(), Any(), Any()),
        11 => new In(Any(), Some(1, 3, Test)),
        12 => new ContextLiteral([new Entry("x", Any()), new Entry("y", random.Next(3) == 0 ? Function() : Any())]),
        13 => new Call(random.Next(2) == 0 ? Function() : new Name("y"), [new Argument(null, Any())]),
        14 => new ListLiteral(Some(0, 4, Any)),
        _ => random.Next(3) == 0 ? new Between(Any(), Any(), Any()) : Rows(),
    };

    private Node Rows()
    {
        Node rows = random.Next(3) == 0 ? Any() : new Name("rows");
        if (random.Next(3) > 0)
            rows = new Filter(rows, random.Next(2) == 0 ? new Binary((Operator)random.Next(2, 8), new Name(One("gear", "weight", "item")), Leaf()) : Any());
        return random.Next(3) > 0 ? new Path(rows, One("weight", "gear", "quota", "year")) : rows;
    }

    private FunctionLiteral Function() => new(Some(1, 2, () => new Parameter(One("x", "y"), random.Next(3) == 0 ? new NamedTypeNode("number") : null)), Any(), false);

    private Test Test() => random.Next(4) switch
    {
        0 => new ComparisonTest((Operator)random.Next(2, 8), Leaf()),
        1 => new ExpressionTest(new RangeLiteral(random.Next(2) == 0, Leaf(), Leaf(), random.Next(2) == 0)),
        2 => new ExpressionTest(new Binary(Operator.Less, new Name("?"), Any())),
        _ => new ExpressionTest(Any()),
    };

    private Node Leaf() => random.Next(9) switch
    {
        0 or 1 => new NumberLiteral(random.Next(-2, 6)),
        2 => new TextLiteral(One(texts)),
        3 => new BooleanLiteral(random.Next(2) == 0),
        4 => random.Next(3) == 0 ? new NullLiteral() : new AtLiteral(One(moments)),
        _ => new Name(One(names)),
    };

    private Seq<T> Some<T>(int fewest, int most, Func<T> make) => [.. Enumerable.Range(0, random.Next(fewest, most + 1)).Select(_ => make())];

    private T One<T>(params IReadOnlyList<T> all) => all[random.Next(all.Count)];
}
