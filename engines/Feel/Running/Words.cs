using System.Globalization;
using Entente.Feel.Syntax;

namespace Entente.Feel.Running;

/// <summary>What findings mention, in the same words as the checker's: keys of texts, or signs of the language.</summary>
internal static class Words
{
    public static string Of(Kind kind) => kind switch
    {
        Kind.Null => "null",
        Kind.Boolean => "boolean",
        Kind.Number => "number",
        Kind.Text => "text",
        Kind.Date => "date",
        Kind.Time => "time",
        Kind.DateAndTime => "date-and-time",
        Kind.DaysDuration => "days-duration",
        Kind.YearsDuration => "years-duration",
        Kind.List => "list",
        Kind.Context => "context",
        Kind.Range => "range",
        _ => "function",
    };

    public static string Of(Operator op) => Printing.SignOf(op);

    public static string Of(long number) => number.ToString(CultureInfo.InvariantCulture);
}
