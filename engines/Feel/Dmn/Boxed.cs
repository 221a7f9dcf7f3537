using Entente.Feel.Dmn.Tables;
using Entente.Feel.Syntax;

namespace Entente.Feel.Dmn;

/// <summary>A piece of FEEL as written, and where. In a decision table, the content of a cell.</summary>
/// <param name="Text">For instance <c>&gt; 5</c> or <c>"PS", "LL"</c>.</param>
/// <param name="At">Where.</param>
public readonly record struct Cell(string Text, Location At = default);

/// <summary>A boxed expression of DMN as written.</summary>
internal abstract record Boxed(string? Type, Location At);

internal sealed record BoxedLiteral(string Text, string? Type, Location At) : Boxed(Type, At);

/// <summary>The entries in their order; the result is the entry without a name.</summary>
internal sealed record BoxedContext(Seq<BoxedEntry> Entries, Boxed? Result, string? Type, Location At) : Boxed(Type, At);

internal sealed record BoxedEntry(Variable Variable, Boxed? Value);

internal sealed record BoxedList(Seq<Boxed> Items, string? Type, Location At) : Boxed(Type, At);

/// <summary>A list of contexts that have the columns as members.</summary>
internal sealed record BoxedRelation(Seq<Variable> Columns, Seq<Seq<Boxed>> Rows, string? Type, Location At) : Boxed(Type, At);

internal sealed record BoxedInvocation(Boxed Function, Seq<BoxedEntry> Bindings, string? Type, Location At) : Boxed(Type, At);

/// <summary>A function. Its kind is FEEL, or one that runs outside and is refused.</summary>
internal sealed record BoxedFunction(Seq<Variable> Parameters, Boxed? Body, string Kind, string? Type, Location At) : Boxed(Type, At);

internal sealed record BoxedConditional(Boxed If, Boxed Then, Boxed Else, string? Type, Location At) : Boxed(Type, At);

internal sealed record BoxedFilter(Boxed In, Boxed Match, string? Type, Location At) : Boxed(Type, At);

internal sealed record BoxedFor(string Iterator, Boxed In, Boxed Return, string? Type, Location At) : Boxed(Type, At);

internal sealed record BoxedQuantified(bool Every, string Iterator, Boxed In, Boxed Satisfies, string? Type, Location At) : Boxed(Type, At);

internal sealed record BoxedTable(DecisionTable Table, string? Type, Location At) : Boxed(Type, At);

/// <summary>What cannot run here: another language, code outside. It stands for a null that says so.</summary>
internal sealed record BoxedRefusal(Finding Problem, string? Type, Location At) : Boxed(Type, At);
