using System.Globalization;
using System.Text;

namespace Entente.Records.Files;

/// <summary>A name as it is safe to give back to any system.</summary>
public static class FileName
{
    private const int Longest = 150;
    private static readonly string[] Reserved = ["CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9"];

    /// <summary>Without folders, without signs that steer a terminal, the direction of writing or a file system; never empty.</summary>
    public static string Clean(string? given)
    {
        var last = (given ?? "").Split('/', '\\')[^1];
        var text = new StringBuilder();
        foreach (var rune in last.EnumerateRunes())
            if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator) && rune.Value != 0xFFFD)
                text.Append("<>:\"|?*".Contains((char)rune.Value, StringComparison.Ordinal) ? "_" : rune.ToString());
        var name = text.ToString().Normalize(NormalizationForm.FormC).Trim().Trim('.', ' ');
        var extension = Path.GetExtension(name);
        var stem = extension.Length is > 0 and <= 12 ? name[..^extension.Length] : name;
        extension = stem.Length == name.Length ? "" : extension;
        if (stem.Length == 0 || Reserved.Contains(stem.Split('.')[0], StringComparer.OrdinalIgnoreCase))
            stem = "file" + (stem.Length == 0 ? "" : "_" + stem);
        return Cut(stem, Longest - extension.Length) + extension;
    }

    private static string Cut(string text, int most) =>
        text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
}
