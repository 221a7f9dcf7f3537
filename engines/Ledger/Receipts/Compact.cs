using System.Buffers;
using System.Text;

namespace Entente.Ledger;

/// <summary>Writes counts in as few bytes as they need (seven bits in each), and texts after their length.</summary>
internal sealed class CompactWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public byte[] Written => _bytes.WrittenSpan.ToArray();

    public void Byte(byte value) => _bytes.Write([value]);

    public void Put(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);

    public void Count(long count)
    {
        for (; count > 0x7F; count >>= 7)
            Byte((byte)((count & 0x7F) | 0x80));
        Byte((byte)count);
    }

    public void Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Count(bytes.Length);
        Put(bytes);
    }
}

/// <summary>Reads them again, in their one form.</summary>
internal ref struct CompactReader(ReadOnlySpan<byte> bytes)
{
    private const int LongestText = 1000;

    private ReadOnlySpan<byte> _rest = bytes;

    public byte Byte() => Take(1)[0];

    public ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
            throw new LedgerFormatException("The code is cut off.");
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    public long Count(long most)
    {
        var count = 0L;
        for (var shift = 0; shift <= 56; shift += 7)
        {
            var part = Byte();
            count |= (long)(part & 0x7F) << shift;
            if (part < 0x80)
                return count <= most && (part != 0 || shift == 0) ? count : throw new LedgerFormatException("A count in the code is too large, or not in its shortest form.");
        }
        throw new LedgerFormatException("A count in the code has no end.");
    }

    public string Text()
    {
        var text = Take((int)Count(LongestText));
        return text.Contains((byte)'\n') ? throw new LedgerFormatException("A name in the code has several lines.") : Strict.Text(text, LongestText, "A name in the code");
    }

    public readonly void End()
    {
        if (!_rest.IsEmpty)
            throw new LedgerFormatException("The code goes on after its end.");
    }
}

/// <summary>RFC 4648 base32 without padding: letters that a QR code packs densely and an address carries as they are.</summary>
internal static class Base32
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static string Of(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(((bytes.Length * 8) + 4) / 5);
        var (bits, held) = (0, 0);
        foreach (var one in bytes)
        {
            (bits, held) = (((bits & 0x1F) << 8) | one, held + 8);
            for (; held >= 5; held -= 5)
                text.Append(Letters[(bits >> (held - 5)) & 0x1F]);
        }
        return held > 0 ? text.Append(Letters[(bits << (5 - held)) & 0x1F]).ToString() : text.ToString();
    }

    /// <summary>In capitals or small letters, since scanners and browsers change them.</summary>
    public static byte[] Read(string text)
    {
        var bytes = new byte[text.Length * 5 / 8];
        var (bits, held, at) = (0, 0, 0);
        foreach (var letter in text)
        {
            var value = Letters.IndexOf(char.IsAsciiLetterLower(letter) ? (char)(letter - 32) : letter, StringComparison.Ordinal);
            if (value < 0)
                throw new LedgerFormatException("The code holds a letter that it cannot have.");
            (bits, held) = (((bits & 0xFF) << 5) | value, held + 5);
            if (held < 8)
                continue;
            held -= 8;
            bytes[at++] = (byte)((bits >> held) & 0xFF);
        }
        return held < 5 && (bits & ((1 << held) - 1)) == 0 ? bytes : throw new LedgerFormatException("The code is cut off.");
    }
}
