using Entente.Feel.Dmn.Translating;
using Entente.Feel.Syntax;

namespace Entente.Feel.Dmn.Deciding;

/// <summary>An element of a model, or of one that is imported, with what it needs.</summary>
internal sealed class Unit(int index, Element element, Definitions home, ItemType type)
{
    public int Index => index;

    public Element Element => element;

    public Definitions Home => home;

    /// <summary>The type of its value.</summary>
    public ItemType Type => type;

    public string Name => element.Variable.Name;

    /// <summary>What it needs, and by which prefix it calls it.</summary>
    public List<(Unit Unit, string Prefix)> Needs { get; } = [];

    /// <summary>For a service: what is answered, and in the order of its parameters what is given.</summary>
    public (Unit[] Outputs, Unit[] Parameters) Service { get; set; } = ([], []);

    /// <summary>How a decision is made.</summary>
    public Logic? Logic { get; set; }

    /// <summary>Of knowledge and services: the function; of what cannot be decided: a null that says why.</summary>
    public Value? Fixed { get; set; }

    public void Break(string code, params ReadOnlySpan<string> facts) => Fixed = Value.Failed(new Finding(code, default, Seq.Of(facts)));
}

/// <summary>A compiled expression and where the values of its names come from.</summary>
/// <param name="rule">Its names are the parameters, then the units, then the prefixes.</param>
/// <param name="units">What is called by its own name.</param>
/// <param name="prefixes">What is called by a prefix.</param>
internal sealed class Logic(Rule rule, Unit[] units, (Shape Shape, Unit[] Units)[] prefixes)
{
    public Value Run(Evaluation evaluation, ReadOnlySpan<Value> parameters, Func<Unit, Value> valueOf)
    {
        var slots = new Value[parameters.Length + units.Length + prefixes.Length];
        parameters.CopyTo(slots);
        var next = parameters.Length;
        foreach (var unit in units)
            slots[next++] = valueOf(unit);
        foreach (var (shape, members) in prefixes)
            slots[next++] = Value.Of(new Context(shape, Array.ConvertAll(members, unit => valueOf(unit))));
        return rule.Evaluate(slots, evaluation);
    }
}
