using Entente.Feel.Checking;
using Entente.Feel.Syntax;

namespace Entente.Feel.Running;

/// <summary>A function as written, compiled: the same for all function values made of it.</summary>
internal sealed class Lambda(Seq<string> parameters, FeelType?[] types, Layout layout, Step body, int weight, int? self, Span at)
{
    private readonly (int From, int To)[] captures = layout.Captures;

    public Seq<string> Parameters => parameters;

    public bool CapturesNothing => captures.Length == 0;

    /// <summary>A function value that holds the values which the outer names have now.</summary>
    public Function Make(Value[] outer)
    {
        var held = captures.Length == 0 ? [] : new Value[captures.Length];
        var made = new Closure(this, held);
        for (var i = 0; i < held.Length; i++)
            held[i] = captures[i].From == self ? Value.Of(made) : outer[captures[i].From];
        return made;
    }

    private Value Invoke(Evaluation e, Value[] held, ReadOnlySpan<Value> arguments)
    {
        if (!e.Spend(weight) || !e.Enter(at))
            return e.Halted;
        var (outer, frame) = (e.Frame, new Value[layout.Size]);
        for (var i = 0; i < held.Length; i++)
            frame[captures[i].To] = held[i];
        if (Fill(frame, arguments) is { } refused)
        {
            e.Leave();
            return refused;
        }
        e.Frame = frame;
        var result = body(e);
        e.Frame = outer;
        e.Leave();
        return result;
    }

    // The parameters have the first slots.
    private Value? Fill(Value[] frame, ReadOnlySpan<Value> arguments)
    {
        if (arguments.Length != parameters.Count)
            return Value.Failed(new Finding("argument-count", at, ["function", Words.Of(arguments.Length), Words.Of(parameters.Count)]));
        for (var i = 0; i < arguments.Length; i++)
        {
            frame[i] = arguments[i];
            if (types[i] is { } type && !Conversion.TryConform(type, arguments[i], out frame[i]))
                return Value.Failed(new Finding("argument-type", at, ["function", parameters[i], Words.Of(arguments[i].Kind), type.Key]));
        }
        return null;
    }

    private sealed class Closure(Lambda lambda, Value[] held) : Function(lambda.Parameters)
    {
        public override Value Invoke(Evaluation evaluation, ReadOnlySpan<Value> arguments) => lambda.Invoke(evaluation, held, arguments);
    }
}
