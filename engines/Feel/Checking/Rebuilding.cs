using Entente.Feel.Syntax;
using Path = Entente.Feel.Syntax.Path;

namespace Entente.Feel.Checking;

/// <summary>Makes trees out of trees.</summary>
internal static class Rebuilding
{
    /// <summary>The same node with other children; the node itself when none changed.</summary>
    public static Node WithChildren(this Node node, Func<Node, Node> of)
    {
        var changed = false;
        Node Of(Node child)
        {
            var made = of(child);
            changed |= !ReferenceEquals(made, child);
            return made;
        }
        var copy = Copy(node, Of);
        return changed ? copy : node;
    }

    private static Node Copy(Node node, Func<Node, Node> of) => node switch
    {
        Path path => path with { Of = of(path.Of) },
        Filter filter => filter with { List = of(filter.List), Condition = of(filter.Condition) },
        Call call => call with { Function = of(call.Function), Arguments = [.. call.Arguments.Select(a => a with { Value = of(a.Value) })] },
        Negation negation => negation with { Of = of(negation.Of) },
        Binary binary => binary with { Left = of(binary.Left), Right = of(binary.Right) },
        Between between => between with { Of = of(between.Of), Low = of(between.Low), High = of(between.High) },
        In @in => @in with { Of = of(@in.Of), Tests = Copy(@in.Tests, of) },
        InstanceOf instance => instance with { Of = of(instance.Of) },
        If choice => choice with { Condition = of(choice.Condition), Then = of(choice.Then), Else = of(choice.Else) },
        For loop => loop with { Iterations = Copy(loop.Iterations, of), Body = of(loop.Body) },
        Quantified quantified => quantified with { Iterations = Copy(quantified.Iterations, of), Condition = of(quantified.Condition) },
        ListLiteral list => list with { Items = [.. list.Items.Select(of)] },
        ContextLiteral context => context with { Entries = [.. context.Entries.Select(e => e with { Value = of(e.Value) })] },
        RangeLiteral range => range with { Start = of(range.Start), End = of(range.End) },
        ComparisonRange range => range with { Than = of(range.Than) },
        FunctionLiteral function => function with { Body = of(function.Body) },
        UnaryTests tests => tests with { Tests = Copy(tests.Tests, of) },
        _ => node,
    };

    private static Seq<Test> Copy(Seq<Test> tests, Func<Node, Node> of) => [.. tests.Select(test => (Test)(test switch
    {
        ComparisonTest comparison => comparison with { Than = of(comparison.Than) },
        ExpressionTest expression => expression with { Expression = of(expression.Expression) },
        _ => test,
    }))];

    private static Seq<Iteration> Copy(Seq<Iteration> iterations, Func<Node, Node> of) =>
        [.. iterations.Select(i => i with { In = of(i.In), To = i.To is null ? null : of(i.To) })];

    /// <summary>The same with another name in the place of one.</summary>
    public static Node Renamed(this Node node, string from, string to) =>
        node is Name name ? name.Text == from ? name with { Text = to } : name : node.WithChildren(child => child.Renamed(from, to));

    /// <summary>The parts of <c>a and b and c</c>, or of <c>a or b or c</c>.</summary>
    public static IEnumerable<Node> Parts(this Node node, Operator word) =>
        node is Binary binary && binary.Operator == word ? binary.Left.Parts(word).Concat(binary.Right.Parts(word)) : [node];

    /// <summary>All of them joined; null for none.</summary>
    public static Node? Joined(this IEnumerable<Node> parts, Operator word) =>
        parts.Aggregate((Node?)null, (all, part) => all is null ? part : new Binary(word, all, part) { At = Span.Across(all.At, part.At) });
}
