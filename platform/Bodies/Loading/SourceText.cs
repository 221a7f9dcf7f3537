using System.Text;

namespace Entente.Bodies.Loading;

/// <summary>
/// The bytes of a file as text. Files are UTF-8, with or without a byte order mark, with any line end. What is not is
/// reported line by line and read as far as possible, so that the other errors of the file show at once.
/// </summary>
internal static class SourceText
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static string Read(byte[] bytes, FileFindings findings)
    {
        var text = Decode(bytes, findings);
        return WithoutControls(text, findings);
    }

    private static string Decode(byte[] bytes, FileFindings findings)
    {
        if (Wide(bytes) is { } wide)
        {
            findings.Add(Place.Start, "encoding", "The file is saved as UTF-16.", "Save it again as UTF-8 (in Excel: \"CSV UTF-8\"; in Notepad: encoding \"UTF-8\").");
            return wide.GetString(bytes).TrimStart('\uFEFF');
        }
        var body = bytes.AsSpan(bytes is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0);
        try
        {
            return Strict.GetString(body);
        }
        catch (DecoderFallbackException)
        {
            return ByteByByte(body, findings);
        }
    }

    private static UnicodeEncoding? Wide(byte[] bytes)
    {
        if (bytes is [0xFF, 0xFE, ..])
            return new UnicodeEncoding(bigEndian: false, byteOrderMark: true);
        if (bytes is [0xFE, 0xFF, ..])
            return new UnicodeEncoding(bigEndian: true, byteOrderMark: true);
        // Without a mark: Latin text in UTF-16 has a zero in every second byte.
        var head = bytes.AsSpan(0, Math.Min(bytes.Length, 256));
        var (even, odd) = (0, 0);
        for (var at = 0; at < head.Length; at++)
        {
            if (head[at] == 0)
                _ = at % 2 == 0 ? even++ : odd++;
        }
        if (head.Length < 4 || Math.Max(even, odd) * 4 < head.Length)
            return null;
        return new UnicodeEncoding(bigEndian: even > odd, byteOrderMark: false);
    }

    private static string ByteByByte(ReadOnlySpan<byte> bytes, FileFindings findings)
    {
        var text = new StringBuilder(bytes.Length);
        var (line, lineStart, reported) = (1, 0, 0);
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var used) == System.Buffers.OperationStatus.Done)
            {
                text.Append(rune.ToString());
            }
            else
            {
                if (reported != line)
                    findings.Add(new Place(line, text.Length - lineStart + 1), "encoding", $"Byte 0x{bytes[0]:X2} is not UTF-8{Guess(bytes[0])}.", "The file was saved in an older encoding: save it again as UTF-8 (in Excel: \"CSV UTF-8\").");
                reported = line;
                text.Append(bytes[0] >= 0xA0 ? (char)bytes[0] : '?');
                used = 1;
            }
            if (bytes[0] == '\n')
                (line, lineStart) = (line + 1, text.Length);
            bytes = bytes[used..];
        }
        return text.ToString();
    }

    private static string Guess(byte lone) => lone >= 0xA0 ? $"; in Latin-1 it would be \"{(char)lone}\"" : "";

    private static string WithoutControls(string text, FileFindings findings)
    {
        StringBuilder? cleaned = null;
        var (line, lineStart, reported) = (1, 0, 0);
        for (var at = 0; at < text.Length; at++)
        {
            var letter = text[at];
            if (Wrong(letter) is { } what)
            {
                if (reported != line)
                    findings.Add(new Place(line, at - lineStart + 1), "character", what, "Type the line again, or restore it from the original.");
                reported = line;
                (cleaned ??= new StringBuilder(text))[at] = ' ';
            }
            if (letter == '\n' || (letter == '\r' && !(at + 1 < text.Length && text[at + 1] == '\n')))
                (line, lineStart) = (line + 1, at + 1);
        }
        return cleaned?.ToString() ?? text;
    }

    private static string? Wrong(char letter) => letter switch
    {
        '\t' or '\n' or '\r' => null,
        '\uFFFD' => "A character was lost here in an earlier conversion.",
        '\u2028' or '\u2029' => "There is an invisible line separator here.",
        _ => char.IsControl(letter) ? $"There is an invisible control character here (U+{(int)letter:X4})." : null,
    };
}
