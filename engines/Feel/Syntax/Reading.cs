using System.Runtime.CompilerServices;

namespace Entente.Feel.Syntax;

/// <summary>
/// One reading of a text. It only goes forward: a token that was taken is not looked at again, and what is looked at ahead is part of one name.
/// This part holds the place, the findings and the way back after one.
/// </summary>
internal sealed partial class Reading(string text, Token[] tokens, Names names)
{
    private readonly Stack<TokenKind> wanted = [];
    private int at;
    private int nesting;
    private int lastReport = -1;
    private bool stopped;
    private bool incomplete;

    /// <summary>What is wrong, apart from what the lexer said.</summary>
    public Findings Findings { get; } = new();

    /// <summary>How many tokens were looked at, counting each look.</summary>
    public int Steps { get; private set; }

    private Token Now
    {
        get
        {
            Steps++;
            return tokens[at];
        }
    }

    private Token After => tokens[Math.Min(at + 1, tokens.Length - 1)];

    private int LastEnd => at == 0 ? 0 : tokens[at - 1].End;

    /// <summary>The whole text as an expression; null when a part is missing.</summary>
    public Node? All() => Whole(Expression);

    private Node? Whole(Func<Node> read)
    {
        if (Now.Kind == TokenKind.End)
        {
            Report(Codes.Empty, new Span(0, text.Length), []);
            return null;
        }
        var node = read();
        if (Now.Kind != TokenKind.End)
            ReportLeftover();
        return incomplete ? null : node;
    }

    private Token Take()
    {
        var token = Now;
        if (token.Wrong && token.Kind == TokenKind.Text)
            Repair(Codes.WrongSign, token.At, TextOf(token), "\"", $"\"{text[(token.Start + 1)..Math.Max(token.Start + 1, token.End - 1)]}\"");
        else if (token.Wrong)
            Repair(Codes.WrongSign, token.At, TextOf(token), Signs.TextOf(token.Kind)!);
        if (token.Kind != TokenKind.End)
            at++;
        return token;
    }

    private bool TryTake(TokenKind kind)
    {
        if (Meant(Now) != kind)
            return false;
        TakeWord(kind);
        return true;
    }

    /// <summary>A reserved word in capitals counts as that word where only such a word can stand.</summary>
    private TokenKind Meant(Token token) => token.Kind == TokenKind.Word ? Signs.OfCapitals(text.AsSpan(token.Start, token.Length)) : token.Kind;

    private void TakeWord(TokenKind meant)
    {
        var token = Take();
        if (token.Kind != meant)
            Repair(Codes.SmallLetters, token.At, TextOf(token), Signs.TextOf(meant)!);
    }

    private void Expect(TokenKind kind)
    {
        if (!TryTake(kind))
            Report(Codes.Expected(kind), new Span(LastEnd, 0), [TextOf(Now)], kind is >= TokenKind.If and <= TokenKind.Null ? " " + Signs.TextOf(kind) : Signs.TextOf(kind));
    }

    private string TextOf(Token token) => Excerpt.Of(text, token.Start, token.End);

    private Span Since(int start) => new(start, Math.Max(0, LastEnd - start));

    /// <summary>Says what is wrong here, once for a token, since what follows from it helps nobody.</summary>
    private void Report(string code, Span place, Seq<string> facts, string? suggestion = null)
    {
        incomplete = true;
        if (!stopped && lastReport != at)
            Findings.Add(code, place, facts, suggestion);
        lastReport = at;
    }

    /// <summary>Says what is wrong where the cure is certain, so that reading goes on as if it had been written well.</summary>
    private void Repair(string code, Span place, string seen, string meant, string? suggestion = null)
    {
        if (!stopped)
            Findings.Add(code, place, [seen, meant], suggestion ?? meant);
    }

    private NullLiteral Missing() => new() { At = new Span(Now.Start, 0) };

    private NullLiteral Missing(string code, Seq<string> facts, string? suggestion = null)
    {
        Report(code, Now.At, facts, suggestion);
        return Missing();
    }

    /// <summary>Deeper than this nobody writes, and a stack would not hold it: the rest of the text is left.</summary>
    private bool TooDeep()
    {
        if (nesting <= Parser.MostNesting && RuntimeHelpers.TryEnsureSufficientExecutionStack())
            return false;
        Report(Codes.TooDeep, Now.At, [$"{Parser.MostNesting}"]);
        stopped = true;
        at = tokens.Length - 1;
        return true;
    }

    private void ReportLeftover()
    {
        var token = Now;
        var found = TextOf(token);
        if (token.Closes)
            Report(Codes.UnexpectedBracket, token.At, [found], "");
        else if (IsDecimalComma())
            Report(Codes.DecimalComma, new Span(tokens[at - 1].Start, After.End - tokens[at - 1].Start), [text[tokens[at - 1].Start..After.End]], $"{TextOf(tokens[at - 1])}.{TextOf(After)}");
        else if (token.Kind == TokenKind.Unknown)
            Report(Codes.UnknownCharacter, token.At, [found]);
        else if (token.StartsOperand && at > 0)
            Report(Codes.TwoValues, token.At, [TextOf(tokens[at - 1]), found]);
        else
            Report(Codes.Unexpected, token.At, [found]);
    }

    private bool IsDecimalComma() => Now.Kind == TokenKind.Comma && at > 0 && tokens[at - 1] is { Kind: TokenKind.Number } before && before.End == Now.Start && After.Kind == TokenKind.Number && After.Start == Now.End;
}
