using System.Text.Json;

namespace Entente.Ledger;

/// <summary>
/// Brings JSON that somebody may have indented or reordered back into the form that is committed to. Of numbers, only counts
/// have such a form: what was declared is text.
/// </summary>
public static class CanonicalJson
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    /// <summary>The canonical bytes.</summary>
    /// <exception cref="LedgerFormatException">It is no JSON, or has no canonical form.</exception>
    public static byte[] Of(ReadOnlyMemory<byte> json)
    {
        using var document = Read(json);
        return Of(document.RootElement);
    }

    internal static byte[] Of(JsonElement element)
    {
        var text = new CanonicalText();
        Guard(() => Write(text, element));
        return text.Written.ToArray();
    }

    internal static JsonDocument Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonDocument.Parse(json, Options);
        }
        catch (JsonException problem)
        {
            throw new LedgerFormatException($"This is no JSON: {problem.Message}", problem);
        }
    }

    // A text with half a surrogate pair is found only when it is asked for.
    internal static void Guard(Action read)
    {
        try
        {
            read();
        }
        catch (Exception problem) when (problem is InvalidOperationException or ArgumentException)
        {
            throw new LedgerFormatException("The JSON holds a text that is no Unicode.", problem);
        }
    }

    private static void Write(CanonicalText text, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                text.BeginObject();
                foreach (var member in element.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    text.Name(member.Name);
                    Write(text, member.Value);
                }
                text.EndObject();
                break;
            case JsonValueKind.Array:
                text.BeginList();
                foreach (var item in element.EnumerateArray())
                    Write(text, item);
                text.EndList();
                break;
            case JsonValueKind.String:
                text.Text(element.GetString()!);
                break;
            case JsonValueKind.True or JsonValueKind.False:
                text.YesNo(element.GetBoolean());
                break;
            case JsonValueKind.Number when Strict.TryCount(element.GetRawText(), out var count) && count <= int.MaxValue:
                text.Count((int)count);
                break;
            default:
                throw new LedgerFormatException($"What was declared has no canonical form with {element.GetRawText()} in it.");
        }
    }
}
