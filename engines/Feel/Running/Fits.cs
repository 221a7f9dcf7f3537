using Entente.Feel.Checking;
using Entente.Feel.Values;

namespace Entente.Feel.Running;

/// <summary>How far arguments are converted to suit a parameter.</summary>
internal enum Fit
{
    /// <summary>Not at all.</summary>
    Exact,

    /// <summary>As DMN 1.5, 10.3.2.9.4, has it: the only member of a list, a list of one, midnight of a date.</summary>
    Converted,
}

/// <summary>Puts the arguments of a call into the order of the parameters and sees whether their kinds suit.</summary>
internal static class Fits
{
    /// <summary>Null when all suit; otherwise which of the written arguments does not.</summary>
    public static int? Arrange(BuiltIn function, Arrangement way, ReadOnlySpan<Value> written, Fit fit, Span<Value> arguments)
    {
        var parameters = way.Overload.Parameters;
        var repeated = 0;
        for (var i = 0; i < written.Length; i++)
        {
            var place = way.Places[i];
            var formal = parameters[place];
            var slot = formal.Presence == Presence.Repeated ? place + repeated++ : place;
            if (!Suits(function, formal, written[i], fit, out arguments[slot]))
                return i;
        }
        return null;
    }

    /// <summary>How many places of the arguments are taken, those left out in between included.</summary>
    public static int Used(Arrangement way, int written)
    {
        var last = 0;
        foreach (var place in way.Places)
            last = Math.Max(last, place + 1);
        return Math.Max(last, way.Overload.Most is null ? written : 0);
    }

    private static bool Suits(BuiltIn function, Formal formal, in Value value, Fit fit, out Value suiting)
    {
        suiting = value;
        if (value.IsNull)
            return formal.Presence == Presence.Optional ? function.TakesNullForAbsent : formal.Types.Any(TakesNull);
        foreach (var type in formal.Types)
            if (Takes(type, value.Kind))
                return true;
        return fit == Fit.Converted && Converts(formal, value, out suiting);
    }

    private static bool Converts(Formal formal, in Value value, out Value suiting)
    {
        foreach (var type in formal.Types)
        {
            suiting = value;
            if (type is ListType)
            {
                suiting = Value.Of(FeelList.Of(value));
                return true;
            }
            if (value.Kind == Kind.List && value.AsList.Count == 1 && Takes(type, value.AsList[0].Kind))
            {
                suiting = value.AsList[0];
                return true;
            }
            if (value.Kind == Kind.Date && type is SimpleType { Kind: Kind.DateAndTime })
            {
                suiting = Value.Of(DateAndTime.InUtc(value.AsDate));
                return true;
            }
        }
        suiting = value;
        return false;
    }

    // Members of lists and contexts are looked at by the function itself.
    private static bool Takes(FeelType type, Kind kind) => type switch
    {
        AnyType => true,
        SimpleType simple => simple.Kind == kind,
        TextType => kind == Kind.Text,
        ListType => kind == Kind.List,
        RangeType => kind == Kind.Range,
        ContextType => kind == Kind.Context,
        FunctionType => kind == Kind.Function,
        VariableType { Bound: Bound.Ordered } => kind is not (Kind.List or Kind.Context or Kind.Range or Kind.Function or Kind.Boolean),
        _ => true,
    };

    private static bool TakesNull(FeelType type) => type is AnyType or VariableType { Bound: not Bound.Ordered };
}
