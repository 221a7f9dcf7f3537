using System.Text.Json;

namespace Entente.Records.Api;

/// <summary>
/// Who is to read what, as a program says it: <c>{"shownTo": "public", "opens": "2028-01-01", "parts": {"report": "sealed", "catches.price": {"shownTo": "own"}}}</c>.
/// What is no such thing becomes a text that is refused as one.
/// </summary>
internal static class ChosenJson
{
    public static string Read(ref Utf8JsonReader reader)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var parts = new List<string> { Said(document.RootElement) };
        if (document.RootElement.TryGetProperty("parts", out var all))
        {
            if (all.ValueKind != JsonValueKind.Object)
                return "";
            parts.AddRange(all.EnumerateObject().Select(part => $"{part.Name}: {(part.Value.ValueKind == JsonValueKind.String ? part.Value.GetString() : Said(part.Value))}"));
        }
        return document.RootElement.EnumerateObject().All(member => member.Name is "shownTo" or "opens" or "parts") ? string.Join("; ", parts) : "";
    }

    private static string Said(JsonElement said) =>
        said.ValueKind != JsonValueKind.Object ? "" : string.Join(' ', new[] { Text(said, "shownTo"), Text(said, "opens") is { } day ? "from " + day : null }.OfType<string>());

    private static string? Text(JsonElement said, string name) => said.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
