using System.Text.Json;

namespace Entente.Client.Api;

/// <summary>What the interface answered to something that was to change.</summary>
/// <param name="Title">For a refusal: what it is in a few words.</param>
/// <param name="Faults">Everything that was wrong or noticed.</param>
/// <param name="Json">The answer as it came; null where it was no JSON.</param>
public sealed record ApiReply(int Status, Guid? Statement, int? Version, string? State, string? Title, string? Detail, IReadOnlyList<ApiFault> Faults, JsonElement? Json)
{
    public bool Done => Status is >= 200 and < 300;

    /// <summary>Whether trying again later may help.</summary>
    public bool Passing => Status is 429 or 502 or 503 or 504;

    internal static ApiReply Read(int status, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var json = document.RootElement.Clone();
            var faults = Member(json, "errors") ?? Member(json, "faults");
            return new ApiReply(status, Member(json, "statement") is { ValueKind: JsonValueKind.String } id && id.TryGetGuid(out var statement) ? statement : null,
                Member(json, "version") is { ValueKind: JsonValueKind.Number } version ? version.GetInt32() : null, Text(json, "state"), Text(json, "title"), Text(json, "detail"),
                faults is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray().Select(ApiFault.Read)] : [], json);
        }
        catch (JsonException)
        {
            return new ApiReply(status, null, null, null, null, null, [], null);
        }
    }

    private static JsonElement? Member(JsonElement json, string name) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member) ? member : null;

    internal static string? Text(JsonElement json, string name) => Member(json, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}

/// <summary>Something wrong or noticed, and where: a pointer into what was sent, or a parameter.</summary>
public sealed record ApiFault(string Rule, string Level, string? Place, string? Detail)
{
    public override string ToString() => $"{Level}: {(Place is null ? "" : Place + ": ")}{Detail ?? Rule}";

    internal static ApiFault Read(JsonElement json) =>
        new(ApiReply.Text(json, "rule") ?? "", ApiReply.Text(json, "level") ?? "error", ApiReply.Text(json, "pointer") ?? ApiReply.Text(json, "place"), ApiReply.Text(json, "detail"));
}

/// <summary>Something that was asked for was refused.</summary>
public sealed class ApiRefused(ApiReply reply) : Exception($"{reply.Status} {reply.Title} {reply.Detail}".Trim())
{
    public ApiReply Reply { get; } = reply;
}
