using Entente.Bodies.Definitions;
using Entente.Shared.Localisation;

namespace Entente.Records.Files;

/// <summary>A file in words: how large, in which state, and what may be sent.</summary>
public static class FileWords
{
    private const int Kilobyte = 1_000, Megabyte = 1_000_000;

    // What records.file.why.* has words for; anything else is the name of what the scanner found.
    private static readonly string[] Why = ["too-large", "type"];

    public static string Word(FileState state) => StoredFile.Word(state);

    public static bool Known(string why) => Why.Contains(why, StringComparer.Ordinal);

    public static string Size(long bytes, Words t) => bytes < Megabyte
        ? t["records.file.kilobytes", ("number", decimal.Round((decimal)bytes / Kilobyte, 1))]
        : t["records.file.megabytes", ("number", decimal.Round((decimal)bytes / Megabyte, 1))];

    /// <summary>For the browser's own choice of files; null where anything known may be sent.</summary>
    public static string? Accepted(Field field) => field.Accept.Count == 0 ? null : string.Join(',', field.Accept);
}
