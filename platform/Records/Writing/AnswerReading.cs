using System.Text;
using System.Text.Json;
using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Feel.Values;
using Entente.Records.Content;

namespace Entente.Records.Writing;

/// <summary>From JSON to an answer, by the type of the field.</summary>
internal static class AnswerReading
{
    private const int MostMembers = 4;

    public static bool TryRead(ref Utf8JsonReader reader, Field field, out Answer answer)
    {
        answer = Answer.Blank;
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return true;
            case JsonTokenType.StartObject:
                return TryMembers(ref reader, out var members) && (TryMarked(members, out answer) || TryParts(field, members, out answer));
            case JsonTokenType.StartArray:
                return TryTexts(ref reader, out var texts) && field.Type == FieldType.Codes && Put(Value.Of(texts.ToList()), out answer);
            case JsonTokenType.True or JsonTokenType.False:
                return field.Type == FieldType.YesNo && Put(Value.Of(reader.GetBoolean()), out answer);
            case JsonTokenType.Number:
                return field.IsNumber && field is not { Type: FieldType.Money, Currency: null }
                    && reader.ValueSpan.Length <= 100 && TryNumber(Encoding.ASCII.GetString(reader.ValueSpan), out var number) && Put(Value.Of(number), out answer);
            default:
                return TryText(ref reader, out var text) && TryValue(field, text, out var value) && Put(value, out answer);
        }
    }

    private static bool Put(in Value value, out Answer answer)
    {
        answer = Answer.Of(value);
        return true;
    }

    private static bool TryValue(Field field, string text, out Value value)
    {
        value = Value.Null;
        switch (field.Type)
        {
            case FieldType.Whole or FieldType.Exact or FieldType.Money:
                var read = TryNumber(text, out var number) && field is not { Type: FieldType.Money, Currency: null };
                value = Value.Of(number);
                return read;
            case FieldType.Date:
                var dated = Date.TryParse(text, out var date);
                value = Value.Of(date);
                return dated;
            case FieldType.DateTime:
                var timed = DateAndTime.TryParse(text, out var moment);
                value = Value.Of(moment);
                return timed;
            case FieldType.YesNo or FieldType.Period or FieldType.Place or FieldType.Codes:
                return false;
            default:
                value = text.Length == 0 ? Value.Null : Value.Of(text);
                return true;
        }
    }

    // A number as JSON writes it; FEEL's own reader is stricter about the sign and wider about the point.
    private static bool TryNumber(string text, out Number number)
    {
        number = default;
        return text.Length is > 0 and <= 100 && Number.TryParse(text, out number);
    }

    /// <summary>Text in NFC; an escape of half a character is no text.</summary>
    private static bool TryText(ref Utf8JsonReader reader, out string text)
    {
        text = "";
        if (reader.TokenType != JsonTokenType.String)
            return false;
        try
        {
            text = reader.GetString()!;
            if (!text.IsNormalized(NormalizationForm.FormC))
                text = text.Normalize(NormalizationForm.FormC);
            // PostgreSQL's text cannot hold it.
            return !text.Contains('\0', StringComparison.Ordinal);
        }
        catch (Exception problem) when (problem is InvalidOperationException or ArgumentException)
        {
            return false;
        }
    }

    private static bool TryTexts(ref Utf8JsonReader reader, out FeelList.Builder texts)
    {
        texts = new FeelList.Builder();
        var fine = true;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            fine &= TryText(ref reader, out var text);
            texts.Add(Value.Of(text));
            reader.Skip();
        }
        return fine;
    }

    private static bool TryMembers(ref Utf8JsonReader reader, out Dictionary<string, string> members)
    {
        members = new Dictionary<string, string>(StringComparer.Ordinal);
        var fine = true;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            fine &= TryName(ref reader, out var name) && reader.Read();
            if (reader.TokenType == JsonTokenType.Number && reader.ValueSpan.Length <= 100)
                fine &= members.TryAdd(name, Encoding.ASCII.GetString(reader.ValueSpan));
            else if (reader.TokenType != JsonTokenType.Null)
                fine &= TryText(ref reader, out var text) && members.TryAdd(name, text);
            reader.Skip();
        }
        return fine && members.Count <= MostMembers;
    }

    private static bool TryName(ref Utf8JsonReader reader, out string name)
    {
        name = "";
        try
        {
            name = reader.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static bool TryMarked(Dictionary<string, string> members, out Answer answer)
    {
        answer = Answer.Blank;
        if (!members.TryGetValue("answer", out var kind) || members.Keys.Any(name => name is not ("answer" or "reason")))
            return false;
        var reason = members.GetValueOrDefault("reason");
        answer = kind switch
        {
            "nil" => new Answer(AnswerKind.Nil, default, reason),
            "not-applicable" => Answer.NotApplicable(reason),
            "withheld" => Answer.Withheld(reason),
            _ => Answer.Blank,
        };
        return !answer.IsBlank;
    }

    private static bool TryParts(Field field, Dictionary<string, string> members, out Answer answer)
    {
        answer = Answer.Blank;
        return field.Type switch
        {
            FieldType.Period => Only(members, "start", "end") && TryPeriod(members, out var range) && Put(Value.Of(range), out answer),
            FieldType.Place => Only(members, "latitude", "longitude") && TryNumber(members["latitude"], out var latitude) && TryNumber(members["longitude"], out var longitude)
                && Put(Value.Of(Context.Of(("latitude", Value.Of(latitude)), ("longitude", Value.Of(longitude)))), out answer),
            FieldType.Money when field.Currency is null => Only(members, "amount", "currency") && TryNumber(members["amount"], out var amount)
                && Put(Value.Of(Context.Of(("amount", Value.Of(amount)), ("currency", Value.Of(members["currency"])))), out answer),
            _ => false,
        };
    }

    private static bool Only(Dictionary<string, string> members, string one, string other) =>
        members.Count == 2 && members.ContainsKey(one) && members.ContainsKey(other);

    private static bool TryPeriod(Dictionary<string, string> members, out FeelRange range)
    {
        var read = Date.TryParse(members["start"], out var start) & Date.TryParse(members["end"], out var end) && start < end;
        range = new FeelRange(ClosedStart: true, Value.Of(start), Value.Of(end), ClosedEnd: false);
        return read;
    }
}
