using Entente.Feel;
using Entente.Feel.Checking;
using Entente.Feel.Syntax;
using static Entente.Feel.Checking.FeelType;

namespace Entente.Tests.Feel.Checking;

/// <summary>Random trees that mostly mean something in a typed scope; now and then a part is of another type than asked for.</summary>
/// <param name="random">Seeded, so that a tree can be made again.</param>
/// <param name="mistakes">How many parts in a hundred are of another type.</param>
internal sealed partial class TypedTrees(Random random, int mistakes)
{
    private static readonly FeelType row = ContextOf(("code", TextOf("A", "B")), ("kg", Number), ("on", Date), ("tags", ListOf(Text)));

    private static readonly FeelType[] simple =
        [Number, Text, FeelType.Boolean, Date, Time, DateAndTime, DaysDuration, YearsDuration];

    private static readonly FeelType[] all =
    [
        .. simple, Number, Text, FeelType.Boolean, ListOf(Number), ListOf(Text), ListOf(Date), ListOf(row), row, RangeOf(Number), RangeOf(Date),
        FunctionOf(Number, Number),
    ];

    /// <summary>Names of every type.</summary>
    public static readonly Scope Scope = Scope.Of(
        ("n", Number), ("m", Number), ("t", Text), ("code", TextOf("A", "B")), ("b", FeelType.Boolean), ("d", Date), ("h", Time), ("dt", DateAndTime),
        ("dd", DaysDuration), ("yy", YearsDuration), ("nums", ListOf(Number)), ("texts", ListOf(Text)), ("days", ListOf(Date)),
        ("rows", ListOf(row)), ("row", row), ("span", RangeOf(Number)), ("period", RangeOf(Date)));

    private readonly List<(string Name, FeelType Type)> locals = [];
    private int left;

    public Node Tree()
    {
        left = random.Next(2, 16);
        locals.Clear();
        return Of(One(all));
    }

    private Node Of(FeelType type)
    {
        var wanted = random.Next(100) < mistakes ? One(all) : type;
        var node = left-- <= 0 || random.Next(4) == 0 ? Leaf(wanted) : Branch(wanted);
        return node ?? Leaf(wanted);
    }

    private Node Leaf(FeelType type)
    {
        var names = locals.Concat(Scope.Names).Where(n => Same(n.Type, type)).Select(n => n.Name).ToArray();
        if (names.Length > 0 && random.Next(3) > 0)
            return new Name(One(names));
        return Literal(type);
    }

    private static bool Same(FeelType has, FeelType wanted) => has.Conforms(wanted);

    private Node Literal(FeelType type) => type switch
    {
        _ when random.Next(40) == 0 => new NullLiteral(),
        TextType { Codes: { } codes } => new TextLiteral(codes[random.Next(codes.Count)]),
        TextType => new TextLiteral(One("", "A", "B", "2026-01-31", "12")),
        ListType list => new ListLiteral([.. Some(0, 3, () => Of(list.Member))]),
        RangeType range => new RangeLiteral(random.Next(2) == 0, Of(range.End), Of(range.End), random.Next(2) == 0),
        ContextType context => new ContextLiteral([.. context.Members.Select(m => new Entry(m.Name, Of(m.Type)))]),
        FunctionType function => Function(function),
        SimpleType simple => Simple(simple.Kind),
        _ => new NullLiteral(),
    };

    private Node Simple(Kind kind) => kind switch
    {
        Kind.Boolean => new BooleanLiteral(random.Next(2) == 0),
        Kind.Number => new NumberLiteral(Whole(random.Next(-3, 8))),
        Kind.Date => new AtLiteral(One("2026-01-31", "2025-12-25")),
        Kind.Time => new AtLiteral("10:30:00"),
        Kind.DateAndTime => new AtLiteral("2026-01-31T10:30:00"),
        Kind.DaysDuration => new AtLiteral(One("P1D", "PT5H")),
        Kind.YearsDuration => new AtLiteral(One("P1Y", "P3M")),
        _ => new NullLiteral(),
    };

    private static Entente.Feel.Values.Number Whole(int value) => value;

    private FunctionLiteral Function(FunctionType type)
    {
        var parameters = type.Parameters.Select((t, i) => ($"p{locals.Count + i}", t)).ToArray();
        var body = Within(parameters, () => Of(type.Result));
        var typed = random.Next(2) == 0;
        return new FunctionLiteral([.. parameters.Select(p => new Parameter(p.Item1, typed ? Written(p.t) : null))], body, false);
    }

    private static NamedTypeNode? Written(FeelType type) => type is SimpleType or TextType ? new NamedTypeNode(type.ToString()) : null;

    private T Within<T>(IEnumerable<(string, FeelType)> names, Func<T> make)
    {
        var before = locals.Count;
        locals.AddRange(names);
        var made = make();
        locals.RemoveRange(before, locals.Count - before);
        return made;
    }

    private T One<T>(params T[] of) => of[random.Next(of.Length)];

    private T[] Some<T>(int least, int most, Func<T> make) => Enumerable.Range(0, random.Next(least, most + 1)).Select(_ => make()).ToArray();
}
