using System.Collections.Frozen;

namespace Entente.Feel.Syntax;

/// <summary>The reserved words and the signs, and what people write instead of them.</summary>
internal static class Signs
{
    private static readonly (string Text, TokenKind Kind)[] Words =
    [
        ("if", TokenKind.If), ("then", TokenKind.Then), ("else", TokenKind.Else), ("for", TokenKind.For), ("in", TokenKind.In), ("return", TokenKind.Return),
        ("some", TokenKind.Some), ("every", TokenKind.Every), ("satisfies", TokenKind.Satisfies), ("and", TokenKind.And), ("or", TokenKind.Or),
        ("between", TokenKind.Between), ("instance", TokenKind.Instance), ("function", TokenKind.Function),
        ("true", TokenKind.True), ("false", TokenKind.False), ("null", TokenKind.Null),
    ];

    // Longer signs stand before those they begin with.
    private static readonly (string Text, TokenKind Kind, bool Wrong)[] Marks =
    [
        ("**", TokenKind.Power, false), ("..", TokenKind.Dots, false), ("->", TokenKind.Arrow, false),
        ("<=", TokenKind.LessOrEqual, false), (">=", TokenKind.GreaterOrEqual, false), ("!=", TokenKind.NotEqual, false),
        ("==", TokenKind.Equal, true), ("=<", TokenKind.LessOrEqual, true), ("=>", TokenKind.GreaterOrEqual, true), ("&&", TokenKind.And, true), ("||", TokenKind.Or, true),
        ("=", TokenKind.Equal, false), ("<", TokenKind.Less, false), (">", TokenKind.Greater, false),
        ("+", TokenKind.Plus, false), ("-", TokenKind.Minus, false), ("*", TokenKind.Star, false), ("/", TokenKind.Slash, false),
        (".", TokenKind.Dot, false), (",", TokenKind.Comma, false), (":", TokenKind.Colon, false), ("@", TokenKind.At, false),
        ("'", TokenKind.Apostrophe, false), ("\u2019", TokenKind.Apostrophe, false), ("\u2018", TokenKind.Apostrophe, false),
        ("(", TokenKind.OpenRound, false), (")", TokenKind.CloseRound, false), ("[", TokenKind.OpenSquare, false), ("]", TokenKind.CloseSquare, false),
        ("{", TokenKind.OpenCurly, false), ("}", TokenKind.CloseCurly, false),
        ("≤", TokenKind.LessOrEqual, true), ("≥", TokenKind.GreaterOrEqual, true), ("≠", TokenKind.NotEqual, true),
        ("\u2212", TokenKind.Minus, true), ("\u2013", TokenKind.Minus, true), ("\u2014", TokenKind.Minus, true),
        ("×", TokenKind.Star, true), ("÷", TokenKind.Slash, true), ("…", TokenKind.Dots, true), (";", TokenKind.Comma, true),
    ];

    private static readonly FrozenDictionary<string, TokenKind> Reserved = Words.ToFrozenDictionary(word => word.Text, word => word.Kind, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, TokenKind>.AlternateLookup<ReadOnlySpan<char>> ReservedSpans = Reserved.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenDictionary<TokenKind, string> Texts = Words.Concat(Marks.Where(mark => !mark.Wrong).DistinctBy(mark => mark.Kind).Select(mark => (mark.Text, mark.Kind)))
        .ToFrozenDictionary(sign => sign.Kind, sign => sign.Text);

    private static readonly FrozenDictionary<char, (string Text, TokenKind Kind, bool Wrong)[]> ByFirst = Marks.GroupBy(mark => mark.Text[0]).ToFrozenDictionary(group => group.Key, group => group.ToArray());

    /// <summary>The reserved word that a word is, or <see cref="TokenKind.Word"/>.</summary>
    public static TokenKind OfWord(ReadOnlySpan<char> word) => ReservedSpans.TryGetValue(word, out var kind) ? kind : TokenKind.Word;

    /// <summary>The reserved word that was meant by <c>AND</c> or <c>Then</c>.</summary>
    public static TokenKind OfCapitals(ReadOnlySpan<char> word)
    {
        Span<char> small = stackalloc char[9];
        return word.Length <= small.Length && word.ToLowerInvariant(small) is var length && length >= 0 ? OfWord(small[..length]) : TokenKind.Word;
    }

    public static bool TryAt(string text, int at, out Token token)
    {
        token = default;
        if (!ByFirst.TryGetValue(text[at], out var marks))
            return false;
        foreach (var mark in marks)
            if (string.CompareOrdinal(text, at, mark.Text, 0, mark.Text.Length) == 0)
            {
                token = new Token(mark.Kind, at, mark.Text.Length, mark.Wrong);
                return true;
            }
        return false;
    }

    /// <summary>How a sign or a reserved word is written.</summary>
    public static string? TextOf(TokenKind kind) => Texts.GetValueOrDefault(kind);
}
