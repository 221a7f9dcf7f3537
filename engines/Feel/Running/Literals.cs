using Entente.Feel.Syntax;
using Entente.Feel.Values;

namespace Entente.Feel.Running;

/// <summary>Reads dates, times and durations from text.</summary>
internal static class Literals
{
    /// <summary>What stands after @ in quotes; null when it is none of these.</summary>
    public static Value? Read(string text)
    {
        if (text.AsSpan().TrimStart('-') is ['P', ..])
            return Duration(text);
        if (text.Contains('T', StringComparison.Ordinal) && DateAndTime.TryParse(text, out var moment))
            return Value.Of(moment);
        if (Date.TryParse(text, out var date))
            return Value.Of(date);
        return Time.TryParse(text, out var time) ? Value.Of(time) : null;
    }

    /// <summary>The value of a node that is one written out: a number, text, @, or a function such as date of a text. Null for any other.</summary>
    public static Value? Written(Node node) => node switch
    {
        NumberLiteral number => Value.Of(number.Value),
        Negation { Of: NumberLiteral number } => Value.Of(number.Value.Negate()),
        TextLiteral text => Value.Of(text.Text),
        AtLiteral at => Read(at.Text),
        Call { Function: Name { Text: var name }, Arguments: [{ Value: TextLiteral { Text: var text } }] } => name switch
        {
            "date" => Date.TryParse(text, out var date) ? Value.Of(date) : null,
            "time" => Time.TryParse(text, out var time) ? Value.Of(time) : null,
            "date and time" => DateAndTime.TryParse(text, out var moment) ? Value.Of(moment) : null,
            "duration" => Duration(text),
            _ => null,
        },
        _ => null,
    };

    public static Value? Duration(string text)
    {
        if (YearsDuration.TryParse(text, out var years))
            return Value.Of(years);
        return DaysDuration.TryParse(text, out var days) ? Value.Of(days) : null;
    }
}
