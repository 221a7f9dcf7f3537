using System.Text;
using System.Text.Json;
using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Feel.Values;
using Entente.Ledger;
using Entente.Records.Content;

namespace Entente.Records.Writing;

/// <summary>
/// One answer as JSON, the same in canonical bytes, in drafts and in the programming interface (docs/canonical.md).
/// Reading takes numbers as numbers or as texts; writing makes texts of them.
/// </summary>
public static class AnswerJson
{
    private const string Mark = "answer";
    private const string Reason = "reason";

    /// <summary>What stands for a blank is nothing: only an answer that is one may be written.</summary>
    public static void Write(CanonicalText text, Field field, in Answer answer)
    {
        if (answer.HasValue)
        {
            WriteValue(text, field, answer.Value);
            return;
        }
        text.BeginObject();
        text.Text(Mark, NameOf(answer.Kind));
        if (answer.Reason is { } reason)
            text.Text(Reason, reason);
        text.EndObject();
    }

    /// <summary>As text, for whoever keeps one cell; "null" for a blank.</summary>
    public static string Write(Field field, in Answer answer)
    {
        if (answer.IsBlank)
            return "null";
        var text = new CanonicalText();
        Write(text, field, answer);
        return Encoding.UTF8.GetString(text.Written);
    }

    /// <summary>False when it is no answer to this field, whatever it is; the reader is then behind it all the same.</summary>
    public static bool TryRead(ref Utf8JsonReader reader, Field field, out Answer answer)
    {
        if (AnswerReading.TryRead(ref reader, field, out answer))
            return true;
        answer = Answer.Blank;
        return false;
    }

    public static bool TryRead(string json, Field field, out Answer answer)
    {
        answer = Answer.Blank;
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
            return reader.Read() && TryRead(ref reader, field, out answer) && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    internal static string NameOf(AnswerKind kind) => kind switch
    {
        AnswerKind.Nil => "nil",
        AnswerKind.NotApplicable => "not-applicable",
        AnswerKind.Withheld => "withheld",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Has no name of its own."),
    };

    private static void WriteValue(CanonicalText text, Field field, in Value value)
    {
        switch (value.Kind)
        {
            case Kind.Text:
                text.Text(value.AsText);
                break;
            case Kind.Number:
                text.Exact(value.AsNumber);
                break;
            case Kind.Boolean:
                text.YesNo(value.AsBoolean);
                break;
            case Kind.Date:
                text.Day(value.AsDate);
                break;
            case Kind.DateAndTime:
                text.Text(Instant(value.AsDateAndTime).ToString());
                break;
            case Kind.Range:
                WriteRange(text, value.AsRange);
                break;
            case Kind.List:
                text.BeginList();
                foreach (var item in value.AsList)
                    text.Text(item.AsText);
                text.EndList();
                break;
            case Kind.Context:
                WriteContext(text, value.AsContext);
                break;
            default:
                throw new ArgumentException($"A {value.Kind} is no answer to {field.Code}.", nameof(value));
        }
    }

    // One instant has one form; a time without a zone says what stands on a clock and stays so.
    private static DateAndTime Instant(DateAndTime moment) =>
        moment.Time.Zone is not null && moment.TryIn(Zone.Utc, out var there) ? there : moment;

    private static void WriteRange(CanonicalText text, FeelRange range)
    {
        text.BeginObject();
        if (!range.End.IsNull)
        {
            text.Name("end");
            text.Day(range.End.AsDate);
        }
        if (!range.Start.IsNull)
        {
            text.Name("start");
            text.Day(range.Start.AsDate);
        }
        text.EndObject();
    }

    private static void WriteContext(CanonicalText text, Context context)
    {
        text.BeginObject();
        foreach (var name in context.Shape.Names.Order(StringComparer.Ordinal))
        {
            context.TryGet(name, out var member);
            if (member.IsNull)
                continue;
            text.Name(name);
            if (member.Kind == Kind.Number)
                text.Exact(member.AsNumber);
            else
                text.Text(member.AsText);
        }
        text.EndObject();
    }
}
