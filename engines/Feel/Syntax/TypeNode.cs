namespace Entente.Feel.Syntax;

/// <summary>A type as written: after <c>instance of</c>, or on a parameter.</summary>
public abstract record TypeNode
{
    /// <summary>Where it was written.</summary>
    public Span At { get; init; }
}

/// <summary><c>number</c>, <c>date and time</c>, <c>tEmployee</c>, <c>Model.tEmployee</c></summary>
public sealed record NamedTypeNode(string Name) : TypeNode;

/// <summary><c>list&lt;number&gt;</c></summary>
public sealed record ListTypeNode(TypeNode Of) : TypeNode;

/// <summary><c>range&lt;number&gt;</c></summary>
public sealed record RangeTypeNode(TypeNode Of) : TypeNode;

/// <summary><c>context&lt;a: number, b: string&gt;</c></summary>
public sealed record ContextTypeNode(Seq<TypeMember> Members) : TypeNode;

/// <summary>A member of a context type.</summary>
public sealed record TypeMember(string Name, TypeNode Type);

/// <summary><c>function&lt;number, number&gt; -&gt; number</c></summary>
public sealed record FunctionTypeNode(Seq<TypeNode> Parameters, TypeNode Result) : TypeNode;
