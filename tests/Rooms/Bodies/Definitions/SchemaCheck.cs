using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Entente.Tests.Rooms.Bodies;

/// <summary>As much of JSON Schema (2020-12) as our own schema uses; a word that it does not know is a failure, never passed over.</summary>
public sealed class SchemaCheck(JsonObject root)
{
    private static readonly HashSet<string> Comments = ["$schema", "$defs", "title", "description", "then"];

    public IReadOnlyList<string> Problems(JsonNode? value) => [.. Of(root, value, "")];

    private IEnumerable<string> Of(JsonNode? schema, JsonNode? value, string at) => schema switch
    {
        JsonValue allowed => (bool)allowed ? [] : [$"{at}: not allowed"],
        JsonObject map => map.Where(word => !Comments.Contains(word.Key)).SelectMany(word => Word(word.Key, word.Value!, map, value, at)),
        _ => throw new InvalidOperationException($"{schema} is no schema"),
    };

    private IEnumerable<string> Word(string word, JsonNode wanted, JsonObject schema, JsonNode? value, string at) => word switch
    {
        "$ref" => Of(root["$defs"]![((string)wanted!)["#/$defs/".Length..]], value, at),
        "allOf" => wanted.AsArray().SelectMany(each => Of(each, value, at)),
        "anyOf" => When(!wanted.AsArray().Any(each => !Of(each, value, at).Any()), $"{at}: none fits"),
        "oneOf" => When(wanted.AsArray().Count(each => !Of(each, value, at).Any()) != 1, $"{at}: not exactly one fits"),
        "if" => Of(wanted, value, at).Any() ? [] : Of(schema["then"], value, at),
        "type" => When(!(wanted is JsonArray types ? types.Select(type => (string)type!) : [(string)wanted!]).Any(type => Is(type, value)), $"{at}: wrong type"),
        "enum" => When(!wanted.AsArray().Any(each => JsonNode.DeepEquals(each, value)), $"{at}: {value} is none of them"),
        "const" => When(!JsonNode.DeepEquals(wanted, value), $"{at}: {value} is not {wanted}"),
        "properties" or "additionalProperties" or "propertyNames" or "required" or "minProperties" or "maxProperties" => value is JsonObject map ? InMap(word, wanted, schema, map, at) : [],
        "items" => value is JsonArray list ? list.SelectMany((item, place) => Of(wanted, item, $"{at}/{place}")) : [],
        "uniqueItems" => When(value is JsonArray all && all.Select(item => item?.ToJsonString()).Distinct().Count() != all.Count, $"{at}: twice"),
        "pattern" => When(Is("string", value) && !Regex.IsMatch((string)value!, (string)wanted!, RegexOptions.None, TimeSpan.FromSeconds(1)), $"{at}: {value} does not match"),
        "maxLength" => When(Is("string", value) && ((string)value!).Length > (int)wanted, $"{at}: too long"),
        "minimum" => When(Is("number", value) && (decimal)value! < (decimal)wanted, $"{at}: too little"),
        "maximum" => When(Is("number", value) && (decimal)value! > (decimal)wanted, $"{at}: too much"),
        _ => throw new InvalidOperationException($"The test does not know \"{word}\"."),
    };

    private IEnumerable<string> InMap(string word, JsonNode wanted, JsonObject schema, JsonObject map, string at) => word switch
    {
        "properties" => map.Where(entry => wanted[entry.Key] is not null).SelectMany(entry => Of(wanted[entry.Key], entry.Value, $"{at}/{entry.Key}")),
        "additionalProperties" => map.Where(entry => schema["properties"]?[entry.Key] is null).SelectMany(entry => Of(wanted, entry.Value, $"{at}/{entry.Key}")),
        "propertyNames" => map.SelectMany(entry => Of(wanted, JsonValue.Create(entry.Key), $"{at}/{entry.Key}")),
        "required" => wanted.AsArray().Select(key => (string)key!).Where(key => !map.ContainsKey(key)).Select(key => $"{at}: {key} is missing"),
        "minProperties" => When(map.Count < (int)wanted, $"{at}: too few"),
        _ => When(map.Count > (int)wanted, $"{at}: too many"),
    };

    private static IEnumerable<string> When(bool wrong, string problem) => wrong ? [problem] : [];

    private static bool Is(string type, JsonNode? value) => type switch
    {
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => value?.GetValueKind() == JsonValueKind.String,
        "boolean" => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        "integer" => value?.GetValueKind() == JsonValueKind.Number && decimal.IsInteger((decimal)value),
        "number" => value?.GetValueKind() == JsonValueKind.Number,
        _ => throw new InvalidOperationException($"The test does not know the type \"{type}\"."),
    };
}
