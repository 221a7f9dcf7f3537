using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Entente.Bodies.Definitions;

/// <summary>
/// The form in which a published definition is kept and read by every node. Read by reflection and not by generated code: a
/// setting that a later Entente adds then has its default in definitions that were published before, where generated code
/// would make it null.
/// </summary>
public static class DefinitionJson
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        Converters = { new JsonStringEnumConverter() },
        // Names stay readable in the database; nothing of this is ever put into a page unescaped.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static byte[] Write(Definition definition) => JsonSerializer.SerializeToUtf8Bytes(definition, Readable);

    public static Definition Read(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize<Definition>(json, Readable)!;

    /// <summary>Over what the definition says and not over its file, so that a comment, another order of keys or another line end makes no new version.</summary>
    public static string Digest(Definition definition) => BodyJson.Digest(Write(definition));
}
