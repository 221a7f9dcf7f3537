using Entente.Feel.Syntax;

namespace Entente.Feel.Checking;

/// <summary>A built-in function: its name and the ways it can be called.</summary>
/// <param name="Name">As the specification writes it: <c>list contains</c>.</param>
/// <param name="Overloads">The ways it can be called, in the order of the specification.</param>
public sealed record Signature(string Name, Seq<Overload> Overloads)
{
    /// <summary>
    /// The ways these arguments can be meant by their number and names alone, each with the places of the arguments.
    /// </summary>
    public IEnumerable<Arrangement> Arrange(Seq<Argument> arguments)
    {
        foreach (var overload in Overloads)
            if (overload.Arrange(arguments) is { } places)
                yield return new Arrangement(overload, places);
    }

    /// <summary>How many arguments there may be, as a finding mentions it: <c>1|3</c>, <c>1|…</c> for one or more.</summary>
    public string Counts
    {
        get
        {
            var counts = Overloads.SelectMany(o => Enumerable.Range(o.Fewest, (o.Most ?? o.Fewest) - o.Fewest + 1)).Distinct().Order().ToList();
            var open = Overloads.Where(o => o.Most is null).Select(o => o.Fewest).DefaultIfEmpty(int.MaxValue).Min();
            return string.Join('|', counts.Where(c => c <= open)) + (open < int.MaxValue ? "|…" : "");
        }
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n', Overloads.Select(o => Name + o));
}

/// <summary>One way to call a function.</summary>
/// <param name="Parameters">What it takes, in order.</param>
/// <param name="Result">What it gives; may mention the variables of the parameters' types.</param>
public sealed record Overload(Seq<Formal> Parameters, FeelType Result)
{
    /// <summary>How many arguments it needs.</summary>
    public int Fewest => Parameters.Count(p => p.Presence != Presence.Optional);

    /// <summary>How many arguments it takes; null for any number.</summary>
    public int? Most => Parameters.Any(p => p.Presence == Presence.Repeated) ? null : Parameters.Count;

    /// <summary>
    /// For each argument the parameter it is for; null when the number or the names do not suit.
    /// What follows a repeated parameter's first argument is for that parameter too.
    /// </summary>
    public Seq<int>? Arrange(Seq<Argument> arguments)
    {
        if (arguments.Count < Fewest || arguments.Count > (Most ?? int.MaxValue))
            return null;
        var places = new int[arguments.Count];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = arguments[i].Name is { } name ? PlaceOf(name) : Math.Min(i, Parameters.Count - 1);
            if (places[i] < 0)
                return null;
        }
        return AllThere(places) ? Seq.Of<int>(places) : null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"({string.Join(", ", Parameters)}): {Result}";

    private int PlaceOf(string name)
    {
        for (var i = 0; i < Parameters.Count; i++)
            if (Parameters[i].Name == name)
                return i;
        return -1;
    }

    private bool AllThere(int[] places)
    {
        for (var i = 0; i < Parameters.Count; i++)
        {
            var given = places.Count(p => p == i);
            if (given > 1 && Parameters[i].Presence != Presence.Repeated || given == 0 && Parameters[i].Presence != Presence.Optional)
                return false;
        }
        return true;
    }
}

/// <summary>A parameter of a built-in function.</summary>
/// <param name="Name">As the specification writes it: <c>start position</c>.</param>
/// <param name="Types">What it accepts: one of these.</param>
/// <param name="Presence">Whether it must be given, once.</param>
public sealed record Formal(string Name, Seq<FeelType> Types, Presence Presence)
{
    /// <inheritdoc/>
    public override string ToString() =>
        Name + (Presence switch { Presence.Optional => "?", Presence.Repeated => "…", _ => "" }) + ": " + string.Join(" | ", Types);
}

/// <summary>Whether an argument must be there.</summary>
public enum Presence
{
    /// <summary>It must.</summary>
    Needed,

    /// <summary>It may be left out.</summary>
    Optional,

    /// <summary>It must, and more may follow.</summary>
    Repeated,
}

/// <summary>A way to call a function that suits the given arguments.</summary>
/// <param name="Overload">The way.</param>
/// <param name="Places">For each argument the parameter it is for.</param>
public sealed record Arrangement(Overload Overload, Seq<int> Places);

/// <summary>
/// In the signatures of built-in functions: a type that is the same wherever it stands in one signature.
/// </summary>
/// <param name="Name"><c>T</c></param>
/// <param name="Bound">What it may be.</param>
internal sealed record VariableType(string Name, Bound Bound) : FeelType;

/// <summary>What a variable of a signature may be.</summary>
internal enum Bound
{
    /// <summary>Anything; different types become their common type.</summary>
    Free,

    /// <summary>Types that can be compared for equality.</summary>
    Alike,

    /// <summary>Types that have an order.</summary>
    Ordered,
}
