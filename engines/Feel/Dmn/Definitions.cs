using Entente.Feel.Syntax;

namespace Entente.Feel.Dmn;

/// <summary>A DMN file as written, before its references are followed.</summary>
internal sealed record Definitions(
    string Source,
    string Name,
    string Namespace,
    Seq<Import> Imports,
    Seq<ItemDefinition> Items,
    Seq<InputData> Inputs,
    Seq<Decision> Decisions,
    Seq<Knowledge> Knowledge,
    Seq<DecisionService> Services);

/// <summary>Another model whose elements are called by a prefix; with an empty name they are called without.</summary>
internal sealed record Import(string Name, string Namespace, Location At);

/// <summary>A type. Components make it a context, a function item a function, otherwise it is another type or a list of it.</summary>
internal sealed record ItemDefinition(
    string Name,
    string? Type,
    bool IsCollection,
    Cell? Allowed,
    Cell? Constraint,
    Seq<ItemDefinition> Components,
    FunctionItem? Function,
    Location At);

/// <summary>The parameters and the result of a type that is a function.</summary>
internal sealed record FunctionItem(Seq<Variable> Parameters, string? Result);

/// <summary>A name with its type.</summary>
internal sealed record Variable(string Name, string? Type, Location At);

/// <summary>What others refer to by id.</summary>
internal abstract record Element(string Id, string Name, Variable Variable, Location At);

/// <summary>What a decision is given.</summary>
internal sealed record InputData(string Id, string Name, Variable Variable, Location At) : Element(Id, Name, Variable, At);

/// <summary>A decision and what it needs. Without logic its value has to be given.</summary>
internal sealed record Decision(string Id, string Name, Variable Variable, Seq<Reference> Needs, Boxed? Logic, Location At)
    : Element(Id, Name, Variable, At);

/// <summary>A business knowledge model: a function of the model.</summary>
internal sealed record Knowledge(string Id, string Name, Variable Variable, Seq<Reference> Needs, BoxedFunction? Logic, Location At)
    : Element(Id, Name, Variable, At);

/// <summary>Decisions behind one door: called with the values of its inputs, answers its outputs.</summary>
internal sealed record DecisionService(
    string Id,
    string Name,
    Variable Variable,
    Seq<Reference> Outputs,
    Seq<Reference> Encapsulated,
    Seq<Reference> InputDecisions,
    Seq<Reference> InputData,
    Location At) : Element(Id, Name, Variable, At);

/// <summary>An href: <c>#id</c>, or <c>namespace#id</c>.</summary>
internal sealed record Reference(string Namespace, string Id, Location At);
