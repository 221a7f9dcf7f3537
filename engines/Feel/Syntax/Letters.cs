using System.Text;

namespace Entente.Feel.Syntax;

/// <summary>Which characters make names and which separate, as the grammar lists them (rules 28 to 30, 61 and 62).</summary>
internal static class Letters
{
    public static bool IsSpace(char c) => c is (>= '\t' and <= '\r') or ' ' or '\u0085' or '\u00A0' or '\u1680' or '\u180E'
        or (>= '\u2000' and <= '\u200B') or '\u2028' or '\u2029' or '\u202F' or '\u205F' or '\u3000' or '\uFEFF';

    public static bool IsBreak(char c) => c is (>= '\n' and <= '\r') or '\u0085' or '\u2028' or '\u2029';

    public static bool IsDigit(char c) => c is >= '0' and <= '9';

    /// <summary>How many characters the name letter at a place takes: 0 when it is none, 2 for a pair of surrogates.</summary>
    public static int LetterAt(string text, int at, bool first)
    {
        var c = text[at];
        if (char.IsHighSurrogate(c))
            return at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) && char.ConvertToUtf32(c, text[at + 1]) <= 0xEFFFF ? 2 : 0;
        return Starts(c) || (!first && Continues(c)) ? 1 : 0;
    }

    /// <summary>How long the word at a place is; 0 when none begins there.</summary>
    public static int WordLength(string text, int start)
    {
        var end = start;
        for (var width = 1; width > 0 && end < text.Length; end += width)
            width = LetterAt(text, end, first: end == start);
        return end - start;
    }

    private static bool Starts(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_' or '?' || (c >= '\u00C0' && !IsSpace(c) && StartsBeyondLatin(c));

    private static bool StartsBeyondLatin(char c) => c is not ('\u00D7' or '\u00F7' or '\u037E') && (c is <= '\u02FF' or (>= '\u0370' and <= '\u1FFF')
        or (>= '\u200C' and <= '\u200D') or (>= '\u2070' and <= '\u218F') or (>= '\u2C00' and <= '\u2FEF') or (>= '\u3001' and <= '\uD7FF')
        or (>= '\uF900' and <= '\uFDCF') or (>= '\uFDF0' and <= '\uFFFD'));

    private static bool Continues(char c) => IsDigit(c) || c is '\u00B7' or (>= '\u0300' and <= '\u036F') or (>= '\u203F' and <= '\u2040');

    public static bool EndsInLetter(StringBuilder text) => text.Length > 0 && (char.IsLowSurrogate(text[^1]) || Starts(text[^1]) || Continues(text[^1]));

    /// <summary>The whole character at a place, for a message.</summary>
    public static int WidthAt(string text, int at) => Rune.TryGetRuneAt(text, at, out var rune) ? rune.Utf16SequenceLength : 1;
}
