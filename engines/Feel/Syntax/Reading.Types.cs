namespace Entente.Feel.Syntax;

/// <summary>Types, after <c>instance of</c> and on parameters.</summary>
internal sealed partial class Reading
{
    private TypeNode Type()
    {
        var start = Now.Start;
        nesting++;
        var type = TooDeep() ? NoType() : TypeHere();
        nesting--;
        return type with { At = Since(start) };
    }

    private TypeNode TypeHere()
    {
        if (Now.Kind == TokenKind.Function)
            return FunctionType();
        if (Now.Kind == TokenKind.Null)
            return new NamedTypeNode(TextOfAll(Take()));
        if (Now.Kind != TokenKind.Word)
            return NoType();
        if (After.Kind == TokenKind.Less)
            switch (TextOf(Now))
            {
                case "list": return new ListTypeNode(Only());
                case "range": return new RangeTypeNode(Only());
                case "context": return new ContextTypeNode([.. Angles(TypeMember)]);
                default: break;
            }
        return new NamedTypeNode(Longest(names.Types) ?? Qualified());
    }

    private NamedTypeNode NoType()
    {
        Report(Codes.TypeMissing, Now.At, [TextOf(Now)]);
        return new NamedTypeNode("");
    }

    private string Qualified()
    {
        var name = TextOfAll(Take());
        while (Now.Kind == TokenKind.Dot && After.Kind == TokenKind.Word)
        {
            Take();
            name = $"{name}.{TextOfAll(Take())}";
        }
        return name;
    }

    private TypeNode Only()
    {
        Take();
        Take();
        var type = Type();
        Expect(TokenKind.Greater);
        return type;
    }

    private TypeMember TypeMember()
    {
        var name = Label() ?? Declared(TokenKind.Colon);
        Expect(TokenKind.Colon);
        return new TypeMember(name, Type());
    }

    /// <summary><c>&lt;a, b&gt;</c> after a word.</summary>
    private List<T> Angles<T>(Func<T> part)
    {
        var parts = new List<T>();
        Take();
        Expect(TokenKind.Less);
        if (Now.Kind != TokenKind.Greater)
            do
                parts.Add(part());
            while (TryTake(TokenKind.Comma));
        Expect(TokenKind.Greater);
        return parts;
    }

    private TypeNode FunctionType()
    {
        if (After.Kind != TokenKind.Less)
            return new NamedTypeNode(TextOfAll(Take()));
        var parameters = Angles(Type);
        Expect(TokenKind.Arrow);
        return new FunctionTypeNode([.. parameters], Type());
    }
}
