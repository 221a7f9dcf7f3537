using Entente.Feel.Checking;
using Entente.Feel.Dmn.Translating;
using Entente.Feel.Syntax;

namespace Entente.Feel.Dmn.Deciding;

/// <summary>A business knowledge model as a function. Arguments that do not conform keep it from being called.</summary>
internal sealed class KnowledgeFunction(Seq<string> parameters, ItemType[] types, ItemType result) : Function(parameters)
{
    public Logic? Logic { get; set; }

    public override FunctionType Type => new([.. types.Select(type => type.Type)], result.Type);

    public override Value Invoke(Evaluation evaluation, ReadOnlySpan<Value> arguments)
    {
        var given = new Value[arguments.Length];
        return Arguments.Coerce(evaluation, types, arguments, given) is { } refused ? refused
            : result.Coerce(evaluation, Logic!.Run(evaluation, given, static unit => unit.Fixed ?? default));
    }
}

/// <summary>A decision service as a function: its inputs are given, everything else is decided anew.</summary>
internal sealed class ServiceFunction(Unit service, Seq<string> parameters, ItemType result, Graph graph) : Function(parameters)
{
    public override FunctionType Type => new([.. service.Service.Parameters.Select(unit => unit.Type.Type)], result.Type);

    public override Value Invoke(Evaluation evaluation, ReadOnlySpan<Value> arguments)
    {
        var given = new Value[arguments.Length];
        var types = Array.ConvertAll(service.Service.Parameters, unit => unit.Type);
        return Arguments.Coerce(evaluation, types, arguments, given) is { } refused ? refused : Serve(evaluation, given);
    }

    /// <summary>Answers with values that were already looked at.</summary>
    public Value Serve(Evaluation evaluation, ReadOnlySpan<Value> given)
    {
        var deciding = new Run(graph, evaluation);
        for (var parameter = 0; parameter < given.Length; parameter++)
            deciding.Give(service.Service.Parameters[parameter], given[parameter]);
        var outputs = service.Service.Outputs;
        if (outputs.Length == 1)
            return result.Coerce(evaluation, deciding.Of(outputs[0]));
        var answer = new Context.Builder(outputs.Length);
        foreach (var output in outputs)
            answer.Put(output.Name, deciding.Of(output));
        return result.Coerce(evaluation, Value.Of(answer.ToContext()));
    }
}

/// <summary>Arguments for functions of a model.</summary>
internal static class Arguments
{
    /// <summary>Coerces each argument; the first that does not conform is returned as a null that says so.</summary>
    public static Value? Coerce(Evaluation evaluation, ItemType[] types, ReadOnlySpan<Value> arguments, Value[] given)
    {
        if (given.Length != types.Length)
            return Value.Failed(new Finding("argument-count", default, ["function", $"{given.Length}", $"{types.Length}"]));
        for (var each = 0; each < given.Length; each++)
        {
            given[each] = types[each].Coerce(evaluation, arguments[each]);
            if (given[each].IsNull && !arguments[each].IsNull)
                return given[each];
        }
        return null;
    }
}
