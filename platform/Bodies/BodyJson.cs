using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Entente.Bodies;

/// <summary>The form in which a published body is kept and read by every node.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Body))]
public sealed partial class BodyJson : JsonSerializerContext
{
    // Names stay readable in the database; nothing of this is ever put into a page unescaped.
    private static BodyJson Readable => field ??= new BodyJson(new JsonSerializerOptions(Default.GeneratedSerializerOptions!) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static byte[] Write(Body body) => JsonSerializer.SerializeToUtf8Bytes(body, Readable.Body);

    public static Body Read(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, Readable.Body)!;

    /// <summary>
    /// Over what the body says and not over its files, so that a comment, another order of keys or another line end
    /// makes no new version, and a country that was renamed in ISO's list does.
    /// </summary>
    public static string Digest(byte[] json) => Convert.ToHexStringLower(SHA256.HashData(json));
}
