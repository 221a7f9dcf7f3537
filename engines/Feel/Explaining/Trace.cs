using Entente.Feel.Checking;
using Entente.Feel.Syntax;

namespace Entente.Feel.Explaining;

/// <summary>What each part of a rule came to when it was evaluated once.</summary>
/// <example><c>Trace.Of(rule, [catches, party]).Of(node)</c> is the value of that part, the last one where it ran in a loop.</example>
public sealed class Trace
{
    private readonly Dictionary<Node, (Value Last, int Times)> values = new(ReferenceEqualityComparer.Instance);

    private Trace(Node tree) => Tree = tree;

    /// <summary>The rule.</summary>
    public Node Tree { get; }

    /// <summary>What the whole came to.</summary>
    public Outcome Outcome { get; private set; }

    /// <summary>Evaluates a rule and remembers what its parts came to.</summary>
    public static Trace Of(Checked rule, ReadOnlySpan<Value> inputs, Limits? limits = null) => Of(rule.Compile(traced: true), inputs, limits);

    /// <summary>Of an expression that was not checked.</summary>
    internal static Trace Of(Node tree, Scope scope, ReadOnlySpan<Value> inputs, Limits? limits) => Of(Rule.Dynamic(tree, scope, traced: true), inputs, limits);

    private static Trace Of(Rule rule, ReadOnlySpan<Value> inputs, Limits? limits)
    {
        var trace = new Trace(rule.Tree);
        var evaluation = rule.Open(limits, trace.See);
        evaluation.Set(inputs);
        trace.Outcome = evaluation.Run();
        return trace;
    }

    /// <summary>What a part came to; null when it was not needed, as the second half of <c>false and …</c>.</summary>
    public Value? Of(Node node) => values.TryGetValue(node, out var seen) ? seen.Last : null;

    /// <summary>How often a part was evaluated.</summary>
    public int TimesOf(Node node) => values.TryGetValue(node, out var seen) ? seen.Times : 0;

    private void See(Node node, Value value) => values[node] = (value, TimesOf(node) + 1);
}
