namespace Entente.Feel.Syntax;

internal enum TokenKind : byte
{
    End,
    Word,
    Number,
    Text,
    At,
    Unknown,

    // Reserved words.
    If, Then, Else, For, In, Return, Some, Every, Satisfies, And, Or, Between, Instance, Function, True, False, Null,

    // Signs.
    Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual, Plus, Minus, Star, Slash, Power,
    Dot, Dots, Comma, Colon, Arrow, Apostrophe,
    OpenRound, CloseRound, OpenSquare, CloseSquare, OpenCurly, CloseCurly,
}

/// <param name="Wrong">Whether it was written with a sign of other languages, such as <c>==</c> or <c>≤</c>.</param>
internal readonly record struct Token(TokenKind Kind, int Start, int Length, bool Wrong = false)
{
    public int End => Start + Length;

    public Span At => new(Start, Length);

    public bool IsReserved => Kind is >= TokenKind.If and <= TokenKind.Null;

    /// <summary>What a name may go on with after its first word.</summary>
    public bool ContinuesName => IsReserved || Kind is TokenKind.Word or TokenKind.Number or TokenKind.Unknown
        or TokenKind.Plus or TokenKind.Minus or TokenKind.Star or TokenKind.Slash or TokenKind.Power or TokenKind.Dot or TokenKind.Apostrophe;

    public bool Opens => Kind is TokenKind.OpenRound or TokenKind.OpenSquare or TokenKind.OpenCurly;

    public bool Closes => Kind is TokenKind.CloseRound or TokenKind.CloseSquare or TokenKind.CloseCurly;

    /// <summary>Whether an operand can begin here. <c>]</c> is left out: whether it opens a range is seen by what follows.</summary>
    public bool StartsOperand => Kind is TokenKind.Word or TokenKind.Number or TokenKind.Text or TokenKind.At or TokenKind.Apostrophe or TokenKind.Minus
        or TokenKind.If or TokenKind.For or TokenKind.Some or TokenKind.Every or TokenKind.Function or TokenKind.True or TokenKind.False or TokenKind.Null || Opens;
}
