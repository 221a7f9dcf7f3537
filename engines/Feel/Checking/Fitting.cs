using Entente.Feel.Syntax;

namespace Entente.Feel.Checking;

/// <summary>One way to understand a call of a built-in function, held against the types of its arguments.</summary>
internal sealed class Fitting
{
    private readonly Dictionary<string, FeelType> variables = new(StringComparer.Ordinal);
    private readonly SortedSet<int> misfits = [];

    public Fitting(Arrangement way, Seq<Argument> arguments, Func<Node, FeelType?> typeOf)
    {
        Way = way;
        for (var i = 0; i < arguments.Count; i++)
            if (typeOf(arguments[i].Value) is { } type)
                Look(i, type);
            else if (!TakesFunction(i))
                misfits.Add(i);
    }

    public Arrangement Way { get; }

    /// <summary>The arguments that do not suit.</summary>
    public IReadOnlySet<int> Misfits => misfits;

    /// <summary>What the function gives.</summary>
    public FeelType Result => Filled(Way.Overload.Result);

    /// <summary>Holds a type against the parameter an argument is for.</summary>
    public void Look(int argument, FeelType type)
    {
        misfits.Remove(argument);
        if (!Parameter(argument).Types.Any(wanted => Suits(type, wanted)))
            misfits.Add(argument);
    }

    /// <summary>The type that a parameter asks for, as far as the other arguments say it.</summary>
    public FeelType Expected(int argument) => Filled(Parameter(argument).Types.FirstOrDefault(t => t is FunctionType) ?? Parameter(argument).Types[0]);

    /// <summary>All types that a parameter asks for.</summary>
    public IEnumerable<FeelType> Wanted(int argument) => Parameter(argument).Types.Select(Filled);

    private Formal Parameter(int argument) => Way.Overload.Parameters[Way.Places[argument]];

    private bool TakesFunction(int argument) => Parameter(argument).Types.Any(t => t is FunctionType or AnyType or VariableType);

    private bool Suits(FeelType actual, FeelType wanted) => wanted switch
    {
        VariableType variable => Bind(variable, actual),
        ListType list => Suits(actual is ListType given ? given.Member : actual, list.Member),
        RangeType range => actual.IsAny() || actual.IsNull() || actual is RangeType given && Suits(given.End, range.End),
        FunctionType function => actual.IsAny() || actual.IsNull() || Types.Fits(actual, Filled(function)),
        _ => Types.Fits(actual, wanted),
    };

    private bool Bind(VariableType variable, FeelType actual)
    {
        var known = variables.GetValueOrDefault(variable.Name, FeelType.Null);
        var suits = variable.Bound switch
        {
            Bound.Alike => Types.Alike(known, actual),
            Bound.Ordered => (actual.IsNull() || Types.HasOrder(actual)) && Types.Alike(known, actual),
            _ => true,
        };
        if (suits)
            variables[variable.Name] = Types.Join(known, actual);
        return suits;
    }

    private FeelType Filled(FeelType type) => type switch
    {
        VariableType variable => variables.GetValueOrDefault(variable.Name, FeelType.Any),
        ListType list => new ListType(Filled(list.Member)),
        RangeType range => new RangeType(Filled(range.End)),
        FunctionType function => new FunctionType([.. function.Parameters.Select(Filled)], Filled(function.Result)),
        _ => type,
    };
}
