using System.Globalization;
using System.Text;

namespace Entente.Shared.Localisation;

/// <summary>
/// What keyboards and programs write for the same thing, brought to one sign: digits of every script, spaces of
/// every width, dashes used as minus, full-width and Arabic punctuation. Nothing that could change a value is dropped.
/// </summary>
internal static class Typed
{
    public const char ArabicDecimal = '\u066B';
    public const char ArabicGroup = '\u066C';

    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        // Broken pairs of surrogates come out as the replacement sign, which no reader takes.
        foreach (var rune in text.EnumerateRunes())
            Append(plain, rune);
        return plain.ToString().Trim();
    }

    private static void Append(StringBuilder plain, Rune rune)
    {
        if (IsInvisible(rune.Value))
            return;
        // Not compatibility normalisation: it would make 10² into 102 and ½ into 1⁄2.
        if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber)
            plain.Append((char)('0' + (int)Rune.GetNumericValue(rune)));
        else if (Rune.IsWhiteSpace(rune) && (Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029))
            plain.Append('\n');
        else if (Rune.IsWhiteSpace(rune))
            plain.Append(' ');
        else
            plain.Append(rune.Value switch
            {
                0x2212 or 0xFE63 or 0xFF0D or 0x2010 or 0x2011 or 0x2012 or 0x2013 => "-",
                0xFF0B => "+",
                0xFF0E => ".",
                0xFF0C or 0x060C => ",",
                0x2018 or 0x2019 or 0x02BC or 0xFF07 => "'",
                0xFF0F => "/",
                // Normalisation throws on the places of Unicode that never hold a sign.
                >= 0xFDD0 and <= 0xFDEF => "\uFFFD",
                var place when (place & 0xFFFE) == 0xFFFE => "\uFFFD",
                _ => rune.ToString(),
            });
    }

    // Direction marks and zero-width signs, which come along when copying from Arabic pages and from Word. Not the
    // two overrides: under them the digits are seen in another order than they stand.
    private static bool IsInvisible(int sign) => sign is
        0x061C or (>= 0x200B and <= 0x200F) or (>= 0x202A and <= 0x202C) or 0x2060 or (>= 0x2066 and <= 0x2069) or 0xFEFF;
}
