using Entente.Feel.Dmn.Translating;
using Entente.Feel.Syntax;

namespace Entente.Feel.Dmn.Deciding;

/// <summary>Follows the references between elements of models and refuses those that go round in circles.</summary>
internal sealed class Linker
{
    private readonly Dictionary<(string Namespace, string Id), Unit> _byId = [];
    private readonly Dictionary<string, Definitions> _models = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TypeBook?> _books = new(StringComparer.Ordinal);
    private readonly List<ModelFinding> _findings;

    public Linker(IReadOnlyList<Definitions> models, List<ModelFinding> findings)
    {
        _findings = findings;
        foreach (var model in models)
            if (!_models.TryAdd(model.Namespace, model))
                Say(model, "repeated-namespace", default, null, model.Namespace);
        foreach (var model in models)
            AddUnits(model);
        foreach (var unit in Graph.Units)
            Connect(unit);
        BreakCircles();
    }

    public Graph Graph { get; } = new();

    /// <summary>The types of a model.</summary>
    public TypeBook Types(Definitions model)
    {
        if (_books.TryGetValue(model.Namespace, out var book))
            return book ?? new TypeBook(model with { Items = [] }, [], _findings);
        _books[model.Namespace] = null;
        var imported = new List<(string Prefix, TypeBook Book)>();
        foreach (var import in model.Imports)
            if (_models.TryGetValue(import.Namespace, out var other))
                imported.Add((import.Name, Types(other)));
            else if (import.Namespace.Contains("/DMN/", StringComparison.Ordinal) || IsModel(model, import))
                Say(model, "unknown-import", import.At, null, import.Namespace);
        return _books[model.Namespace] = book = new TypeBook(model, imported, _findings);
    }

    private static bool IsModel(Definitions model, Import import) => import.Namespace != model.Namespace;

    private void AddUnits(Definitions model)
    {
        var types = Types(model);
        IEnumerable<Element> elements = [.. model.Inputs, .. model.Decisions, .. model.Knowledge, .. model.Services];
        foreach (var element in elements)
        {
            var unit = new Unit(Graph.Units.Count, element, model, types.Of(element.Variable.Type, element.Variable.At, element.Name));
            Graph.Units.Add(unit);
            if (element.Id.Length > 0 && !_byId.TryAdd((model.Namespace, element.Id), unit))
                Say(model, "repeated-id", element.At, element.Name, element.Id);
        }
        foreach (var same in elements.GroupBy(element => element.Name, StringComparer.Ordinal).Where(same => same.Count() > 1))
            Say(model, "repeated-name", same.Last().At, same.Key, same.Key);
    }

    private void Connect(Unit unit)
    {
        foreach (var reference in unit.Element switch { Decision decision => decision.Needs, Knowledge knowledge => knowledge.Needs, _ => [] })
            if (Follow(unit, reference) is { } needed && Prefix(unit, needed, reference) is { } prefix)
                unit.Needs.Add((needed, prefix));
        if (unit.Element is DecisionService service)
            unit.Service = (
                [.. service.Outputs.Select(reference => Follow(unit, reference)).OfType<Unit>()],
                [.. service.InputData.Concat(service.InputDecisions).Select(reference => Follow(unit, reference)).OfType<Unit>()]);
    }

    private Unit? Follow(Unit from, Reference reference)
    {
        if (_byId.TryGetValue((reference.Namespace, reference.Id), out var unit))
            return unit;
        Say(from.Home, "unknown-reference", reference.At, from.Element.Name, reference.Id);
        from.Break("unknown-reference", reference.Id);
        return null;
    }

    private string? Prefix(Unit from, Unit needed, Reference reference)
    {
        if (ReferenceEquals(from.Home, needed.Home))
            return "";
        foreach (var import in from.Home.Imports)
            if (import.Namespace == needed.Home.Namespace)
                return import.Name;
        Say(from.Home, "not-imported", reference.At, from.Element.Name, needed.Home.Namespace);
        from.Break("not-imported", needed.Home.Namespace);
        return null;
    }

    // White: not seen; on the way: seen above; done. Without recursion, because chains may be long.
    private void BreakCircles()
    {
        var (done, above) = (new HashSet<Unit>(), new HashSet<Unit>());
        foreach (var start in Graph.Units)
        {
            var way = new Stack<(Unit Unit, int Next)>();
            Enter(start);
            while (way.TryPop(out var at))
            {
                var needs = Needs(at.Unit);
                if (at.Next >= needs.Count)
                {
                    above.Remove(at.Unit);
                    done.Add(at.Unit);
                    continue;
                }
                way.Push((at.Unit, at.Next + 1));
                if (above.Contains(needs[at.Next]))
                    Circle(at.Unit, needs[at.Next], way);
                else
                    Enter(needs[at.Next]);
            }

            void Enter(Unit unit)
            {
                if (!done.Contains(unit) && above.Add(unit))
                    way.Push((unit, 0));
            }
        }
    }

    // A function may call itself. A service runs on its own what it answers with, so a decision that calls it must not be among that.
    private static List<Unit> Needs(Unit unit)
    {
        List<Unit> needs = [.. unit.Needs.Select(need => need.Unit).Where(need => need != unit || unit.Element is not Knowledge)];
        if (unit.Element is DecisionService)
            needs.AddRange(unit.Service.Outputs);
        return needs;
    }

    private void Circle(Unit from, Unit to, Stack<(Unit Unit, int Next)> way)
    {
        var names = way.Select(step => step.Unit).TakeWhile(unit => unit != to).Append(to).Reverse().Select(unit => unit.Element.Name).ToArray();
        Say(from.Home, "circle", from.Element.At, from.Element.Name, names);
        from.Break("circle", names);
    }

    private void Say(Definitions model, string code, Location at, string? element, params ReadOnlySpan<string> facts) =>
        _findings.Add(new ModelFinding(new Finding(code, default, Seq.Of(facts)), at, element, Source: model.Source));
}
