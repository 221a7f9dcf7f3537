using System.Text;

namespace Entente.Shared.Localisation;

/// <summary>
/// Keeps a name in another script from pulling the punctuation around it to the wrong side, by the invisible
/// isolating signs of Unicode, which also work where markup does not: titles, labels, mails.
/// </summary>
internal static class Direction
{
    private const char Isolating = '\u2068';
    private const char Ending = '\u2069';

    public static string Isolate(string value, Language language) =>
        RunsAgainst(value, language) && !IsAddress(value) && !value.Contains(Isolating) ? Isolating + value + Ending : value;

    // Mail programs would take the invisible sign for a part of the address they make clickable.
    private static bool IsAddress(string value) => value.Contains("://", StringComparison.Ordinal);

    private static bool RunsAgainst(string value, Language language)
    {
        foreach (var rune in value.EnumerateRunes())
            if (Rune.IsLetter(rune) && IsRightToLeft(rune) != language.RightToLeft)
                return true;
        return false;
    }

    // Hebrew, Arabic and their neighbours, their presentation forms, and the right-to-left scripts beyond 16 bits.
    private static bool IsRightToLeft(Rune rune) => rune.Value is
        (>= 0x0590 and <= 0x08FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFF) or (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF);
}
