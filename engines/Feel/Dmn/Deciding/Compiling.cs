using System.Collections.Immutable;
using Entente.Feel.Checking;
using Entente.Feel.Dmn.Translating;
using Entente.Feel.Syntax;

namespace Entente.Feel.Dmn.Deciding;

/// <summary>Compiles the logic of decisions and the functions of knowledge and services.</summary>
internal sealed class Compiling(Linker linker, List<ModelFinding> findings)
{
    private readonly Dictionary<Definitions, (string[] Members, string[] Types)> _spelled = new(ReferenceEqualityComparer.Instance);

    public void All()
    {
        foreach (var unit in linker.Graph.Units)
            if (unit.Fixed is null)
                Compile(unit);
    }

    private void Compile(Unit unit)
    {
        switch (unit.Element)
        {
            case Decision { Logic: { } logic }:
                unit.Logic = Logic(unit, [], [], around => Translator.Translate(logic, around));
                break;
            case Knowledge knowledge:
                unit.Fixed = Known(unit, knowledge);
                break;
            case DecisionService:
                var result = Translator.ResultOf(unit.Type);
                Seq<string> parameters = [.. unit.Service.Parameters.Select(parameter => parameter.Name)];
                unit.Fixed = Value.Of(new ServiceFunction(unit, parameters, result, linker.Graph));
                break;
        }
    }

    private Value Known(Unit unit, Knowledge knowledge)
    {
        var function = knowledge.Logic ?? new BoxedFunction([], null, "FEEL", null, knowledge.At);
        if (function.Body is BoxedRefusal refusal)
            return Value.Failed(refusal.Problem);
        var book = linker.Types(unit.Home);
        ItemType[] types = [.. function.Parameters.Select(parameter => book.Of(parameter.Type, parameter.At, knowledge.Name))];
        Seq<string> parameters = [.. function.Parameters.Select(parameter => parameter.Name)];
        var known = new KnowledgeFunction(parameters, types, Translator.ResultOf(unit.Type));
        unit.Fixed = Value.Of(known);
        known.Logic = Logic(unit, parameters, Array.ConvertAll(types, type => type.Type), around =>
        {
            var body = function.Body is null ? new NullLiteral() : Translator.Translate(function.Body, around);
            return Translator.Typed(body, Translator.ResultOf(around.TypeOf(function.Type, function.At)));
        });
        return Value.Of(known);
    }

    private Logic Logic(Unit unit, Seq<string> parameters, FeelType[] given, Func<Surroundings, Node> translate)
    {
        // Its own name comes last: what is given or needed under that name hides it.
        List<Unit> own = [.. unit.Needs.Where(need => need.Prefix.Length == 0).Select(need => need.Unit)];
        if (unit.Element is Knowledge)
            own.Add(unit);
        own = own.DistinctBy(need => need.Name).Where(need => !parameters.Contains(need.Name)).ToList();
        var prefixes = unit.Needs.Where(need => need.Prefix.Length > 0).GroupBy(need => need.Prefix, need => need.Unit)
            .Where(group => !parameters.Contains(group.Key) && !own.Exists(need => need.Name == group.Key))
            .Select(group => (group.Key, Units: group.DistinctBy(need => need.Name).ToArray())).ToArray();
        string[] names = [.. parameters, .. own.Select(need => need.Name), .. prefixes.Select(prefix => prefix.Key)];
        var book = linker.Types(unit.Home);
        FeelType[] types = [.. given, .. own.Select(TypeOf), .. prefixes.Select(prefix => new ContextType([.. prefix.Units.Select(need => (need.Name, TypeOf(need)))]))];
        var scope = Scope.Of([.. names.Zip(types).DistinctBy(name => name.First)]).Naming([.. book.Names().DistinctBy(type => type.Name)]);
        var tree = translate(Around(unit, book, scope, prefixes.SelectMany(prefix => prefix.Units.Select(need => need.Name))));
        return new Logic(
            Rule.Dynamic(tree, scope), [.. own],
            [.. prefixes.Select(prefix => (Shape.Of([.. prefix.Units.Select(need => need.Name)]), prefix.Units))]);
    }

    private Surroundings Around(Unit unit, TypeBook book, Scope scope, IEnumerable<string> members)
    {
        if (!_spelled.TryGetValue(unit.Home, out var spelled))
            _spelled.Add(unit.Home, spelled = ([.. book.Members().Concat(Named.Members(unit.Home)).Where(IsSeveralWords)], [.. book.Names().Select(type => type.Name)]));
        return new Surroundings(
            [.. scope.Names.Select(name => name.Name)],
            [.. spelled.Members, .. members.Where(IsSeveralWords)],
            spelled.Types,
            (name, at) => book.Of(name, at, unit.Element.Name),
            finding => findings.Add(finding with { Source = unit.Home.Source }),
            unit.Element.Name)
        {
            Scope = scope,
        };
    }

    /// <summary>The type of what a name stands for: of knowledge and services the function.</summary>
    private FeelType TypeOf(Unit unit) => unit.Element switch
    {
        Knowledge knowledge => new FunctionType(
            [.. (knowledge.Logic?.Parameters ?? []).Select(parameter => linker.Types(unit.Home).Of(parameter.Type, parameter.At, knowledge.Name).Type)],
            Translator.ResultOf(unit.Type).Type),
        DecisionService => new FunctionType([.. unit.Service.Parameters.Select(parameter => parameter.Type.Type)], Translator.ResultOf(unit.Type).Type),
        _ => unit.Type.Type,
    };

    // Single words need not be told to the parser.
    private static bool IsSeveralWords(string name) => name.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '_');
}
