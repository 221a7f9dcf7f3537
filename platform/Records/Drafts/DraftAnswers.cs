using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Feel.Values;
using Entente.Records.Content;

namespace Entente.Records.Drafts;

/// <summary>One answer as the log keeps it: the same text for the same answer, null for blank.</summary>
internal static class DraftAnswers
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string? Write(Answer answer) => answer.Kind switch
    {
        AnswerKind.Blank => null,
        AnswerKind.Value => Write(answer.Value).ToJsonString(Plain),
        AnswerKind.Nil => """{"nil":true}""",
        AnswerKind.NotApplicable => Reasoned("not-applicable", answer.Reason),
        _ => Reasoned("withheld", answer.Reason),
    };

    /// <exception cref="FormatException">It is no answer to this field.</exception>
    public static Answer Read(Field field, string? json)
    {
        if (json is null)
            return Answer.Blank;
        var node = JsonNode.Parse(json);
        return node switch
        {
            null => Answer.Blank,
            JsonObject { Count: 1 } said when said.ContainsKey("nil") => Answer.Nil,
            JsonObject { Count: 1 } said when said.ContainsKey("not-applicable") => Answer.NotApplicable((string?)said["not-applicable"]),
            JsonObject { Count: 1 } said when said.ContainsKey("withheld") => Answer.Withheld((string?)said["withheld"]),
            _ => Answer.Of(Read(field, node)),
        };
    }

    private static string Reasoned(string kind, string? reason) => new JsonObject { [kind] = reason }.ToJsonString(Plain);

    private static JsonNode Write(in Value value) => value.Kind switch
    {
        Kind.Boolean => JsonValue.Create(value.AsBoolean),
        Kind.List => new JsonArray([.. value.AsList.Select(item => (JsonNode?)JsonValue.Create(item.AsText))]),
        Kind.Range => JsonValue.Create($"{value.AsRange.Start.Text()}/{value.AsRange.End.Text()}"),
        Kind.Context => Members(value.AsContext),
        _ => JsonValue.Create(value.Text()),
    };

    private static JsonObject Members(Context context)
    {
        var members = new JsonObject();
        foreach (var name in new[] { "amount", "currency", "latitude", "longitude" })
            if (context.TryGet(name, out var value))
                members[name] = value.Text();
        return members;
    }

    private static Value Read(Field field, JsonNode node) => field.Type switch
    {
        FieldType.YesNo => Value.Of((bool)node),
        FieldType.Whole or FieldType.Exact => Number(node),
        FieldType.Money when field.Currency is not null => Number(node),
        FieldType.Money => Value.Of(Context.Of(("amount", Number(node["amount"])), ("currency", Value.Of((string?)node["currency"])))),
        FieldType.Place => Value.Of(Context.Of(("latitude", Number(node["latitude"])), ("longitude", Number(node["longitude"])))),
        FieldType.Date => Day((string?)node),
        FieldType.DateTime => DateAndTime.TryParse((string?)node, out var moment) ? Value.Of(moment) : throw new FormatException("No date and time."),
        FieldType.Period => Period((string?)node),
        FieldType.Codes => Value.Of(FeelList.Of([.. node.AsArray().Select(item => Value.Of((string?)item))])),
        _ => Value.Of((string?)node),
    };

    private static Value Number(JsonNode? node) =>
        Feel.Values.Number.TryParse((string?)node, out var number) ? Value.Of(number) : throw new FormatException("No number.");

    private static Value Day(string? text) => Date.TryParse(text, out var date) ? Value.Of(date) : throw new FormatException("No date.");

    private static Value Period(string? text) =>
        text?.Split('/') is [var start, var end] ? Value.Of(new FeelRange(true, Day(start), Day(end), false)) : throw new FormatException("No period.");
}
