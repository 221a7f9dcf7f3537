using Entente.Feel.Checking;
using Entente.Feel.Syntax;

namespace Entente.Feel.Running;

/// <summary>What a built-in function does. The arguments are those of the parameters, in their order; what may be left out and is, is not there or null.</summary>
internal delegate Value Native(Evaluation e, Site site, ReadOnlySpan<Value> arguments);

/// <summary>A place in the text where a built-in function is called.</summary>
internal sealed class Site(BuiltIn function, Seq<Arrangement> arrangements, Span at)
{
    private readonly Way[] ways = [.. arrangements.Select(arrangement => new Way(function, arrangement))];

    // What a function keeps from one call to the next, such as a pattern that was read. Replaced as a whole, so threads may share it.
    public object? Memo { get; set; }

    public string Name => function.Name;

    public Span At => at;

    public Value Fail(string code, params ReadOnlySpan<string> facts) => Value.Failed(new Finding(code, at, Seq.Of(facts)));

    /// <summary>An argument of the wrong kind.</summary>
    public Value Refuse(int parameter, in Value argument)
    {
        var formals = arrangements[0].Overload.Parameters;
        return Refuse(formals[Math.Min(parameter, formals.Count - 1)], argument);
    }

    /// <summary>Calls it in the first way that suits the kinds of the arguments, and else in the first that suits after the implicit conversions.</summary>
    public Value Call(Evaluation e, ReadOnlySpan<Value> written)
    {
        foreach (var way in ways)
            if (Try(e, way, written, converting: false, out var result) < 0)
                return result;
        Value? refused = null;
        foreach (var way in ways)
        {
            var misfit = Try(e, way, written, converting: true, out var result);
            if (misfit < 0)
                return result;
            // Where a way fails for a blank only, the result is blank.
            if (written[misfit].IsNull)
                refused = written[misfit];
            else
                refused ??= Refuse(way.Formals[misfit], written[misfit]);
        }
        return refused ?? Value.Failed(Miscounted(function, written.Length, at));
    }

    private int Try(Evaluation e, Way way, ReadOnlySpan<Value> written, bool converting, out Value result)
    {
        var buffer = default(Arguments);
        var arguments = way.Count <= Arguments.Length ? buffer[..way.Count] : new Value[way.Count];
        var misfit = way.Arrange(written, converting, arguments);
        result = misfit < 0 ? function.Run(e, this, arguments) : default;
        return misfit;
    }

    public static Finding Miscounted(BuiltIn function, int given, Span at) =>
        new("argument-count", at, [function.Name, Words.Of(given), function.Signature.Counts]);

    private Value Refuse(Formal formal, in Value value) =>
        Fail("argument-type", function.Name, formal.Name, Words.Of(value.Kind), string.Join('|', formal.Types.Select(type => type.Key)));
}
