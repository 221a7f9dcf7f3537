using System.Buffers;
using System.Globalization;
using System.Text;

namespace Entente.Records.Interchange;

/// <summary>
/// What keeps a text from turning into something else on its way through a spreadsheet: an apostrophe before what would be
/// taken for a formula, for "nil" or for the error of a spreadsheet, or would lose its outer spaces. It is taken off again only
/// where it was needed, so that 's-Hertogenbosch keeps its own.
/// </summary>
internal static class CellGuard
{
    private static readonly SearchValues<char> Formula = SearchValues.Create("=+-@\t\r＝＋－＠");

    // Control characters but tab and line ends, surrogates, and the places of Unicode that never hold a sign.
    private static readonly SearchValues<char> Suspicious = SearchValues.Create([
        .. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7F, 0x21)).Where(sign => sign is not ('\t' or '\n' or '\r')).Select(sign => (char)sign),
        .. Enumerable.Range(0xD800, 0x800).Select(sign => (char)sign), .. Enumerable.Range(0xFDD0, 0x20).Select(sign => (char)sign), '\uFFFE', '\uFFFF']);

    private static readonly HashSet<string> Errors = new(StringComparer.OrdinalIgnoreCase)
    {
        "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#GETTING_DATA", "#FIELD!", "Err:502", "Err:504", "Err:508", "Err:522",
    };

    public static bool IsError(string text) => text.Length < 16 && Errors.Contains(text);

    public static bool BeginsLikeFormula(ReadOnlySpan<char> text) => !text.IsEmpty && Formula.Contains(text[0]);

    public static bool Needed(ReadOnlySpan<char> text, bool wordsCount)
    {
        while (text is ['\'', .. var rest])
            text = rest;
        if (text.IsEmpty)
            return false;
        return BeginsLikeFormula(text) || char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]) || text[0] == '\uFEFF'
            || (text[0] is '#' or 'E' or 'e' && IsError(text.ToString()))
            || (wordsCount && CellWords.Read(text.ToString()) is not null);
    }

    public static string Put(string text, bool wordsCount) => Needed(text, wordsCount) ? "'" + text : text;

    public static string Take(string text, bool wordsCount) =>
        text is ['\'', ..] && Needed(text.AsSpan(1), wordsCount) ? text[1..] : text.Trim();

    /// <summary>The first sign that no text may hold, as U+0000; null where there is none.</summary>
    public static string? Illegal(ReadOnlySpan<char> text)
    {
        for (var from = 0; ;)
        {
            var next = text[from..].IndexOfAny(Suspicious);
            if (next < 0)
                return null;
            from += next;
            if (Rune.DecodeFromUtf16(text[from..], out var rune, out var length) != OperationStatus.Done)
                return Name(text[from]);
            if (length == 1 || (rune.Value & 0xFFFE) == 0xFFFE)
                return Name(rune.Value);
            from += length;
        }
    }

    private static string Name(int sign) => string.Create(CultureInfo.InvariantCulture, $"U+{sign:X4}");
}
