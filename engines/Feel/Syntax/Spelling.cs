using System.Text;

namespace Entente.Feel.Syntax;

/// <summary>How a declared name is spelled: single spaces between words, none around signs, whatever the author's spaces.</summary>
internal static class Spelling
{
    /// <summary>The tokens <paramref name="from"/> up to <paramref name="to"/> as a name.</summary>
    public static string Of(string text, Token[] tokens, int from, int to)
    {
        var name = new StringBuilder();
        for (var i = from; i < to; i++)
        {
            var token = tokens[i];
            if (Letters.LetterAt(text, token.Start, first: false) > 0 && Letters.EndsInLetter(name))
                name.Append(' ');
            name.Append(text, token.Start, token.Length);
        }
        return name.ToString();
    }

    /// <summary>How many tokens a declaration takes as a name. It can hold <c>and</c>, but a word that begins or divides an expression means that the name's end was forgotten.</summary>
    public static int Length(Token[] tokens, int at, TokenKind end)
    {
        if (tokens[at].Kind != TokenKind.Word)
            return 0;
        var next = at + 1;
        while (tokens[next].Kind != end && Continues(tokens[next]))
            next++;
        return next - at;
    }

    private static bool Continues(Token token) => token.ContinuesName && (!token.IsReserved || token.Kind is TokenKind.And or TokenKind.Or or TokenKind.Between or TokenKind.In);

    /// <summary>Whether a key reads back without quotes.</summary>
    public static bool IsPlain(string name)
    {
        var findings = new Findings();
        var tokens = Lexer.Read(name, findings);
        return findings.Count == 0 && tokens.Length > 1 && Length(tokens, 0, TokenKind.End) == tokens.Length - 1 && Of(name, tokens, 0, tokens.Length - 1) == name;
    }
}
