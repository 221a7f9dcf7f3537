namespace Entente.Feel.Syntax;

/// <summary>Ways through a tree that need no recursion.</summary>
public static class Walking
{
    /// <summary>The expressions directly below this one, in the order of the text.</summary>
    public static IEnumerable<Node> Children(this Node node) => node switch
    {
        Path path => [path.Of],
        Filter filter => [filter.List, filter.Condition],
        Call call => call.Arguments.Select(argument => argument.Value).Prepend(call.Function),
        Negation negation => [negation.Of],
        Binary binary => [binary.Left, binary.Right],
        Between between => [between.Of, between.Low, between.High],
        In @in => @in.Tests.SelectMany(Children).Prepend(@in.Of),
        InstanceOf instance => [instance.Of],
        If @if => [@if.Condition, @if.Then, @if.Else],
        For @for => @for.Iterations.SelectMany(Children).Append(@for.Body),
        Quantified quantified => quantified.Iterations.SelectMany(Children).Append(quantified.Condition),
        ListLiteral list => list.Items,
        ContextLiteral context => context.Entries.Select(entry => entry.Value),
        RangeLiteral range => [range.Start, range.End],
        ComparisonRange range => [range.Than],
        FunctionLiteral function => [function.Body],
        UnaryTests tests => tests.Tests.SelectMany(Children),
        _ => [],
    };

    /// <summary>This expression and all below it, each before those it holds.</summary>
    public static IEnumerable<Node> Walk(this Node node)
    {
        var waiting = new Stack<Node>([node]);
        while (waiting.TryPop(out var next))
        {
            yield return next;
            foreach (var child in next.Children().Reverse())
                waiting.Push(child);
        }
    }

    /// <summary>Where a tree first goes higher than allowed, or null.</summary>
    internal static Span? PlaceAbove(this Node node, int height)
    {
        var waiting = new Stack<(Node Node, int Height)>([(node, 1)]);
        while (waiting.TryPop(out var next))
        {
            if (next.Height > height)
                return next.Node.At;
            foreach (var child in next.Node.Children())
                waiting.Push((child, next.Height + 1));
        }
        return null;
    }

    private static IEnumerable<Node> Children(Test test) => test switch
    {
        ComparisonTest comparison => [comparison.Than],
        ExpressionTest expression => [expression.Expression],
        _ => [],
    };

    private static IEnumerable<Node> Children(Iteration iteration) => iteration.To is null ? [iteration.In] : [iteration.In, iteration.To];
}
