using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Entente.Ledger;

/// <summary>
/// Writes JSON in the one form of RFC 8785. Whoever calls it puts the members of an object in the order of their names;
/// numbers are texts, so that no reader turns them into binary fractions.
/// </summary>
public sealed class CanonicalText
{
    private const int MostPlaces = 29;

    private readonly ArrayBufferWriter<byte> _bytes = new(1024);
    private bool _needsComma;

    /// <summary>What was written so far.</summary>
    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    /// <summary>Begins anew in the same buffer.</summary>
    public void Clear()
    {
        _bytes.ResetWrittenCount();
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
        _bytes.Write(value ? "true"u8 : "false"u8);
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
        _bytes.Write(digits[..length]);
        _needsComma = true;
    }

    /// <summary>An id, with hyphens and in lower case.</summary>
    public void Id(Guid id)
    {
        Separate();
        Span<byte> text = stackalloc byte[38];
        text[0] = text[37] = (byte)'"';
        Utf8Formatter.TryFormat(id, text[1..], out _);
        _bytes.Write(text);
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
        _bytes.Write(text.SequenceEqual("-0"u8) ? "0"u8 : text);
        Put((byte)'"');
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
            Encoding.UTF8.GetBytes(rest[..at], _bytes);
            Escape(rest[at]);
            rest = rest[(at + 1)..];
        }
        Encoding.UTF8.GetBytes(rest, _bytes);
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

    private void Ascii(string text) => Encoding.ASCII.GetBytes(text, _bytes);

    private void Put(byte letter)
    {
        _bytes.GetSpan(1)[0] = letter;
        _bytes.Advance(1);
    }

    private static readonly SearchValues<char> Escaped = SearchValues.Create([.. Enumerable.Range(0, 32).Select(code => (char)code), '"', '\\']);
}
