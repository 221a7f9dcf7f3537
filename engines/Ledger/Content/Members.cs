using System.Text.Json;

namespace Entente.Ledger;

/// <summary>Reads the members of a JSON object; whatever is missing or of another type is said by name.</summary>
internal static class Members
{
    public static string Text(JsonElement parent, string name) => TextOrNone(parent, name) ?? throw Missing(name, "a text");

    public static string? TextOrNone(JsonElement parent, string name)
    {
        if (!Has(parent, name, out var member))
            return null;
        if (member.ValueKind != JsonValueKind.String)
            throw Missing(name, "a text");
        string? text = null;
        CanonicalJson.Guard(() => text = member.GetString());
        return text;
    }

    public static int Count(JsonElement parent, string name) =>
        Has(parent, name, out var member) && member.ValueKind == JsonValueKind.Number && Strict.TryCount(member.GetRawText(), out var count) && count <= int.MaxValue ? (int)count : throw Missing(name, "a count");

    public static Guid Id(JsonElement parent, string name) =>
        Guid.TryParseExact(Text(parent, name), "D", out var id) ? id : throw Missing(name, "an id");

    public static Hash Hash(JsonElement parent, string name) => Ledger.Hash.Of(Strict.Hex(Text(parent, name), Ledger.Hash.Length, $"“{name}”"));

    public static byte[] Base64(JsonElement parent, string name) => Strict.Base64(Text(parent, name), $"“{name}”");

    public static bool Has(JsonElement parent, string name, out JsonElement member)
    {
        member = default;
        return parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out member);
    }

    public static LedgerFormatException Missing(string name, string what) => new($"“{name}” is missing, or is not {what}.");
}
