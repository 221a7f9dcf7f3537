namespace Entente.Feel.Syntax;

/// <summary>The cells of decision tables, and what follows <c>in</c>.</summary>
internal sealed partial class Reading
{
    /// <summary>The whole text as <c>not(…)</c>; null when it is not that.</summary>
    public Node? NegatedTests() => Whole(() =>
    {
        Take();
        if (Now.Kind != TokenKind.OpenRound)
            return Missing(Codes.Expected(TokenKind.OpenRound), []);
        var tests = Parts(Open(TokenKind.CloseRound), Test);
        return new UnaryTests(true, [.. tests]) { At = Since(0) };
    });

    /// <summary>The whole text as tests between commas.</summary>
    public Node? Tests() => Whole(() =>
    {
        var start = Now.Start;
        var tests = new List<Test>();
        do
            tests.Add(Test());
        while (TryTake(TokenKind.Comma));
        return new UnaryTests(false, [.. tests]) { At = Since(start) };
    });

    private Test Test() => Test(Expression);

    private Test Test(Func<Node> expression)
    {
        var start = Now.Start;
        if (Comparison(Now.Kind) is { } comparison)
        {
            TakeOperator(Now.Kind);
            return new ComparisonTest(comparison, Operators(Level.Sum)) { At = Since(start) };
        }
        if (Now.Kind == TokenKind.Minus && After.Kind is TokenKind.End or TokenKind.Comma or TokenKind.CloseRound)
        {
            Take();
            return new AnyTest { At = Since(start) };
        }
        return new ExpressionTest(expression()) { At = Since(start) };
    }

    private In In(int start, Node of)
    {
        TakeWord(TokenKind.In);
        List<Test> tests = Now.Kind == TokenKind.OpenRound ? RoundTests() : [Test(() => Operators(Level.Sum))];
        return new In(of, [.. tests]) { At = Since(start) };
    }

    /// <summary>
    /// After <c>in (</c>. A single expression in brackets may be only the beginning, as in <c>x in (a).b</c>, and so may a range: <c>x in (1..5]</c>.
    /// </summary>
    private List<Test> RoundTests()
    {
        var start = Now.Start;
        var bracket = Open(TokenKind.CloseRound);
        var first = Test();
        if (first is ExpressionTest range && Now.Kind == TokenKind.Dots)
            return [GoneOn(start, RangeFrom(start, bracket, closed: false, range.Expression))];
        var tests = Parts(bracket, Test, first);
        return tests is [ExpressionTest only] ? [GoneOn(start, only.Expression)] : tests;
    }

    private ExpressionTest GoneOn(int start, Node beginning) =>
        new(Climb(start, Postfixes(start, beginning), Level.Sum)) { At = Since(start) };
}
