using System.Globalization;

namespace Entente.Bodies;

/// <summary>What may stand as somebody's name. Others read it in mails and lists and trust what stands there.</summary>
public static class PersonName
{
    public const int Longest = 200;

    public static bool IsGood(string? typed) =>
        typed?.Trim() is { Length: > 0 and <= Longest } name && !name.Contains("://", StringComparison.Ordinal) && !name.Any(Misleads);

    // Control signs, line ends, and the signs that turn the direction of what follows: with them a name shows as
    // another. Those that join or part letters belong to how some names are written.
    private static bool Misleads(char sign) => char.GetUnicodeCategory(sign) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || sign is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
