using Entente.Feel.Checking;
using Entente.Feel.Syntax;

namespace Entente.Feel.Running;

internal sealed partial class Compiler
{
    private Code CallCode(Call call)
    {
        if (call.Function is Name name && layout.Find(name.Text).Slot is null && Library.Find(name.Text) is { } builtIn)
            return BuiltInCode(call, builtIn);
        if (call.Function is Name { Text: var unknown } && layout.Find(unknown) is { Contexts.Count: 0, Slot: null } && Library.Find(unknown) is null)
            return Always(call, Failed("unknown-function", call, unknown));
        var function = Code(call.Function).Step;
        var arguments = Steps(call.Arguments);
        if (call.Arguments.Any(a => a.Name is not null))
            return NamedCode(call, function, arguments);
        return Running.Code.Of(call, (Step)(e =>
        {
            var callee = function(e);
            if (callee.Kind != Kind.Function)
                return NotAFunction(call, callee);
            var buffer = default(Arguments);
            var values = arguments.Length <= Arguments.Length ? buffer[..arguments.Length] : new Value[arguments.Length];
            for (var i = 0; i < arguments.Length; i++)
                values[i] = arguments[i](e);
            return e.Spend(1) ? callee.AsFunction.Invoke(e, values) : e.Halted;
        }));
    }

    private Code BuiltInCode(Call call, BuiltIn function)
    {
        if (function.Name == "is")
            call = call with { Arguments = BothNamed(call.Arguments) };
        var ways = Seq.Of<Arrangement>([.. function.Signature.Arrange(call.Arguments)]);
        if (ways.Count == 0)
            return Always(call, Value.Failed(Misnamed(call, function) ?? Site.Miscounted(function, call.Arguments.Count, call.At)));
        var site = new Site(function, ways, call.At);
        if (FoldCode(call, site) is { } fold)
            return fold;
        var arguments = Steps(call.Arguments);
        return Running.Code.Of(call, (Step)(e =>
        {
            var buffer = default(Arguments);
            var values = arguments.Length <= Arguments.Length ? buffer[..arguments.Length] : new Value[arguments.Length];
            for (var i = 0; i < arguments.Length; i++)
                values[i] = arguments[i](e);
            return site.Call(e, values);
        }));
    }

    // The conformance kit has is(value1: x) compare x with null.
    private static Seq<Argument> BothNamed(Seq<Argument> arguments) => arguments switch
    {
        [{ Name: "value1" }] => [.. arguments, new Argument("value2", new NullLiteral())],
        [{ Name: "value2" }] => [.. arguments, new Argument("value1", new NullLiteral())],
        _ => arguments,
    };

    // Which argument is for which parameter is known only when the function is.
    private static Code NamedCode(Call call, Step function, Step[] arguments) => Running.Code.Of(call, (Step)(e =>
    {
        var callee = function(e);
        if (callee.Kind != Kind.Function)
            return NotAFunction(call, callee);
        var parameters = callee.AsFunction.Parameters;
        var (values, given) = (new Value[parameters.Count], new bool[parameters.Count]);
        for (var i = 0; i < arguments.Length; i++)
        {
            var place = PlaceOf(parameters, call.Arguments[i].Name);
            if (place < 0 || given[place])
                return Failed(place < 0 ? "unknown-parameter" : "argument-twice", call, Called(call), call.Arguments[i].Name ?? Words.Of(i + 1));
            (values[place], given[place]) = (arguments[i](e), true);
        }
        if (given.Contains(false))
            return Failed("missing-argument", call, Called(call), parameters[Array.IndexOf(given, false)]);
        return e.Spend(1) ? callee.AsFunction.Invoke(e, values) : e.Halted;
    }));

    private static int PlaceOf(Seq<string> parameters, string? name)
    {
        for (var i = 0; i < parameters.Count; i++)
            if (parameters[i] == name)
                return i;
        return -1;
    }

    private static Value NotAFunction(Call call, in Value callee) =>
        callee.IsNull && callee.Problem is not null ? callee : Failed("not-a-function", call, Called(call), Words.Of(callee.Kind));

    private static string Called(Call call) => call.Function is Name name ? name.Text : "function";

    private static Finding? Misnamed(Call call, BuiltIn function) =>
        call.Arguments.FirstOrDefault(a => a.Name is { } name && !function.Signature.Overloads.Any(o => o.Parameters.Any(p => p.Name == name))) is { Name: { } unknown }
            ? new Finding("unknown-parameter", call.At, [function.Name, unknown])
            : null;

    private Step[] Steps(Seq<Argument> arguments) => [.. arguments.Select(a => Code(a.Value).Step)];
}
