using Entente.Feel.Checking;
using Entente.Feel.Values;

namespace Entente.Feel.Running;

/// <summary>Which values suit a parameter of a built-in function, by their kind alone: members of lists and contexts are looked at by the function itself.</summary>
internal static class Fits
{
    private const uint NoOrder = 1u << (int)Kind.Boolean | 1u << (int)Kind.List | 1u << (int)Kind.Context | 1u << (int)Kind.Range | 1u << (int)Kind.Function;
    private const uint Everything = (1u << (int)Kind.Function + 1) - 1;
    private const uint Null = 1u << (int)Kind.Null;

    /// <summary>The kinds that suit as they are, a bit for each.</summary>
    public static uint Kinds(Formal formal, bool nullForAbsent)
    {
        var kinds = formal.Types.Aggregate(0u, (all, type) => all | Kinds(type));
        return formal.Presence != Presence.Optional ? kinds : nullForAbsent ? kinds | Null : kinds & ~Null;
    }

    /// <summary>Converts as DMN 1.5, 10.3.2.9.4, has it: the only member of a list, a list of one, midnight of a date.</summary>
    public static bool Converts(Formal formal, in Value value, out Value suiting)
    {
        foreach (var type in formal.Types.AsSpan())
        {
            suiting = value;
            if (type is ListType)
            {
                suiting = Value.Of(FeelList.Of(value));
                return true;
            }
            if (value.Kind == Kind.List && value.AsList.Count == 1 && ((Kinds(type) & ~Null) >> (int)value.AsList[0].Kind & 1) != 0)
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

    private static uint Kinds(FeelType type) => type switch
    {
        SimpleType simple => 1u << (int)simple.Kind,
        TextType => 1u << (int)Kind.Text,
        ListType => 1u << (int)Kind.List,
        RangeType => 1u << (int)Kind.Range,
        ContextType => 1u << (int)Kind.Context,
        FunctionType => 1u << (int)Kind.Function,
        VariableType { Bound: Bound.Ordered } => Everything & ~NoOrder & ~Null,
        _ => Everything,
    };
}
