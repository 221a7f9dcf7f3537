using System.Text.Json.Nodes;
using Entente.Feel.Syntax;
using Entente.Feel.Values;

namespace Entente.Feel.Browser;

internal sealed partial class PageWriter
{
    private const long LargestExact = (1L << 53) - 1;
    private const int MostDigits = 99;

    // Far beyond any rule, and so that a sum of as many as fit into a text is still counted exactly.
    private const long MostSeconds = 100_000_000_000;
    private const long MostMonths = 1_000_000;

    /// <summary>The value of what is written out, such as <c>date("2026-01-31")</c>; null for what depends on anything.</summary>
    private Value? Constant(Node node)
    {
        switch (node)
        {
            case NumberLiteral number:
                return Value.Of(number.Value);
            case TextLiteral text:
                return Value.Of(text.Text);
            case BooleanLiteral boolean:
                return Value.Of(boolean.Value);
            case Call or Negation or AtLiteral when IsWrittenOut(node):
                var outcome = Rule.Dynamic(node, Checking.Scope.Empty).Evaluate([]);
                return outcome.Problem is null && !outcome.Value.IsNull ? outcome.Value : null;
            default:
                return null;
        }
    }

    private bool IsWrittenOut(Node node) => node switch
    {
        NumberLiteral or TextLiteral or BooleanLiteral or AtLiteral => true,
        Negation negation => IsWrittenOut(negation.Of),
        Call { Function: Name { Text: var name } } call => !IsShadowed(name) && call.Arguments.All(argument => argument.Value is not Call && IsWrittenOut(argument.Value)),
        _ => false,
    };

    // Null when the page has no such values.
    private static (JsonNode Node, Kind Kind)? Literal(in Value value)
    {
        JsonNode? node = value.Kind switch
        {
            Kind.Boolean => value.IsTrue,
            Kind.Number => NumberLiteralNode(value.AsNumber),
            Kind.Text => IsWhole(value.AsText) ? value.AsText : null,
            Kind.Date when value.AsDate.Year is >= 0 and <= 9999 => Op("@", value.AsDate.ToString()),
            Kind.DaysDuration when SecondsOf(value.AsDaysDuration) is { } seconds => Op("s", seconds),
            Kind.YearsDuration when Math.Abs(value.AsYearsDuration.Months) <= MostMonths => Op("m", value.AsYearsDuration.Months),
            _ => null,
        };
        return node is null ? null : (node, value.Kind);
    }

    private static JsonNode? NumberLiteralNode(Number number)
    {
        if (number.TryToInt64(out var whole) && Math.Abs((decimal)whole) <= LargestExact)
            return whole;
        var text = number.ToString();
        return text.Contains('E', StringComparison.Ordinal) || text.Count(char.IsAsciiDigit) > MostDigits ? null : Op("#", text);
    }

    private static long? SecondsOf(DaysDuration duration) =>
        duration.Nanoseconds % Time.Second == 0 && Int128.Abs(duration.Nanoseconds / Time.Second) <= MostSeconds
            ? (long)(duration.Nanoseconds / Time.Second) : null;

    // Half of a pair alone does not survive being written.
    private static bool IsWhole(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1])))
                return false;
            if (char.IsSurrogate(text[i]))
                i++;
        }
        return true;
    }
}
