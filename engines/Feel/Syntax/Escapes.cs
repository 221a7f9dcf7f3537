using System.Globalization;
using System.Text;

namespace Entente.Feel.Syntax;

/// <summary>Between a text as written, with its escapes, and what it says.</summary>
internal static class Escapes
{
    /// <summary>Reads what stands between the quotes. Escapes that the language does not know stay as they are, since patterns are full of them.</summary>
    public static string Read(string text, int start, int end, Findings findings)
    {
        if (text.IndexOf('\\', start, end - start) < 0)
            return text[start..end];
        var read = new StringBuilder(end - start);
        for (var at = start; at < end;)
            at += text[at] == '\\' && at + 1 < end ? Escape(text, at, end, read, findings) : Plain(text[at], read);
        return read.ToString();
    }

    private static int Plain(char c, StringBuilder read)
    {
        read.Append(c);
        return 1;
    }

    private static int Escape(string text, int at, int end, StringBuilder read, Findings findings)
    {
        var letter = text[at + 1];
        if (letter is 'u' or 'U')
            return Code(text, at, Math.Min(end, at + (letter == 'u' ? 6 : 8)), read, findings);
        if (letter is not ('n' or 'r' or 't' or '"' or '\'' or '\\'))
            read.Append('\\');
        read.Append(letter switch { 'n' => '\n', 'r' => '\r', 't' => '\t', _ => letter });
        return 2;
    }

    private static int Code(string text, int at, int end, StringBuilder read, Findings findings)
    {
        var wanted = text[at + 1] == 'u' ? 4 : 6;
        if (end - at - 2 == wanted && int.TryParse(text.AsSpan(at + 2, wanted), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) && code <= 0x10FFFF)
        {
            if (code > 0xFFFF)
                read.Append(char.ConvertFromUtf32(code));
            else
                read.Append((char)code);
            return wanted + 2;
        }
        findings.Add(Codes.BadEscape, new Span(at, end - at), [text[at..end]], "\\" + text[at..(at + 2)]);
        return 2;
    }

    /// <summary>A text as a literal: only what cannot stand in one is escaped.</summary>
    public static void Write(string text, StringBuilder written)
    {
        written.Append('"');
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (c is '"' or '\\')
                written.Append('\\').Append(c);
            else if (char.IsHighSurrogate(c) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
                written.Append(c).Append(text[++at]);
            else if (char.IsControl(c) || char.IsSurrogate(c) || Letters.IsBreak(c))
                WriteCode(c, written);
            else
                written.Append(c);
        }
        written.Append('"');
    }

    private static void WriteCode(char c, StringBuilder written) => _ = c switch
    {
        '\n' => written.Append("\\n"),
        '\r' => written.Append("\\r"),
        '\t' => written.Append("\\t"),
        _ => written.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"),
    };
}
