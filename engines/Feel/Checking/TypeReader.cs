using Entente.Feel.Syntax;

namespace Entente.Feel.Checking;

/// <summary>Reads types as they are written in expressions.</summary>
public static class TypeReader
{
    private static readonly Dictionary<string, FeelType> BuiltIn = new(StringComparer.Ordinal)
    {
        ["Any"] = FeelType.Any,
        ["Null"] = FeelType.Null,
        ["boolean"] = FeelType.Boolean,
        ["number"] = FeelType.Number,
        ["string"] = FeelType.Text,
        ["date"] = FeelType.Date,
        ["time"] = FeelType.Time,
        ["date and time"] = FeelType.DateAndTime,
        ["dateTime"] = FeelType.DateAndTime,
        ["days and time duration"] = FeelType.DaysDuration,
        ["dayTimeDuration"] = FeelType.DaysDuration,
        ["years and months duration"] = FeelType.YearsDuration,
        ["yearMonthDuration"] = FeelType.YearsDuration,
        ["list"] = FeelType.ListOf(FeelType.Any),
        ["range"] = FeelType.RangeOf(FeelType.Any),
        ["context"] = FeelType.ContextOf(),
    };

    /// <summary>The type that is meant; Any for a name that is unknown, which is then among the unknown.</summary>
    public static FeelType Read(TypeNode written, Scope scope, ICollection<NamedTypeNode>? unknown = null)
    {
        FeelType Of(TypeNode node) => Read(node, scope, unknown);
        switch (written)
        {
            case NamedTypeNode named when scope.Types.GetValueOrDefault(named.Name) is { } type:
                return type;
            case NamedTypeNode named when BuiltIn.GetValueOrDefault(named.Name) is { } type:
                return type;
            case NamedTypeNode named:
                unknown?.Add(named);
                return FeelType.Any;
            case ListTypeNode list:
                return new ListType(Of(list.Of));
            case RangeTypeNode range:
                return new RangeType(Of(range.Of));
            case ContextTypeNode context:
                return new ContextType([.. context.Members.Select(m => (m.Name, Of(m.Type)))]);
            case FunctionTypeNode function:
                return new FunctionType([.. function.Parameters.Select(Of)], Of(function.Result));
            default:
                return FeelType.Any;
        }
    }

    /// <summary>The names that can be written.</summary>
    internal static IEnumerable<string> Names(Scope scope) => scope.Types.Keys.Concat(BuiltIn.Keys);
}
