using System.Text.Json;
using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Feel.Values;
using Entente.Records.Content;
using static Entente.Records.Interchange.CellReading;

namespace Entente.Records.Interchange;

/// <summary>
/// One answer as JSON: numbers as numbers with all their digits, dates and codes as texts, several codes as a list, a period
/// as {"from", "until"} with the last day excluded, money of any currency as {"amount", "currency"}, a place as
/// {"latitude", "longitude"}; {"nil": true}, {"notApplicable": "reason"}, {"withheld": "ground"}; null and what is missing is blank.
/// </summary>
internal static class CellJson
{
    public const string Nil = "nil";
    public const string NotApplicable = "notApplicable";
    public const string Withheld = "withheld";

    // JSON keeps what it is given; a reader in another language may not.
    private const int MostDigits = 34;

    public static void Write(Utf8JsonWriter json, Field field, in Answer answer)
    {
        switch (answer.Kind)
        {
            case AnswerKind.Value:
                WriteValue(json, field, answer.Value);
                break;
            case AnswerKind.Nil:
                Instead(json, Nil, null);
                break;
            case AnswerKind.NotApplicable:
                Instead(json, NotApplicable, answer.Reason ?? "");
                break;
            case AnswerKind.Withheld:
                Instead(json, Withheld, answer.Reason ?? "");
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }

    public static CellReading Read(Field field, JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Null)
            return CellReading.Of(Answer.Blank);
        if (json.ValueKind == JsonValueKind.Object && IsInstead(json) is { } instead)
            return instead;
        return (field.Type, json.ValueKind) switch
        {
            (FieldType.Whole or FieldType.Exact, JsonValueKind.Number) => Number(field, json),
            (FieldType.Money, JsonValueKind.Number) when field.Currency is not null => Number(field, json),
            (FieldType.Money, JsonValueKind.Object) when field.Currency is null => Money(json),
            (FieldType.YesNo, JsonValueKind.True or JsonValueKind.False) => Value(Feel.Value.Of(json.GetBoolean())),
            (FieldType.Place, JsonValueKind.Object) => Place(json),
            (FieldType.Period, JsonValueKind.Object) => Period(json),
            (FieldType.Codes, JsonValueKind.Array) => Codes(json),
            (_, JsonValueKind.String) => Text(field, json),
            _ => Expected(field),
        };
    }

    private static void WriteValue(Utf8JsonWriter json, Field field, in Value value)
    {
        switch (value.Kind)
        {
            case Kind.Number:
                json.WriteRawValue(value.AsNumber.ToString(), skipInputValidation: true);
                break;
            case Kind.Boolean:
                json.WriteBooleanValue(value.IsTrue);
                break;
            case Kind.List:
                json.WriteStartArray();
                foreach (var item in value.AsList)
                    json.WriteStringValue(item.Text());
                json.WriteEndArray();
                break;
            case Kind.Context:
                json.WriteStartObject();
                for (var slot = 0; slot < value.AsContext.Count; slot++)
                {
                    json.WritePropertyName(value.AsContext.Shape.Names[slot]);
                    WriteValue(json, field, value.AsContext[slot]);
                }
                json.WriteEndObject();
                break;
            case Kind.Range:
                json.WriteStartObject();
                End(json, "from", value.AsRange.Start);
                End(json, "until", value.AsRange.End);
                json.WriteEndObject();
                break;
            default:
                json.WriteStringValue(value.Text());
                break;
        }
    }

    private static void End(Utf8JsonWriter json, string name, Value day)
    {
        if (!day.IsNull)
            json.WriteString(name, day.Text());
    }

    private static void Instead(Utf8JsonWriter json, string name, string? reason)
    {
        json.WriteStartObject();
        if (reason is null)
            json.WriteBoolean(name, true);
        else
            json.WriteString(name, reason);
        json.WriteEndObject();
    }

