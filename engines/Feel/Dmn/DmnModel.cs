using Entente.Feel.Checking;
using Entente.Feel.Dmn.Deciding;
using Entente.Feel.Dmn.Reading;
using Entente.Feel.Syntax;

namespace Entente.Feel.Dmn;

/// <summary>A DMN model with the models it imports, read and compiled: immutable, shared by threads.</summary>
/// <example>
/// <code>
/// var read = DmnModel.Read(new DmnFile("fees.dmn", File.ReadAllBytes("fees.dmn")));
/// read.Findings;                                            // everything wrong with it, at once
/// read.Model!.Decide("Fee", Context.Of(("gear", Value.Of("PS"))));
/// </code>
/// </example>
public sealed class DmnModel
{
    private static readonly Rule s_call = Rule.Dynamic(new Call(new Name("decide"), []), Scope.Of(("decide", FeelType.Any)));

    private readonly Graph _graph;
    private readonly Definitions _own;

    private DmnModel(Graph graph, Definitions own) => (_graph, _own) = (graph, own);

    /// <summary>What the model is called.</summary>
    public string Name => _own.Name;

    /// <summary>Its namespace.</summary>
    public string Namespace => _own.Namespace;

    /// <summary>The names of its decisions.</summary>
    public IEnumerable<string> Decisions => _own.Decisions.Select(decision => decision.Name);

    /// <summary>The names of its decision services.</summary>
    public IEnumerable<string> Services => _own.Services.Select(service => service.Name);

    /// <summary>The names and types of its input data.</summary>
    public IEnumerable<(string Name, FeelType Type)> Inputs =>
        _graph.Units.Where(unit => unit.Element is InputData && ReferenceEquals(unit.Home, _own)).Select(unit => (unit.Name, unit.Type.Type));

    /// <summary>
    /// Reads a model and those it imports. The model is null when the file is none; with other findings it is there, and what they concern
    /// answers with a problem.
    /// </summary>
    /// <param name="file">The model.</param>
    /// <param name="imported">Files with the models that it imports, and those that they do, in any order.</param>
    public static (DmnModel? Model, IReadOnlyList<ModelFinding> Findings) Read(DmnFile file, params ReadOnlySpan<DmnFile> imported)
    {
        var (own, found) = DmnReader.Read(file);
        var findings = new List<ModelFinding>(found);
        var models = new List<Definitions>();
        foreach (var other in imported)
        {
            var (definitions, wrong) = DmnReader.Read(other);
            findings.AddRange(wrong);
            if (definitions is not null)
                models.Add(definitions);
        }
        if (own is null)
            return (null, findings);
        var linker = new Linker([own, .. models], findings);
        new Compiling(linker, findings).All();
        return (new DmnModel(linker.Graph, own), findings);
    }

    /// <summary>The value of a decision.</summary>
    /// <param name="decision">Its name.</param>
    /// <param name="inputs">The values of input data, and of decisions without logic, by name. What is missing is a null that says so.</param>
    /// <param name="limits">What the evaluation may use; null for the usual.</param>
    /// <exception cref="ArgumentException">There is no decision of that name.</exception>
    public Outcome Decide(string decision, Context inputs, Limits? limits = null) =>
        Decide(decision, inputs.Shape.Names.Select((name, slot) => new DmnInput(name, inputs[slot])), limits);

    /// <summary>The value of a decision, with inputs that may belong to imported models.</summary>
    /// <exception cref="ArgumentException">There is no decision of that name.</exception>
    public Outcome Decide(string decision, IEnumerable<DmnInput> inputs, Limits? limits = null)
    {
        var wanted = Find<Decision>(decision);
        return Evaluate(evaluation => Given(evaluation, inputs).Of(wanted), limits);
    }

    /// <summary>What a decision service answers: the value of its only output, or a context with all of them.</summary>
    /// <exception cref="ArgumentException">There is no decision service of that name.</exception>
    public Outcome Serve(string service, Context inputs, Limits? limits = null)
    {
        var wanted = Find<DecisionService>(service);
        return Evaluate(
            evaluation =>
            {
                if (wanted.Fixed is not { Kind: Kind.Function } function)
                    return wanted.Fixed ?? default;
                var given = wanted.Service.Parameters.Select(parameter => Parameter(evaluation, parameter, inputs)).ToArray();
                return ((ServiceFunction)function.AsFunction).Serve(evaluation, given);
            },
            limits);
    }

    private static Value Parameter(Evaluation evaluation, Unit parameter, Context inputs) =>
        inputs.TryGet(parameter.Name, out var value)
            ? parameter.Type.Coerce(evaluation, value)
            : Value.Failed(new Finding("not-given", default, [parameter.Name]));

    private Unit Find<T>(string name)
        where T : Element =>
        _graph.Units.Find(unit => unit.Element is T && unit.Element.Name == name && ReferenceEquals(unit.Home, _own))
        ?? throw new ArgumentException($"There is no {typeof(T).Name} called {name}.", nameof(name));

    private Run Given(Evaluation evaluation, IEnumerable<DmnInput> inputs)
    {
        var run = new Run(_graph, evaluation);
        foreach (var input in inputs)
            if (Receiver(input) is { } unit)
                run.Give(unit, unit.Type.Coerce(evaluation, input.Value));
        return run;
    }

    // By its namespace, or else this model's own before those of imported models.
    private Unit? Receiver(DmnInput input)
    {
        var named = _graph.Units.FindAll(unit => unit.Element is InputData or Decision { Logic: null } && unit.Name == input.Name);
        return input.Namespace is { } space ? named.Find(unit => unit.Home.Namespace == space)
            : named.Find(unit => ReferenceEquals(unit.Home, _own)) ?? (named.Count == 1 ? named[0] : null);
    }

    private static Outcome Evaluate(Func<Evaluation, Value> decide, Limits? limits) =>
        s_call.Evaluate([Value.Of(Function.Of([], (evaluation, _) => decide(evaluation)))], limits);
}

/// <summary>A value for input data.</summary>
/// <param name="Name">Of the input data, or of a decision without logic.</param>
/// <param name="Value">Its value.</param>
/// <param name="Namespace">The model it belongs to, where imported models have inputs of the same name.</param>
public sealed record DmnInput(string Name, Value Value, string? Namespace = null);
