using Entente.Feel.Values;

namespace Entente.Feel.Syntax;

/// <summary>A part of an expression. Trees are immutable and equal when they say the same.</summary>
public abstract record Node
{
    /// <summary>Where it was written.</summary>
    public Span At { get; init; }
}

/// <summary><c>1.50</c></summary>
public sealed record NumberLiteral(Number Value) : Node;

/// <summary><c>"PS"</c>, after its escapes were read.</summary>
public sealed record TextLiteral(string Text) : Node;

/// <summary><c>true</c></summary>
public sealed record BooleanLiteral(bool Value) : Node;

/// <summary><c>null</c></summary>
public sealed record NullLiteral : Node;

/// <summary><c>@"2026-01-31"</c>: a date, time, date and time or duration.</summary>
public sealed record AtLiteral(string Text) : Node;

/// <summary><c>quota_kg</c>, or <c>Monthly Salary</c> where that name is in scope. Spaces are single. The filter's <c>item</c> and the unary test's <c>?</c> are names too.</summary>
public sealed record Name(string Text) : Node;

/// <summary><c>party.quota_kg</c></summary>
public sealed record Path(Node Of, string Member) : Node;

/// <summary><c>catches[gear = "PS"]</c> or <c>catches[1]</c></summary>
public sealed record Filter(Node List, Node Condition) : Node;

/// <summary><c>sum(a, b)</c> or <c>substring(string: s, start position: 2)</c></summary>
public sealed record Call(Node Function, Seq<Argument> Arguments) : Node;

/// <summary>An argument of a call, by place or by name.</summary>
public sealed record Argument(string? Name, Node Value);

/// <summary><c>-a</c></summary>
public sealed record Negation(Node Of) : Node;

/// <summary><c>a + b</c>, <c>a and b</c>, <c>a &lt; b</c></summary>
public sealed record Binary(Operator Operator, Node Left, Node Right) : Node;

/// <summary><c>a between 1 and 2</c></summary>
public sealed record Between(Node Of, Node Low, Node High) : Node;

/// <summary><c>gear in ("PS", "LL")</c>, <c>weight in [0..10]</c></summary>
public sealed record In(Node Of, Seq<Test> Tests) : Node;

/// <summary><c>x instance of list&lt;number&gt;</c></summary>
public sealed record InstanceOf(Node Of, TypeNode Type) : Node;

/// <summary><c>if a then b else c</c></summary>
public sealed record If(Node Condition, Node Then, Node Else) : Node;

/// <summary><c>for x in list, y in 1..x return x * y</c>; in the body <c>partial</c> holds the results so far.</summary>
public sealed record For(Seq<Iteration> Iterations, Node Body) : Node;

/// <summary><c>some x in list satisfies x &gt; 0</c> and <c>every …</c></summary>
public sealed record Quantified(bool Every, Seq<Iteration> Iterations, Node Condition) : Node;

/// <summary><c>x in list</c>, or <c>x in 1..10</c> where <see cref="To"/> is the second end.</summary>
public sealed record Iteration(string Name, Node In, Node? To);

/// <summary><c>[1, 2]</c></summary>
public sealed record ListLiteral(Seq<Node> Items) : Node;

/// <summary><c>{a: 1, "b c": a + 1}</c></summary>
public sealed record ContextLiteral(Seq<Entry> Entries) : Node;

/// <summary>A key and its value in a context.</summary>
public sealed record Entry(string Key, Node Value);

/// <summary><c>[1..10)</c></summary>
public sealed record RangeLiteral(bool ClosedStart, Node Start, Node End, bool ClosedEnd) : Node;

/// <summary><c>(&lt; 10)</c>, <c>(= 10)</c>, <c>(!= 10)</c>: a comparison as a value. It stays apart from a range, because <c>(= 10) = [10..10]</c> is false.</summary>
public sealed record ComparisonRange(Operator Operator, Node Than) : Node;

/// <summary><c>function(a: number, b) a + b</c></summary>
public sealed record FunctionLiteral(Seq<Parameter> Parameters, Node Body, bool External) : Node;

/// <summary>A parameter of a function.</summary>
public sealed record Parameter(string Name, TypeNode? Type);

/// <summary>A cell of a decision table: <c>&gt; 5, [1..2]</c>, <c>not("PS")</c>, <c>-</c>.</summary>
public sealed record UnaryTests(bool Negated, Seq<Test> Tests) : Node;

/// <summary>One test of a cell or of <c>in</c>.</summary>
public abstract record Test
{
    /// <summary>Where it was written.</summary>
    public Span At { get; init; }
}

/// <summary><c>-</c>: anything.</summary>
public sealed record AnyTest : Test;

/// <summary><c>&gt;= 5</c>: compares what is tested.</summary>
public sealed record ComparisonTest(Operator Operator, Node Than) : Test;

/// <summary>A value, a range, a list, or a condition on <c>?</c>.</summary>
public sealed record ExpressionTest(Node Expression) : Test;

/// <summary>What stands between two operands.</summary>
public enum Operator
{
    /// <summary><c>or</c></summary>
    Or,

    /// <summary><c>and</c></summary>
    And,

    /// <summary><c>=</c></summary>
    Equal,

    /// <summary><c>!=</c></summary>
    NotEqual,

    /// <summary><c>&lt;</c></summary>
    Less,

    /// <summary><c>&lt;=</c></summary>
    LessOrEqual,

    /// <summary><c>&gt;</c></summary>
    Greater,

    /// <summary><c>&gt;=</c></summary>
    GreaterOrEqual,

    /// <summary><c>+</c></summary>
    Add,

    /// <summary><c>-</c></summary>
    Subtract,

    /// <summary><c>*</c></summary>
    Multiply,

    /// <summary><c>/</c></summary>
    Divide,

    /// <summary><c>**</c></summary>
    Power,
}
