namespace Entente.Feel.Syntax;

/// <summary>How closely operators bind, from the loosest.</summary>
internal static class Level
{
    public const int None = 0;
    public const int Or = 1;
    public const int And = 2;
    public const int Comparison = 3;
    public const int Sum = 4;
    public const int Product = 5;
    public const int Power = 6;
    public const int Negation = 7;
    public const int Instance = 8;
    public const int Postfix = 9;

    public static int Of(TokenKind kind) => kind switch
    {
        TokenKind.Or => Or,
        TokenKind.And => And,
        TokenKind.In or TokenKind.Between or (>= TokenKind.Equal and <= TokenKind.GreaterOrEqual) => Comparison,
        TokenKind.Plus or TokenKind.Minus => Sum,
        TokenKind.Star or TokenKind.Slash => Product,
        TokenKind.Power => Power,
        _ => None,
    };

    public static int Of(Operator @operator) => @operator switch
    {
        Operator.Or => Or,
        Operator.And => And,
        Operator.Add or Operator.Subtract => Sum,
        Operator.Multiply or Operator.Divide => Product,
        Operator.Power => Power,
        _ => Comparison,
    };
}

/// <summary>Operators. Chains such as <c>a + b + c</c> are read in a loop, so only brackets make it go deeper.</summary>
internal sealed partial class Reading
{
    private Node Expression() => Operators(Level.Or);

    private Node Operators(int least)
    {
        var start = Now.Start;
        return Climb(start, Prefix(), least);
    }

    private Node Climb(int start, Node left, int least)
    {
        while (true)
        {
            var kind = Meant(Now);
            var level = Level.Of(kind);
            if (level == Level.None || level < least)
                return left;
            left = kind switch
            {
                TokenKind.Between => Between(start, left),
                TokenKind.In => In(start, left),
                _ => Binary(start, left, kind, level),
            };
        }
    }

    private Binary Binary(int start, Node left, TokenKind kind, int level)
    {
        var @operator = TakeOperator(kind);
        var right = Operators(level + 1);
        var binary = new Binary(@operator, left, right) { At = Since(start) };
        // In "(a < b) < c" the left one begins after the bracket.
        if (Orders(@operator) && left is Binary { At: var inner } before && inner.Start == start && Orders(before.Operator))
            Report(Codes.ChainedComparison, binary.At, [TextAt(binary.At)], $"{TextAt(before.At)} and {TextAt(before.Right.At)} {Signs.TextOf(kind)} {TextAt(right.At)}");
        return binary;
    }

    private Operator TakeOperator(TokenKind kind)
    {
        var sign = Now;
        if (kind == TokenKind.Less && After.Kind == TokenKind.Greater && After.Start == sign.End)
        {
            at += 2;
            Repair(Codes.WrongSign, new Span(sign.Start, 2), "<>", "!=");
            return Operator.NotEqual;
        }
        TakeWord(kind);
        return kind switch
        {
            TokenKind.Or => Operator.Or,
            TokenKind.And => Operator.And,
            TokenKind.Plus => Operator.Add,
            TokenKind.Minus => Operator.Subtract,
            TokenKind.Star => Operator.Multiply,
            TokenKind.Slash => Operator.Divide,
            TokenKind.Power => Operator.Power,
            _ => Comparison(kind)!.Value,
        };
    }

    private static Operator? Comparison(TokenKind kind) => kind switch
    {
        TokenKind.Equal => Operator.Equal,
        TokenKind.NotEqual => Operator.NotEqual,
        TokenKind.Less => Operator.Less,
        TokenKind.LessOrEqual => Operator.LessOrEqual,
        TokenKind.Greater => Operator.Greater,
        TokenKind.GreaterOrEqual => Operator.GreaterOrEqual,
        _ => null,
    };

    private static bool Orders(Operator @operator) => @operator is >= Operator.Less and <= Operator.GreaterOrEqual;

    private string TextAt(Span span) => text.Substring(span.Start, span.Length);

    private Between Between(int start, Node of)
    {
        TakeWord(TokenKind.Between);
        var low = Operators(Level.Sum);
        Expect(TokenKind.And);
        var high = Operators(Level.Sum);
        return new Between(of, low, high) { At = Since(start) };
    }

    private Node Prefix()
    {
        nesting++;
        var node = TooDeep() ? Missing() : Now.Kind == TokenKind.Minus ? Minus() : Postfixes(Now.Start, Operand());
        nesting--;
        return node;
    }

    /// <summary>A sign that touches a number belongs to it, as in the grammar of numbers.</summary>
    private Node Minus()
    {
        var sign = Take();
        if (Now.Kind == TokenKind.Number && Now.Start == sign.End)
            return Postfixes(sign.Start, NumberFrom(sign.Start));
        var of = Prefix();
        return new Negation(of) { At = Since(sign.Start) };
    }

    private Node Postfixes(int start, Node node)
    {
        while (true)
        {
            if (Now.Kind == TokenKind.Dot)
                node = Path(start, node);
            else if (Now.Kind == TokenKind.OpenRound)
                node = Call(start, node);
            else if (IsFilter())
                node = Filter(start, node);
            else
                break;
        }
        while (TryTake(TokenKind.Instance))
        {
            TakeOf();
            var type = Type();
            node = new InstanceOf(node, type) { At = Since(start) };
        }
        return node;
    }

    private void TakeOf()
    {
        if (Now.Kind == TokenKind.Word && text.AsSpan(Now.Start, Now.Length).Equals("of", StringComparison.OrdinalIgnoreCase))
            Take();
        else
            Report("expected-of", new Span(LastEnd, 0), [TextOf(Now)], " of");
    }
}
