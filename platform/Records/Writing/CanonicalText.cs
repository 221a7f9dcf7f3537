using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Entente.Feel.Values;

namespace Entente.Records.Writing;

/// <summary>
/// Writes JSON in the one form of RFC 8785. Whoever calls it puts the members of an object in the order of their names;
/// numbers are texts, so that no reader turns them into binary fractions.
/// </summary>
public sealed class CanonicalText
{
    private const int MostPlaces = 29;

    private readonly ArrayBufferWriter<byte> _bytes = new(1024);
    private bool _needsComma;

    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    public void Clear()
    {
        _bytes.ResetWrittenCount();
        _needsComma = false;
    }

    public void BeginObject() => Begin((byte)'{');

    public void EndObject() => End((byte)'}');

    public void BeginList() => Begin((byte)'[');

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

    public void Text(string name, string text)
    {
        Name(name);
        Text(text);
    }

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
        Span<byte> digits = stackalloc byte[11];
        Utf8Formatter.TryFormat(count, digits, out var length);
        _bytes.Write(digits[..length]);
        _needsComma = true;
    }

    public void Id(Guid id)
    {
        Separate();
        Span<byte> text = stackalloc byte[38];
        text[0] = text[37] = (byte)'"';
        Utf8Formatter.TryFormat(id, text[1..], out _);
        _bytes.Write(text);
        _needsComma = true;
    }

    /// <summary>A plain decimal text without superfluous zeros, however it was typed: 1.50, 1.5 and 15E-1 are "1.5", −0 is "0".</summary>
    public void Exact(in Number number)
    {
        Separate();
        Put((byte)'"');
        if (number.TryToDecimal(out var plain))
            Plain(plain);
        else
            Ascii(Expand(number.ToString()));
        Put((byte)'"');
        _needsComma = true;
    }

    private void Plain(decimal value)
    {
        Span<byte> text = stackalloc byte[MostPlaces + 4];
        Utf8Formatter.TryFormat(value, text, out var length);
        text = text[..length];
        if (text.Contains((byte)'.'))
            text = text.TrimEnd((byte)'0').TrimEnd((byte)'.');
        _bytes.Write(text.SequenceEqual("-0"u8) ? "0"u8 : text);
    }

    // Numbers of more than forty places come as 1.5E+50.
    private static string Expand(string text)
    {
        if (text.IndexOf('E', StringComparison.Ordinal) is not (> 0 and var mark))
            return text;
        var negative = text[0] == '-';
        var digits = text[(negative ? 1 : 0)..mark];
        var power = int.Parse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var point = (digits.IndexOf('.', StringComparison.Ordinal) is > 0 and var at ? at : digits.Length) + power;
        digits = digits.Replace(".", "", StringComparison.Ordinal);
        var plain = point <= 0 ? $"0.{new string('0', -point)}{digits}"
            : point >= digits.Length ? digits.PadRight(point, '0')
            : $"{digits.AsSpan(0, point)}.{digits.AsSpan(point)}";
        return negative ? "-" + plain : plain;
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
