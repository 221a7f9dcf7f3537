using Entente.Feel.Syntax;

namespace Entente.Feel.Running;

/// <summary>A compiled node in the shape it has by nature, and in the others made from that one when asked for.</summary>
internal sealed class Code
{
    private Step? step;
    private Condition? condition;

    private Code(Node node) => Node = node;

    public Node Node { get; }

    /// <summary>Where the value lies, if it lies somewhere.</summary>
    public Place? Place { get; private init; }

    /// <summary>The same as <see cref="Place"/>; what compares there has the way built in.</summary>
    public IPlace? Way { get; private init; }

    /// <summary>The value, if it is always the same.</summary>
    public Value? Constant { get; private init; }

    /// <summary>For what is nothing but several conditions joined by and: these.</summary>
    public Condition[]? Joined { get; private init; }

    /// <summary>Whether it decides by nature.</summary>
    public bool IsCondition => condition is not null;

    public Step Step => step ??= Place is { } place ? e => place(e) : FromCondition(condition!);

    public Condition Condition => condition ??= FromStep(Step, Node.At);

    public static Code Of(Node node, Step step) => new(node) { step = step };

    public static Code Of(Node node, Condition condition) => new(node) { condition = condition };

    public static Code OfAll(Node node, Condition[] all) => new(node) { condition = Chains.And(all), Joined = all };

    public static Code At(Node node, IPlace way) => new(node) { Place = way.Get, Way = way };

    public static Code Always(Node node, in Value value)
    {
        var held = new Held(value);
        return new(node) { Place = held.Get, Way = new Anywhere(held.Get), Constant = value };
    }

    /// <summary>The place, or one of its own in the frame where the value is put.</summary>
    public Place PlaceAt(int slot)
    {
        if (Place is { } place)
            return place;
        var make = Step;
        return (Evaluation e) =>
        {
            var value = make(e);
            ref var here = ref e.Frame[slot];
            here = value;
            return ref here;
        };
    }

    /// <summary>What a value counts for where a boolean is wanted.</summary>
    public static Truth Judge(Evaluation e, in Value value, Span at)
    {
        if (value.Kind == Kind.Boolean)
            return value.IsTrue ? Truth.True : Truth.False;
        e.Problem = value.IsNull ? value.Problem : new Finding("not-boolean", at, [Words.Of(value.Kind)]);
        return Truth.Unknown;
    }

    private static Condition FromStep(Step step, Span at) => e => Judge(e, step(e), at);

    private static Step FromCondition(Condition condition) => e => condition(e) switch
    {
        Truth.True => Value.True,
        Truth.False => Value.False,
        _ => e.Unknown(),
    };

    private sealed class Held(Value value)
    {
        private readonly Value value = value;

        public ref readonly Value Get(Evaluation e) => ref value;
    }
}
