using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Entente.Ledger;

/// <summary>
/// Writes JSON in the one form of RFC 8785. Whoever calls it puts the members of an object in the order of their names;
/// numbers are texts, so that no reader turns them into binary fractions.
/// </summary>
public sealed class CanonicalText
{
    private const int MostPlaces = 29;

    private byte[] _bytes = new byte[1024];
    private int _count;
    private bool _needsComma;

    /// <summary>What was written so far.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _count);

    /// <summary>Begins anew in the same buffer.</summary>
    public void Clear()
    {
        _count = 0;
        _needsComma = false;
    }

    /// <summary>Opens an object.</summary>
    public void BeginObject() => Begin((byte)'{');

    /// <summary>Closes it.</summary>
    public void EndObject() => End((byte)'}');

    /// <summary>Opens a list.</summary>
    public void BeginList() => Begin((byte)'[');

    /// <summary>Closes it.</summary>
    public void EndList() => End((byte)']');

    /// <summary>The name of what follows.</summary>
    public void Name(string name)
    {
        Separate();
        Quote(name);
        Put((byte)':');
        _needsComma = false;
    }

    /// <summary>In NFC. A text that is no Unicode (a lone surrogate) has no canonical form: it was refused when it was read.</summary>
    public void Text(string text)
    {
        Separate();
        Quote(text.IsNormalized(NormalizationForm.FormC) ? text : text.Normalize(NormalizationForm.FormC));
        _needsComma = true;
    }

    /// <summary>A member that is a text.</summary>
    public void Text(string name, string text)
    {
        Name(name);
        Text(text);
    }

    /// <summary>True or false.</summary>
    public void YesNo(bool value)
    {
        Separate();
        Put(value ? "true"u8 : "false"u8);
        _needsComma = true;
    }

    /// <summary>Only for what we count ourselves; a declared number is a text.</summary>
    public void Count(string name, int count)
    {
        Name(name);
        Count(count);
    }

    /// <summary>The same within a list.</summary>
    public void Count(int count)
    {
        Separate();
        Span<byte> digits = stackalloc byte[11];
        Utf8Formatter.TryFormat(count, digits, out var length);
        Put(digits[..length]);
        _needsComma = true;
    }

    /// <summary>An id, with hyphens and in lower case.</summary>
    public void Id(Guid id)
    {
        Separate();
        var text = Room(38);
        text[0] = text[37] = (byte)'"';
        Utf8Formatter.TryFormat(id, text[1..], out _);
        _count += 38;
        _needsComma = true;
    }

    /// <summary>A plain decimal text without superfluous zeros: 1.50 is "1.5", −0 is "0".</summary>
    public void Exact(decimal value)
    {
        Separate();
        Put((byte)'"');
        Span<byte> text = stackalloc byte[MostPlaces + 4];
        Utf8Formatter.TryFormat(value, text, out var length);
        text = text[..length];
        if (text.Contains((byte)'.'))
            text = text.TrimEnd((byte)'0').TrimEnd((byte)'.');
        Put(text.SequenceEqual("-0"u8) ? "0"u8 : text);
        Put((byte)'"');
        _needsComma = true;
    }

    /// <summary>The same of a number whose digits are known: 1250 with two places is "12.5".</summary>
    public void Exact(long digits, int places)
    {
        Separate();
        Put((byte)'"');
        for (; places > 0 && digits % 10 == 0; places--)
            digits /= 10;
        if (digits < 0)
            Put((byte)'-');
        Span<byte> text = stackalloc byte[20];
        Utf8Formatter.TryFormat((ulong)Math.Abs(digits), text, out var length);
        var whole = Math.Max(length - places, 0);
        Put(whole == 0 ? "0"u8 : text[..whole]);
        if (places > 0)
            Put((byte)'.');
        for (var nought = length; nought < places; nought++)
            Put((byte)'0');
        Put(text[whole..length]);
        Put((byte)'"');
        _needsComma = true;
    }

    /// <summary>A day of a year of four figures, as ISO has it.</summary>
    public void Day(int year, int month, int day)
    {
        Separate();
        var text = Room(12);
        text[0] = text[11] = (byte)'"';
        text[5] = text[8] = (byte)'-';
        Figures(text[1..5], year);
        Figures(text[6..8], month);
        Figures(text[9..11], day);
        _count += 12;
        _needsComma = true;
    }

    private void Begin(byte bracket)
    {
        Separate();
        Put(bracket);
        _needsComma = false;
    }

    private void End(byte bracket)
    {
        Put(bracket);
        _needsComma = true;
    }

    private void Separate()
    {
        if (_needsComma)
            Put((byte)',');
        _needsComma = false;
    }

    private void Quote(string text)
    {
        Put((byte)'"');
        var rest = text.AsSpan();
        while (rest.IndexOfAny(Escaped) is >= 0 and var at)
        {
            Plain(rest[..at]);
            Escape(rest[at]);
            rest = rest[(at + 1)..];
        }
        Plain(rest);
        Put((byte)'"');
    }

    private void Escape(char letter) => Ascii(letter switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\b' => "\\b",
        '\f' => "\\f",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}"),
    });

    private void Ascii(string text) => Plain(text);

    private void Plain(ReadOnlySpan<char> text)
    {
        Utf8.FromUtf16(text, Room(text.Length * 3), out _, out var written);
        _count += written;
    }

    private static void Figures(Span<byte> to, int number)
    {
        for (var at = to.Length - 1; at >= 0; at--, number /= 10)
            to[at] = (byte)('0' + (number % 10));
    }

    private void Put(byte letter)
    {
        Room(1)[0] = letter;
        _count++;
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        _count += bytes.Length;
    }

    private Span<byte> Room(int most)
    {
        if (_bytes.Length - _count < most)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _count + most));
        return _bytes.AsSpan(_count);
    }

    private static readonly SearchValues<char> Escaped = SearchValues.Create([.. Enumerable.Range(0, 32).Select(code => (char)code), '"', '\\']);
}
