using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Entente.Feel;

/// <summary>Writes values as the language would, up to a length.</summary>
internal sealed class Literal(int longest)
{
    public const int Longest = 10_000_000;

    private static readonly SearchValues<char> identifier = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    private static readonly HashSet<string> reserved = new(StringComparer.Ordinal)
    {
        "true", "false", "null", "if", "then", "else", "for", "in", "return", "some", "every", "satisfies",
        "and", "or", "not", "between", "instance", "of", "function", "external",
    };

    private readonly StringBuilder text = new();

    public bool Complete { get; private set; } = true;

    public string Text => Complete ? text.ToString() : text.Append('…').ToString();

    /// <summary>False when there was no room.</summary>
    public bool Write(in Value value)
    {
        if (!Complete || text.Length > longest || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            return Complete = false;
        switch (value.Kind)
        {
            case Kind.Text:
                Quote(value.AsText);
                break;
            case Kind.List:
                WriteList(value.AsList);
                break;
            case Kind.Context:
                WriteContext(value.AsContext);
                break;
            case Kind.Range:
                WriteRange(value.AsRange);
                break;
            default:
                text.Append(Simple(value));
                break;
        }
        return Complete;
    }

    private static string Simple(in Value value) => value.Kind switch
    {
        Kind.Boolean => value.IsTrue ? "true" : "false",
        Kind.Number => value.AsNumber.ToString(),
        Kind.Date => $"@\"{value.AsDate}\"",
        Kind.Time => $"@\"{value.AsTime}\"",
        Kind.DateAndTime => $"@\"{value.AsDateAndTime}\"",
        Kind.DaysDuration => $"@\"{value.AsDaysDuration}\"",
        Kind.YearsDuration => $"@\"{value.AsYearsDuration}\"",
        Kind.Function => $"function({string.Join(", ", value.AsFunction.Parameters)})",
        _ => "null",
    };

    private void WriteList(FeelList list)
    {
        text.Append('[');
        for (var index = 0; index < list.Count && Complete; index++)
        {
            text.Append(index == 0 ? "" : ", ");
            Write(list[index]);
        }
        text.Append(']');
    }

    private void WriteContext(Context context)
    {
        text.Append('{');
        for (var slot = 0; slot < context.Count && Complete; slot++)
        {
            text.Append(slot == 0 ? "" : ", ");
            var name = context.Shape.Names[slot];
            if (IsPlain(name))
                text.Append(name);
            else
                Quote(name);
            text.Append(": ");
            Write(context[slot]);
        }
        text.Append('}');
    }

    private void WriteRange(FeelRange range)
    {
        if (range.IsComparison)
        {
            var below = range.Start.IsNull;
            var both = !below && !range.End.IsNull;
            text.Append('(').Append(both ? "" : below ? "<" : ">").Append(both || (below ? range.ClosedEnd : range.ClosedStart) ? "=" : "").Append(' ');
            Write(below ? range.End : range.Start);
            text.Append(')');
            return;
        }
        text.Append(range.ClosedStart ? '[' : '(');
        Write(range.Start);
        text.Append("..");
        Write(range.End);
        text.Append(range.ClosedEnd ? ']' : ')');
    }

    private void Quote(string content)
    {
        text.Append('"');
        foreach (var letter in content)
            _ = letter switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                _ when char.IsControl(letter) => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:X4}"),
                _ => text.Append(letter),
            };
        text.Append('"');
    }

    private static bool IsPlain(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && !name.AsSpan().ContainsAnyExcept(identifier) && !reserved.Contains(name);
}
