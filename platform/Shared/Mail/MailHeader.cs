using System.Globalization;
using System.Text;

namespace Entente.Shared.Mail;

/// <summary>Text in the forms mail was built for: seven bits, short lines.</summary>
public static class MailHeader
{
    // 39 bytes make 52 signs of base64, which with their frame and the header's name stay within a line.
    private const int BytesPerWord = 39;
    private const int LongestLine = 76;

    /// <summary>A name and an address, for From and To.</summary>
    public static string Mailbox(Recipient who) => who.Name switch
    {
        null => who.OnTheWire,
        var name when IsPlain(name) => $"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"{Space(name, who)}<{who.OnTheWire}>",
        var name => $"{EncodedWords(name)}\r\n <{who.OnTheWire}>",
    };

    /// <summary>Free text, for Subject: as it is when it is short ASCII, else as encoded words of RFC 2047.</summary>
    public static string Text(string text) => Recipient.OneLine(text) is var line && IsPlain(line) ? line : EncodedWords(line);

    public static string QuotedPrintable(string text)
    {
        var output = new StringBuilder();
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (output.Length > 0)
                output.Append("\r\n");
            EncodeLine(output, Encoding.UTF8.GetBytes(line));
        }
        return output.ToString();
    }

    private static void EncodeLine(StringBuilder output, byte[] line)
    {
        var length = 0;
        for (var at = 0; at < line.Length; at++)
        {
            var last = at == line.Length - 1;
            var plain = line[at] is >= 33 and <= 126 and not (byte)'=' || (line[at] is (byte)' ' or (byte)'\t' && !last);
            var sign = plain ? ((char)line[at]).ToString() : "=" + line[at].ToString("X2", CultureInfo.InvariantCulture);
            if (length + sign.Length > LongestLine - 1)
            {
                output.Append("=\r\n");
                length = 0;
            }
            output.Append(sign);
            length += sign.Length;
        }
    }

    private static string Space(string name, Recipient who) => name.Length + who.OnTheWire.Length > 50 ? "\r\n " : " ";

    private static bool IsPlain(string text) =>
        text.Length <= 60 && Ascii.IsValid(text) && !text.Contains("=?", StringComparison.Ordinal);

    private static string EncodedWords(string text)
    {
        var words = new List<string>();
        var word = new List<byte>();
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            var count = rune.EncodeToUtf8(bytes);
            if (word.Count + count > BytesPerWord)
                Flush();
            word.AddRange(bytes[..count]);
        }
        Flush();
        return string.Join("\r\n ", words);

        void Flush()
        {
            words.Add($"=?utf-8?B?{Convert.ToBase64String(word.ToArray())}?=");
            word.Clear();
        }
    }
}
