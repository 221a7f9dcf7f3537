using System.Text.Json.Nodes;

namespace Entente.Records.Api.OpenApi;

/// <summary>JSON as it reads in the source: <c>Json.Of(("type", "string"), ("maxLength", 20))</c>. What is null is left out.</summary>
internal static class Json
{
    public static JsonObject Of(params ReadOnlySpan<(string Name, JsonNode? Value)> members)
    {
        var json = new JsonObject();
        foreach (var (name, value) in members)
        {
            if (value is not null)
                json[name] = value;
        }
        return json;
    }

    public static JsonArray List(params IEnumerable<JsonNode?> items) => new([.. items]);

    public static JsonArray Words(params IEnumerable<string> words) => new([.. words.Select(word => (JsonNode)word)]);

    public static JsonObject Map(IEnumerable<(string Name, JsonNode Value)> members)
    {
        var json = new JsonObject();
        foreach (var (name, value) in members)
            json[name] = value;
        return json;
    }

    public static JsonObject Ref(string schema) => Of(("$ref", "#/components/schemas/" + schema));

    public static JsonObject Type(string type, string? description = null) => Of(("type", type), ("description", description));

    public static JsonObject Text(string description, string? format = null) => Of(("type", "string"), ("format", format), ("description", description));

    public static JsonObject ListOf(JsonNode items, string? description = null) => Of(("type", "array"), ("description", description), ("items", items));

    /// <summary>An object of which the members named are always there.</summary>
    public static JsonObject Object(IEnumerable<string> always, params ReadOnlySpan<(string Name, JsonNode? Value)> members)
    {
        var required = Words(always);
        return Of(("type", "object"), ("required", required.Count > 0 ? required : null), ("properties", Of(members)));
    }
}
