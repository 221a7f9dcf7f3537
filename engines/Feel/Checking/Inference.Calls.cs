using Entente.Feel.Syntax;
using static Entente.Feel.Checking.FeelType;

namespace Entente.Feel.Checking;

internal sealed partial class Inference
{
    private FeelType CallOf(Call call)
    {
        if (call.Function is Name name)
        {
            var found = Find(name.Text);
            if (found is { Kind: BindingKind.BuiltIn } || found is null or { Kind: BindingKind.Unknown } && Signatures.Find(name.Text) is not null)
            {
                types[name] = Any;
                bindings[name] = new Binding(BindingKind.BuiltIn, Any);
                return BuiltInOf(call, Signatures.Find(name.Text)!);
            }
            if (found is null)
                return UnknownFunction(call, name);
        }
        return Called(call, Of(call.Function));
    }

    private FeelType UnknownFunction(Call call, Name name)
    {
        var functions = scope.Names.Where(n => n.Type is FunctionType).Select(n => n.Name);
        Report("unknown-function", name.At, [name.Text], Nearest.To(name.Text, functions.Concat(Signatures.All.Select(s => s.Name))));
        foreach (var argument in call.Arguments)
            Of(argument.Value);
        return types[name] = Any;
    }

    private FeelType Called(Call call, FeelType callee)
    {
        var known = callee as FunctionType;
        var byPlace = known is not null && call.Arguments.All(a => a.Name is null) ? known.Parameters : null;
        var given = new FeelType[call.Arguments.Count];
        for (var i = 0; i < given.Length; i++)
            given[i] = ArgumentOf(call.Arguments[i].Value, byPlace is not null && i < byPlace.Count ? byPlace[i] : null);
        var word = call.Function is Name name ? name.Text : "";
        if (callee is not (AnyType or FunctionType or SimpleType { Kind: Kind.Null }))
            Report("not-a-function", call.Function.At, [word, callee.Key]);
        else if (known is not null && given.Length != known.Parameters.Count)
            Report("argument-count", call.At, [word, Invariant(given.Length), Invariant(known.Parameters.Count)]);
        else if (byPlace is not null)
            for (var i = 0; i < given.Length; i++)
                if (!Types.Fits(given[i], byPlace[i]))
                    Report("argument-type", call.Arguments[i].Value.At, [word, Invariant(i + 1), given[i].Key, byPlace[i].Key]);
        return known?.Result ?? Any;
    }

    private FeelType ArgumentOf(Node value, FeelType? expected) =>
        value is FunctionLiteral function && expected is FunctionType wanted ? types[value] = FunctionOf(function, wanted.Parameters) : Of(value);

    private FeelType BuiltInOf(Call call, Signature signature)
    {
        // The types of a function's parameters come from the other arguments, so it is looked at after them.
        foreach (var argument in call.Arguments)
            if (argument.Value is not FunctionLiteral)
                Of(argument.Value);
        var ways = signature.Arrange(call.Arguments).ToList();
        if (ways.Count == 0)
        {
            WrongArguments(call, signature);
            return Any;
        }
        var tries = ways.Select(way => new Fitting(way, call.Arguments, TypeOf)).ToList();
        var best = tries.MinBy(t => t.Misfits.Count)!;
        LookAtFunctions(call, best);
        if (best.Misfits.Count > 0)
            WrongTypes(call, signature, tries, best);
        else
            Literals(call, signature, best);
        return best.Misfits.Count > 0 ? Any : ResultOf(call, signature, best);
    }

    private void LookAtFunctions(Call call, Fitting best)
    {
        for (var i = 0; i < call.Arguments.Count; i++)
            if (call.Arguments[i].Value is FunctionLiteral function)
            {
                var expected = best.Expected(i) as FunctionType;
                var type = types[function] = FunctionOf(function, expected?.Parameters);
                best.Look(i, type);
            }
    }

    private void WrongTypes(Call call, Signature signature, List<Fitting> tries, Fitting best)
    {
        foreach (var i in best.Misfits)
        {
            var wanted = tries.Where(t => t.Misfits.SetEquals(best.Misfits)).SelectMany(t => t.Wanted(i)).Select(t => t.Key).Distinct(StringComparer.Ordinal);
            var parameter = best.Way.Overload.Parameters[best.Way.Places[i]].Name;
            Report("argument-type", call.Arguments[i].Value.At, [signature.Name, parameter, TypeOf(call.Arguments[i].Value)!.Key, string.Join('|', wanted)]);
        }
    }

    private void WrongArguments(Call call, Signature signature)
    {
        var parameters = signature.Overloads.SelectMany(o => o.Parameters).Select(p => p.Name).Distinct(StringComparer.Ordinal).ToList();
        var named = call.Arguments.Where(a => a.Name is not null).ToList();
        var before = findings.Count;
        foreach (var argument in named.Where(a => !parameters.Contains(a.Name!)))
            Report("unknown-parameter", argument.Value.At, [signature.Name, argument.Name!], Nearest.To(argument.Name!, parameters) ?? OnlyOneMissing(signature, named));
        foreach (var twice in named.GroupBy(a => a.Name, StringComparer.Ordinal).Where(g => g.Count() > 1))
            Report("argument-twice", twice.Last().Value.At, [signature.Name, twice.Key!]);
        if (findings.Count > before)
            return;
        var closest = signature.Overloads.MinBy(o => o.Parameters.Count(p => p.Presence != Presence.Optional && named.All(a => a.Name != p.Name)))!;
        var missing = closest.Parameters.FirstOrDefault(p => p.Presence != Presence.Optional && named.All(a => a.Name != p.Name));
        if (named.Count > 0 && missing is not null)
            Report("missing-argument", call.At, [signature.Name, missing.Name]);
        else
            Report("argument-count", call.At, [signature.Name, Invariant(call.Arguments.Count), signature.Counts]);
    }

    private static string? OnlyOneMissing(Signature signature, List<Argument> named) =>
        signature.Overloads is [{ Parameters: var parameters }]
        && parameters.Where(p => p.Presence != Presence.Optional && named.All(a => a.Name != p.Name)).ToList() is [var one] ? one.Name : null;

    private static string Invariant(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
