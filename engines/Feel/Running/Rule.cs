using Entente.Feel.Checking;
using Entente.Feel.Running;
using Entente.Feel.Syntax;

namespace Entente.Feel;

/// <summary>An expression compiled to delegates: immutable, shared by threads.</summary>
/// <example><c>Rule.Dynamic(tree, scope).Evaluate([Value.Of(12)])</c></example>
public sealed partial class Rule
{
    private Rule(Node tree, Scope scope, bool traced, Func<Node, FeelType>? typeOf)
    {
        Tree = tree;
        Inputs = scope.Names.Count;
        (var root, FrameSize, Weight) = new Compiler(scope, traced, typeOf).Compile(tree);
        (Root, Test) = (root.Step, root.IsCondition ? root.Condition : null);
        IsTraced = traced;
    }

    /// <summary>What was compiled.</summary>
    public Node Tree { get; }

    /// <summary>Whether an evaluation can be watched node by node.</summary>
    public bool IsTraced { get; }

    internal Step Root { get; }

    /// <summary>The same for a rule that decides, without making a value of it.</summary>
    internal Condition? Test { get; }

    internal int FrameSize { get; }

    internal int Weight { get; }

    internal int Inputs { get; }

    /// <summary>
    /// A rule of an expression of which nothing was checked: whatever is wrong with it shows while it runs, as a problem of the outcome.
    /// </summary>
    /// <param name="tree">The expression.</param>
    /// <param name="scope">The names it may use.</param>
    /// <param name="traced">Whether it can be watched; that costs speed and changes no value.</param>
    public static Rule Dynamic(Node tree, Scope scope, bool traced = false) => new(tree, scope, traced, null);

    /// <summary>Reads an expression and checks it.</summary>
    /// <example><c>Rule.Check("weight_kg &gt; 0", scope).Compile()</c></example>
    public static Checked Check(string text, Scope scope) => Checker.Check(text, scope);

    /// <exception cref="InvalidOperationException">There are findings.</exception>
    internal static Rule Of(Checked read, bool traced) => read.Findings.Count == 0
        ? new(read.Tree, read.Scope, traced, read.TypeOf)
        : throw new InvalidOperationException($"The expression has findings, the first is {read.Findings[0].Code}.");

    /// <summary>Evaluates it once.</summary>
    /// <param name="slots">The values of the scope's names, in its order; those left out are null.</param>
    /// <param name="limits">What it may use; null for the usual.</param>
    /// <exception cref="OperationCanceledException">The token of the limits was cancelled.</exception>
    public Outcome Evaluate(ReadOnlySpan<Value> slots, Limits? limits = null)
    {
        var evaluation = Open(limits);
        evaluation.Set(slots);
        return evaluation.Run();
    }

    /// <summary>Evaluates it as a part of another evaluation, within the limits of that one: for functions made outside that call rules.</summary>
    public Value Evaluate(ReadOnlySpan<Value> slots, Evaluation within)
    {
        if (slots.Length > Inputs)
            throw new ArgumentException("There are more values than names in the scope.", nameof(slots));
        if (!within.Spend(Weight) || !within.Enter(Tree.At))
            return within.Halted;
        var (outer, frame) = (within.Frame, new Value[FrameSize]);
        slots.CopyTo(frame);
        within.Frame = frame;
        var value = Root(within);
        within.Frame = outer;
        within.Leave();
        return value;
    }

    /// <summary>Something that evaluates it again and again, on one thread.</summary>
    /// <param name="limits">What each run may use; null for the usual.</param>
    /// <param name="watch">Told the value of every node in the order of evaluation; only by a traced rule.</param>
    public Evaluation Open(Limits? limits = null, Action<Node, Value>? watch = null) => new(this, limits ?? Limits.Default, watch);
}
