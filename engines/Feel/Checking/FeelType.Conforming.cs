namespace Entente.Feel.Checking;

public abstract partial record FeelType
{
    /// <summary>Whether every value of this type is one of the other (DMN 1.5, 10.3.2.9.2).</summary>
    /// <example><c>ContextOf(("a", Number), ("b", Text))</c> conforms to <c>ContextOf(("a", Number))</c>.</example>
    public bool Conforms(FeelType to) => (this, to) switch
    {
        (_, AnyType) => true,
        _ when this.IsNull() => true,
        (TextType x, TextType y) => y.Codes is not { } wanted || x.Codes is { } codes && codes.All(c => wanted.Contains(c, StringComparer.Ordinal)),
        (ListType x, ListType y) => x.Member.Conforms(y.Member),
        (RangeType x, RangeType y) => x.End.Conforms(y.End),
        (ContextType x, ContextType y) => y.Members.All(m => x.TypeOf(m.Name) is { } has && has.Conforms(m.Type)),
        (FunctionType x, FunctionType y) => x.Parameters.Count == y.Parameters.Count && x.Result.Conforms(y.Result)
            && x.Parameters.Zip(y.Parameters).All(p => p.Second.Conforms(p.First)),
        _ => this == to,
    };

    /// <summary>Whether a value is one of this type, as <c>instance of</c> asks: null is of no type but Null.</summary>
    public bool Describes(in Value value) => value.Kind switch
    {
        Kind.Null => this.IsNull(),
        Kind.Function when this is FunctionType function => value.AsFunction.Type.Conforms(function),
        _ => Accepts(value),
    };

    /// <summary>Whether a value may stand where this type is asked for, as it is: null may always.</summary>
    public bool Accepts(in Value value) => value.IsNull || this switch
    {
        AnyType => true,
        SimpleType simple => simple.Kind == value.Kind,
        TextType text => value.Kind == Kind.Text && (text.Codes is not { } codes || codes.Contains(value.AsText, StringComparer.Ordinal)),
        ListType list => value.Kind == Kind.List && AllAccepted(list.Member, value.AsList),
        RangeType range => value.Kind == Kind.Range && range.End.Accepts(value.AsRange.Start) && range.End.Accepts(value.AsRange.End),
        ContextType context => value.Kind == Kind.Context && AllAccepted(context, value.AsContext),
        FunctionType function => value.Kind == Kind.Function && MayConform(value.AsFunction.Type, function),
        _ => false,
    };

    // What a function gives is often only known when it is called; what is known must conform.
    private static bool MayConform(FunctionType actual, FunctionType wanted) =>
        actual.Parameters.Count == wanted.Parameters.Count && (actual.Result.IsOpen() || actual.Result.Conforms(wanted.Result))
        && actual.Parameters.Zip(wanted.Parameters).All(p => p.Second.IsOpen() || p.Second.Conforms(p.First));

    private static bool AllAccepted(FeelType member, FeelList list)
    {
        for (var i = 0; i < list.Count; i++)
            if (!member.Accepts(list[i]))
                return false;
        return true;
    }

    private static bool AllAccepted(ContextType type, Context context)
    {
        foreach (var (name, member) in type.Members)
            if (!context.TryGet(name, out var value) || !member.Accepts(value))
                return false;
        return true;
    }
}
