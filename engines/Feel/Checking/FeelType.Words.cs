namespace Entente.Feel.Checking;

public abstract partial record FeelType
{
    /// <summary>As it is written in an expression: <c>list&lt;string&gt;</c>, <c>days and time duration</c>.</summary>
    public sealed override string ToString() => this switch
    {
        AnyType => "Any",
        SimpleType simple => Written(simple.Kind),
        TextType => "string",
        ListType list => $"list<{list.Member}>",
        RangeType range => $"range<{range.End}>",
        ContextType context => $"context<{string.Join(", ", context.Members.Select(m => $"{m.Name}: {m.Type}"))}>",
        FunctionType function => $"function<{string.Join(", ", function.Parameters)}> -> {function.Result}",
        VariableType variable => variable.Name,
        _ => GetType().Name,
    };

    /// <summary>
    /// What a finding mentions of it, to be put into words: <c>number</c>, <c>date-and-time</c>, <c>context</c>;
    /// for lists and ranges followed by what they hold, for functions by what they give: <c>list:number</c>.
    /// </summary>
    public string Key => this switch
    {
        AnyType => "any",
        SimpleType simple => KeyOf(simple.Kind),
        TextType => "text",
        ListType { Member: AnyType or SimpleType { Kind: Kind.Null } or VariableType } => "list",
        ListType list => "list:" + list.Member.Key,
        RangeType { End: AnyType or SimpleType { Kind: Kind.Null } or VariableType } => "range",
        RangeType range => "range:" + range.End.Key,
        ContextType => "context",
        FunctionType function => "function:" + function.Result.Key,
        _ => "any",
    };

    private static string Written(Kind kind) => kind switch
    {
        Kind.Null => "Null",
        Kind.Boolean => "boolean",
        Kind.Number => "number",
        Kind.Date => "date",
        Kind.Time => "time",
        Kind.DateAndTime => "date and time",
        Kind.DaysDuration => "days and time duration",
        Kind.YearsDuration => "years and months duration",
        _ => kind.ToString(),
    };

    private static string KeyOf(Kind kind) => kind switch
    {
        Kind.Null => "null",
        Kind.DaysDuration => "days-duration",
        Kind.YearsDuration => "years-duration",
        _ => Written(kind).Replace(' ', '-'),
    };
}
