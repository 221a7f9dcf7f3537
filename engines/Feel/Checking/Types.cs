using Entente.Feel.Syntax;

namespace Entente.Feel.Checking;

/// <summary>How types go together.</summary>
internal static class Types
{
    private const int Deepest = 12;

    public static bool IsAny(this FeelType type) => type is AnyType;

    public static bool IsNull(this FeelType type) => type is SimpleType { Kind: Kind.Null };

    public static bool Is(this FeelType type, Kind kind) => type is SimpleType simple && simple.Kind == kind || kind == Kind.Text && type is TextType;

    /// <summary>Nothing is known about it, or about a part of it.</summary>
    public static bool IsOpen(this FeelType type) => type switch
    {
        AnyType => true,
        ListType list => list.Member.IsOpen(),
        RangeType range => range.End.IsOpen(),
        ContextType context => context.Members.Any(m => m.Type.IsOpen()),
        FunctionType function => function.Result.IsOpen() || function.Parameters.Any(IsOpen),
        _ => false,
    };

    public static bool Has(this ContextType context, string member) => context.TypeOf(member) is not null;

    public static FeelType? TypeOf(this ContextType context, string member)
    {
        foreach (var (name, type) in context.Members)
            if (name == member)
                return type;
        return null;
    }

    /// <summary>What both are: the one that is known when the other is only ever null; Any when they differ.</summary>
    public static FeelType Join(FeelType a, FeelType b) => Join(a, b, 0);

    private static FeelType Join(FeelType a, FeelType b, int depth) => (a, b) switch
    {
        _ when depth > Deepest => FeelType.Any,
        _ when a.IsNull() => b,
        _ when b.IsNull() => a,
        (TextType x, TextType y) => x.Codes is { } some && y.Codes is { } more ? Codes(some, more) : FeelType.Text,
        (ListType x, ListType y) => new ListType(Join(x.Member, y.Member, depth + 1)),
        (RangeType x, RangeType y) => new RangeType(Join(x.End, y.End, depth + 1)),
        (ContextType x, ContextType y) => JoinMembers(x, y, depth + 1),
        _ => a == b ? a : FeelType.Any,
    };

    private static FeelType JoinMembers(ContextType a, ContextType b, int depth) =>
        a.Members.Count == b.Members.Count && a.Members.All(m => b.Has(m.Name))
            ? new ContextType([.. a.Members.Select(m => (m.Name, Join(m.Type, b.TypeOf(m.Name)!, depth)))])
            : FeelType.Any;

    private static TextType Codes(Seq<string> some, Seq<string> more) => new([.. some.Union(more, StringComparer.Ordinal)]);

    /// <summary>Whether <c>=</c> can ever say true or false about two such values.</summary>
    public static bool Alike(FeelType a, FeelType b) => (a, b) switch
    {
        _ when a.IsAny() || b.IsAny() || a.IsNull() || b.IsNull() => true,
        (SimpleType x, SimpleType y) => x.Kind == y.Kind,
        (TextType, TextType) => true,
        (ListType x, ListType y) => Alike(x.Member, y.Member),
        (RangeType x, RangeType y) => Alike(x.End, y.End),
        (ContextType, ContextType) => true,
        _ => false,
    };

    /// <summary>Whether &lt; can ever say true or false about two such values.</summary>
    public static bool Ordered(FeelType a, FeelType b) => Alike(a, b) && HasOrder(a) && HasOrder(b);

    /// <summary>Numbers, text, dates, times and durations stand in an order.</summary>
    public static bool HasOrder(FeelType type) => type switch
    {
        AnyType or TextType => true,
        SimpleType simple => simple.Kind is not Kind.Boolean,
        _ => false,
    };

    /// <summary>Whether a value of the one type may stand where the other is asked for, as it is or after a conversion that always succeeds.</summary>
    public static bool Fits(FeelType actual, FeelType wanted) => (actual, wanted) switch
    {
        _ when actual.IsAny() || wanted.IsAny() || actual.IsNull() => true,
        (TextType, TextType) => true,
        (SimpleType { Kind: Kind.Date }, SimpleType { Kind: Kind.DateAndTime }) => true,
        (ListType x, ListType y) => Fits(x.Member, y.Member),
        (_, ListType y) => Fits(actual, y.Member),
        (RangeType x, RangeType y) => Fits(x.End, y.End),
        (ContextType x, ContextType y) => y.Members.All(m => x.TypeOf(m.Name) is { } has && Fits(has, m.Type)),
        (FunctionType x, FunctionType y) => FunctionFits(x, y),
        _ => actual == wanted,
    };

    private static bool FunctionFits(FunctionType actual, FunctionType wanted) =>
        actual.Parameters.Count == wanted.Parameters.Count && Fits(actual.Result, wanted.Result)
        && actual.Parameters.Zip(wanted.Parameters).All(p => Fits(p.Second, p.First));
}
