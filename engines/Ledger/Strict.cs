using System.Buffers;
using System.Globalization;
using System.Text;

namespace Entente.Ledger;

/// <summary>Reading that accepts one spelling of everything: two texts that differ must never mean the same.</summary>
internal static class Strict
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>A count in decimal, without sign and superfluous zeros.</summary>
    public static bool TryCount(ReadOnlySpan<char> text, out long count)
    {
        count = 0;
        if (text.IsEmpty || text.Length > 19 || (text[0] == '0' && text.Length > 1) || text.ContainsAnyExceptInRange('0', '9'))
            return false;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count);
    }

    public static long Count(ReadOnlySpan<char> text, string what) =>
        TryCount(text, out var count) ? count : throw new LedgerFormatException($"{what} is no whole number in its shortest form: {Shown(text)}.");

    /// <summary>Standard base64 with padding and nothing else: no line ends, no stray bits at the end.</summary>
    public static byte[] Base64(ReadOnlySpan<char> text, string what)
    {
        var bytes = new byte[text.Length / 4 * 3];
        if (text.Length % 4 != 0 || !Convert.TryFromBase64Chars(text, bytes, out var length) || !text.SequenceEqual(Convert.ToBase64String(bytes, 0, length)))
            throw new LedgerFormatException($"{what} is no base64 in its one form: {Shown(text)}.");
        return bytes[..length];
    }

    public static Hash Hash(ReadOnlySpan<char> text, string what) =>
        Base64(text, what) is { Length: Ledger.Hash.Length } bytes ? Ledger.Hash.Of(bytes) : throw new LedgerFormatException($"{what} is no hash of 32 bytes: {Shown(text)}.");

    public static byte[] Hex(ReadOnlySpan<char> text, int length, string what)
    {
        if (text.Length != 2 * length || text.ContainsAnyExcept(HexDigits))
            throw new LedgerFormatException($"{what} is not {length} bytes in lower-case hexadecimal: {Shown(text)}.");
        return Convert.FromHexString(text);
    }

    /// <summary>UTF-8 without control characters but the line feed.</summary>
    public static string Text(ReadOnlySpan<byte> bytes, int most, string what)
    {
        if (bytes.Length > most)
            throw new LedgerFormatException($"{what} has {bytes.Length} bytes, more than {most}.");
        if (!System.Text.Unicode.Utf8.IsValid(bytes))
            throw new LedgerFormatException($"{what} is no UTF-8.");
        foreach (var one in bytes)
            if (one < 0x20 && one != '\n')
                throw new LedgerFormatException($"{what} holds the control character {one}.");
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Names of keys: not empty, without spaces of any script and without plus.</summary>
    public static bool IsKeyName(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || name.Contains('+'))
            return false;
        foreach (var letter in name)
            if (char.IsWhiteSpace(letter) || letter < ' ')
                return false;
        return true;
    }

    /// <summary>The lines of a text, each of which ends with a line feed.</summary>
    public static string[] Lines(string text, string what)
    {
        if (!text.EndsWith('\n'))
            throw new LedgerFormatException($"{what} does not end with a line feed.");
        return text[..^1].Split('\n');
    }

    private static string Shown(ReadOnlySpan<char> text) => text.Length > 60 ? $"“{text[..60]}…”" : $"“{text}”";
}
