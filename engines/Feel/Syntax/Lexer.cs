namespace Entente.Feel.Syntax;

/// <summary>Cuts a text into tokens, from left to right, looking at every character a bounded number of times.</summary>
internal sealed class Lexer(string text, Findings findings)
{
    private readonly List<Token> tokens = [];
    private int at;

    /// <summary>The tokens; the last one is the end.</summary>
    public static Token[] Read(string text, Findings findings) => new Lexer(text, findings).Read();

    private Token[] Read()
    {
        while (SkipSpace())
            tokens.Add(Next());
        tokens.Add(new Token(TokenKind.End, text.Length, 0));
        return [.. tokens];
    }

    private bool SkipSpace()
    {
        while (at < text.Length)
        {
            if (Letters.IsSpace(text[at]))
                at++;
            else if (Starts("//"))
                SkipLine();
            else if (Starts("/*"))
                SkipComment();
            else
                return true;
        }
        return false;
    }

    private bool Starts(string sign) => string.CompareOrdinal(text, at, sign, 0, sign.Length) == 0;

    private void SkipLine()
    {
        while (at < text.Length && !Letters.IsBreak(text[at]))
            at++;
    }

    private void SkipComment()
    {
        var end = text.IndexOf("*/", at + 2, StringComparison.Ordinal);
        if (end < 0)
            findings.Add(Codes.UnclosedComment, new Span(at, 2), [], "*/");
        at = end < 0 ? text.Length : end + 2;
    }

    private Token Next()
    {
        var c = text[at];
        if (Letters.LetterAt(text, at, first: true) > 0)
            return Word();
        if (Letters.IsDigit(c) || (c == '.' && DigitAt(at + 1)))
            return Number();
        if (c is '"' or '\u201C' or '\u201D' or '\u201E')
            return Text();
        if (!Signs.TryAt(text, at, out var token))
            token = new Token(TokenKind.Unknown, at, Letters.WidthAt(text, at));
        at = token.End;
        return token;
    }

    private bool DigitAt(int place) => place < text.Length && Letters.IsDigit(text[place]);

    private Token Word()
    {
        var start = at;
        at += Letters.WordLength(text, start);
        return new Token(Signs.OfWord(text.AsSpan(start, at - start)), start, at - start);
    }

    private Token Number()
    {
        var start = at;
        SkipDigits();
        if (at < text.Length && text[at] == '.' && DigitAt(at + 1))
        {
            at++;
            SkipDigits();
        }
        SkipExponent();
        return new Token(TokenKind.Number, start, at - start);
    }

    private void SkipDigits()
    {
        while (DigitAt(at))
            at++;
    }

    private void SkipExponent()
    {
        if (at == text.Length || text[at] is not ('e' or 'E'))
            return;
        var digits = at + 1 < text.Length && text[at + 1] is '+' or '-' ? at + 2 : at + 1;
        if (!DigitAt(digits))
            return;
        at = digits;
        SkipDigits();
    }

    private Token Text()
    {
        var start = at++;
        while (at < text.Length && !Closes(text[at], text[start]))
            at += text[at] == '\\' ? 2 : 1;
        if (at >= text.Length)
            findings.Add(Codes.UnclosedText, new Span(start, 1), [Excerpt.Of(text, start)], "\"");
        at = Math.Min(at + 1, text.Length);
        return new Token(TokenKind.Text, start, at - start, Wrong: text[start] != '"');
    }

    private static bool Closes(char c, char open) => open == '"' ? c == '"' : c is '\u201C' or '\u201D' or '"';
}
