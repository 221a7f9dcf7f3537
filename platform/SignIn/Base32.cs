using System.Text;

namespace Entente.SignIn;

/// <summary>RFC 4648 base 32 without padding: how keys are typed by hand.</summary>
public static class Base32
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static string Write(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder((bytes.Length * 8 + 4) / 5);
        int buffer = 0, bits = 0;
        foreach (var value in bytes)
        {
            buffer = ((buffer << 8) | value) & 0xFFFF;
            for (bits += 8; bits >= 5; bits -= 5)
                text.Append(Alphabet[(buffer >> (bits - 5)) & 31]);
        }
        if (bits > 0)
            text.Append(Alphabet[(buffer << (5 - bits)) & 31]);
        return text.ToString();
    }

    /// <summary>Four letters at a time, as a person reads them from the screen.</summary>
    public static string InGroups(string text) => string.Join(' ', text.Chunk(4).Select(group => new string(group)));
}
