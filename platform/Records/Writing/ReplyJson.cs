using System.Text.Json;
using System.Text.Json.Serialization;

namespace Entente.Records.Writing;

/// <summary>An answer as it is kept beside its command, to be given again.</summary>
[JsonSerializable(typeof(Reply))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
internal sealed partial class ReplyJson : JsonSerializerContext
{
    public static string Write(Reply reply) => JsonSerializer.Serialize(reply, Default.Reply);

    public static Reply Read(string json) => JsonSerializer.Deserialize(json, Default.Reply)!;
}