    private static CellReading? IsInstead(JsonElement json)
    {
        var members = json.EnumerateObject().ToList();
        if (members is not [{ Name: Nil or NotApplicable or Withheld } only])
            return null;
        var kind = only.Name switch { Nil => AnswerKind.Nil, NotApplicable => AnswerKind.NotApplicable, _ => AnswerKind.Withheld };
        if (kind == AnswerKind.Nil)
            return only.Value.ValueKind == JsonValueKind.True ? CellReading.Of(Answer.Nil) : Wrong("json.expected", "{\"nil\": true}");
        if (only.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null) || Said(only.Value) is not { } reason)
            return Wrong("json.expected", $"{{\"{only.Name}\": \"…\"}}");
        return CellReading.Of(new Answer(kind, default, reason.Length == 0 ? null : reason));
    }

    private static CellReading Number(Field field, JsonElement json)
    {
        if (Exact(json) is not { } number)
            return Wrong("json.number");
        return field.Type == FieldType.Whole && !number.IsInteger ? Wrong("json.expected", "1") : Value(Feel.Value.Of(number));
    }

    // Never through a double: the digits are taken as they stand.
    private static Number? Exact(JsonElement json)
    {
        var text = json.GetRawText();
        if (text.Count(char.IsAsciiDigit) > 100 || !Feel.Values.Number.TryParse(text, out var number))
            return null;
        var mantissa = text.AsSpan(0, text.AsSpan().IndexOfAny('e', 'E') is >= 0 and var at ? at : text.Length);
        var digits = mantissa.ToString().Replace(".", "", StringComparison.Ordinal).TrimStart('-').TrimStart('0').TrimEnd('0');
        // What no column of numbers holds is refused here, not rounded.
        return digits.Length > MostDigits || !number.TryToDecimal(out _) ? null : number;
    }

    private static CellReading Money(JsonElement json) =>
        Members(json, "amount", "currency") is [{ ValueKind: JsonValueKind.Number } amount, { ValueKind: JsonValueKind.String } currency]
            ? Exact(amount) is { } number && number.TryToDecimal(out var exact) && Said(currency) is { } code ? Value(CellNumbers.Money(exact, code)) : Wrong("json.number")
            : Wrong("json.expected", "{\"amount\": 1.5, \"currency\": \"EUR\"}");

    private static CellReading Place(JsonElement json) =>
        Members(json, "latitude", "longitude") is [{ ValueKind: JsonValueKind.Number } latitude, { ValueKind: JsonValueKind.Number } longitude]
            ? Exact(latitude) is { } north && north.TryToDecimal(out var lat) && Exact(longitude) is { } east && east.TryToDecimal(out var lng) ? CellPlaces.Within(lat, lng) : Wrong("json.number")
            : Wrong("json.expected", "{\"latitude\": -12.5, \"longitude\": 30.1}");

    private static CellReading Period(JsonElement json)
    {
        const string Example = "{\"from\": \"2026-01-01\", \"until\": \"2027-01-01\"}";
        if (json.EnumerateObject().Any(member => member.Name is not ("from" or "until") || !Date.TryParse(Said(member.Value), out _)) || json.EnumerateObject().Count() is 0 or > 2)
            return Wrong("json.expected", Example);
        var (from, until) = (Day(json, "from"), Day(json, "until"));
        return !from.IsNull && !until.IsNull && !(from.AsDate < until.AsDate) ? Wrong("json.expected", Example) : Value(Feel.Value.Of(new FeelRange(true, from, until, false)));
    }

    private static Value Day(JsonElement json, string name) =>
        json.TryGetProperty(name, out var member) && Date.TryParse(Said(member), out var day) ? Feel.Value.Of(day) : default;

    private static CellReading Codes(JsonElement json)
    {
        var codes = json.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? Said(item) : null).ToList();
        return codes.Contains(null) || codes.Count == 0 ? Wrong("json.expected", "[\"A\", \"B\"]") : Value(Feel.Value.Of(FeelList.Of([.. codes.Select(code => Feel.Value.Of(code))])));
    }

    private static CellReading Text(Field field, JsonElement json)
    {
        if (Said(json) is not { } text || CellGuard.Illegal(text) is not null)
            return Wrong("cell.characters", Said(json) is { } told ? CellGuard.Illegal(told) ?? "" : "U+D800");
        if (text.Length == 0)
            return CellReading.Of(Answer.Blank);
        return field.Type switch
        {
            FieldType.Date => Date.TryParse(text, out var day) ? Value(Feel.Value.Of(day)) : Expected(field),
            FieldType.DateTime => DateAndTime.TryParse(text, out var moment) && CellDates.Moment(Feel.Value.Of(moment)) is { } instant ? CellDates.Instant(instant.UtcDateTime) : Expected(field),
            FieldType.Text or FieldType.LongText or FieldType.Email or FieldType.Url => Value(Feel.Value.Of(text.IsNormalized() ? text : text.Normalize())),
            FieldType.Code or FieldType.Party or FieldType.Reference or FieldType.Hs or FieldType.File => Value(Feel.Value.Of(text)),
            _ => Expected(field),
        };
    }

    private static CellReading Expected(Field field) => Wrong("json.expected", field.Type switch
    {
        FieldType.Whole => "1",
        FieldType.Exact => "1.5",
        FieldType.Money => field.Currency is null ? "{\"amount\": 1.5, \"currency\": \"EUR\"}" : "1.5",
        FieldType.Date => "\"2026-03-27\"",
        FieldType.DateTime => "\"2026-03-27T10:30:00Z\"",
        FieldType.Period => "{\"from\": \"2026-01-01\", \"until\": \"2027-01-01\"}",
        FieldType.YesNo => "true, false",
        FieldType.Codes => "[\"A\", \"B\"]",
        FieldType.Place => "{\"latitude\": -12.5, \"longitude\": 30.1}",
        _ => "\"…\"",
    });

    private static List<JsonElement> Members(JsonElement json, params ReadOnlySpan<string> names)
    {
        var found = new List<JsonElement>();
        foreach (var name in names)
            if (json.TryGetProperty(name, out var member))
                found.Add(member);
        return found.Count == names.Length && json.EnumerateObject().Count() == names.Length ? found : [];
    }

    private static CellReading Value(Value value) => CellReading.Of(Answer.Of(value));

    /// <summary>The text; null where it holds half a pair of surrogates.</summary>
    private static string? Said(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Null)
            return "";
        if (json.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            return json.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
