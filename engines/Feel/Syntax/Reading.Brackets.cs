namespace Entente.Feel.Syntax;

/// <summary>Brackets of all kinds, and the way back to their end after a mistake inside.</summary>
internal sealed partial class Reading
{
    // Whether what is read is the second end of a range, where "[" may close the range.
    private bool inRangeEnd;

    private readonly record struct Bracket(Token Opening, TokenKind Closing, bool WasInRangeEnd);

    private Bracket Open(TokenKind closing)
    {
        var bracket = new Bracket(Take(), closing, inRangeEnd);
        inRangeEnd = false;
        wanted.Push(closing);
        return bracket;
    }

    private void Close(Bracket bracket)
    {
        if (!TryTake(bracket.Closing))
            CloseBadly(bracket);
        Leave(bracket);
    }

    private void Leave(Bracket bracket)
    {
        wanted.Pop();
        inRangeEnd = bracket.WasInRangeEnd;
    }

    private void CloseBadly(Bracket bracket)
    {
        if (Now.Kind == TokenKind.End || Now.Closes)
            Report(Codes.UnclosedBracket, new Span(LastEnd, 0), [Signs.TextOf(bracket.Closing)!, Excerpt.Of(text, bracket.Opening.Start)], Signs.TextOf(bracket.Closing));
        else
            ReportLeftover();
        do
            SkipToSeparator();
        while (TryTake(TokenKind.Comma));
        if (Now.Closes && (Now.Kind == bracket.Closing || !WantedFurtherOut(Now.Kind)))
            Take();
    }

    private bool WantedFurtherOut(TokenKind kind)
    {
        Steps += wanted.Count;
        return wanted.Skip(1).Contains(kind);
    }

    /// <summary>After a mistake: to the next comma or closing bracket of this bracket.</summary>
    private void SkipToSeparator()
    {
        var depth = 0;
        for (; Now.Kind != TokenKind.End; at++)
        {
            if (depth == 0 && (Now.Closes || Now.Kind == TokenKind.Comma))
                return;
            depth += tokens[at].Opens ? 1 : tokens[at].Closes ? -1 : 0;
        }
    }

    /// <summary>Parts between commas, up to the closing bracket; the first may have been read before it was known to be one of several.</summary>
    private List<T> Parts<T>(Bracket bracket, Func<T> part, T? first = null)
        where T : class
    {
        var parts = new List<T>();
        if (first is not null || Now.Kind != bracket.Closing)
            do
            {
                parts.Add(first ?? part());
                first = null;
                if (Now.Kind is TokenKind.Comma or TokenKind.End || Now.Closes)
                    continue;
                ReportLeftover();
                SkipToSeparator();
            }
            while (TryTake(TokenKind.Comma));
        Close(bracket);
        return parts;
    }

    /// <summary><c>(a + b)</c>, <c>(1..2)</c> or <c>(&lt; 5)</c></summary>
    private Node Round()
    {
        var start = Now.Start;
        var bracket = Open(TokenKind.CloseRound);
        if (Comparison(Now.Kind) is { } comparison)
        {
            Take();
            var than = Operators(Level.Sum);
            Close(bracket);
            return new ComparisonRange(comparison, than) { At = Since(start) };
        }
        var inside = Expression();
        if (Now.Kind == TokenKind.Dots)
            return RangeFrom(start, bracket, closed: false, inside);
        if (Now.Kind == TokenKind.Comma && !IsDecimalComma())
            return RoundList(start, bracket, inside);
        Close(bracket);
        return inside;
    }

    /// <summary><c>("PS", "LL")</c>, where a list was meant.</summary>
    private ListLiteral RoundList(int start, Bracket bracket, Node first)
    {
        var items = Parts(bracket, Expression, first);
        var place = Since(start);
        if (tokens[at - 1].Kind == TokenKind.CloseRound)
            Report(Codes.RoundList, place, [Excerpt.Of(text, start, place.End)], $"[{text[(start + 1)..(place.End - 1)]}]");
        return new ListLiteral([.. items]) { At = place };
    }

    /// <summary><c>[1, 2]</c> or <c>[1..2]</c></summary>
    private Node Square()
    {
        var start = Now.Start;
        var bracket = Open(TokenKind.CloseSquare);
        Node? range = null;
        var first = Now.Kind == TokenKind.CloseSquare && !TurnsHere() ? null : Expression();
        if (first is not null && Now.Kind == TokenKind.Dots)
            range = RangeFrom(start, bracket, closed: true, first);
        return range ?? new ListLiteral([.. Parts(bracket, Expression, first)]) { At = Since(start) };
    }

    /// <summary>Whether <c>]</c> after <c>[</c> opens a range. In <c>[] - 1</c> and <c>[](x)</c> it closes an empty list.</summary>
    private bool TurnsHere() => After.StartsOperand && After.Kind is not (TokenKind.Minus or TokenKind.OpenRound or TokenKind.OpenSquare);

    /// <summary><c>]1..2]</c></summary>
    private Node TurnedSquare()
    {
        if (!After.StartsOperand)
            return Missing(Codes.ValueMissing, [TextOf(Now)]);
        var start = Now.Start;
        var bracket = Open(TokenKind.CloseSquare);
        var first = Expression();
        if (Now.Kind == TokenKind.Dots)
            return RangeFrom(start, bracket, closed: false, first);
        Expect(TokenKind.Dots);
        Close(bracket);
        return first;
    }

    private RangeLiteral RangeFrom(int start, Bracket bracket, bool closed, Node first)
    {
        Take();
        inRangeEnd = true;
        var end = Expression();
        var closing = Now.Kind;
        if (closing is TokenKind.CloseRound or TokenKind.CloseSquare or TokenKind.OpenSquare)
            Take();
        else
            CloseBadly(bracket);
        Leave(bracket);
        return new RangeLiteral(closed, first, end, closing == TokenKind.CloseSquare) { At = Since(start) };
    }

    /// <summary>Whether <c>[</c> begins a filter. After the second end of a range it may close the range instead: then no condition follows it.</summary>
    private bool IsFilter() => Now.Kind == TokenKind.OpenSquare && (!inRangeEnd || After.StartsOperand);
}
