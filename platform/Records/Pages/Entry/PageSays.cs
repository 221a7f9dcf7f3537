using System.Text.Encodings.Web;
using System.Text.Json;
using Entente.Shared.Localisation;

namespace Entente.Records.Pages.Entry;

/// <summary>What the scripts of an entry page say, in the reader's language, for one attribute: they have no catalogue of their own.</summary>
public static class PageSays
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // texts: records.draft.say.*
    private static readonly string[] Draft =
        ["saving", "saved", "offline", "kept", "expired", "sign-in", "ended", "barred", "conflict", "look", "conflicts", "wrong", "changed", "unfit", "cell-waiting", "cell-conflict", "blank", "somebody"];

    // texts: records.file.say.*
    private static readonly string[] File =
        ["cut", "expired", "large", "type", "room", "failed", "state-waiting", "state-clean", "state-not-scanned", "state-refused"];

    public static string OfDraft(Words t) => Json(t, "records.draft.say.", Draft);

    public static string OfFile(Words t) => Json(t, "records.file.say.", File);

    private static string Json(Words t, string prefix, string[] keys) => JsonSerializer.Serialize(keys.ToDictionary(key => key, key => t[prefix + key], StringComparer.Ordinal), Readable);
}
