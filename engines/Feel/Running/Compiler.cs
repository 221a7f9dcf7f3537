using System.Runtime.CompilerServices;
using Path = Entente.Feel.Syntax.Path;
using Entente.Feel.Checking;
using Entente.Feel.Syntax;

namespace Entente.Feel.Running;

/// <summary>Makes delegates of a tree. One compiler compiles one rule.</summary>
internal sealed partial class Compiler(Scope scope, bool traced, Func<Node, FeelType>? typeOf)
{
    // So many nodes within nodes use little of a stack; then it is looked at again.
    private const int Stride = 24;

    private Layout layout = new(null);
    private int depth;
    private int nodes;

    public (Code Root, int FrameSize, int Weight) Compile(Node tree)
    {
        foreach (var (name, _) in scope.Names)
            layout.Bind(name);
        var root = Code(tree);
        return (root, layout.Size, nodes);
    }

    private Code Code(Node node)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            return Running.Code.Of(node, e => e.Halt("too-deep", node.At, Words.Of(depth)));
        nodes++;
        depth++;
        var code = Plain(node);
        if (traced)
            code = Watched(node, code.Step);
        else if (depth % Stride == 0 && code.Constant is null)
            code = Guarded(node, code.Step);
        depth--;
        return code;
    }

    private Code Plain(Node node) => node switch
    {
        NumberLiteral number => Always(node, Value.Of(number.Value)),
        TextLiteral text => Always(node, Value.Of(text.Text)),
        BooleanLiteral boolean => Always(node, Value.Of(boolean.Value)),
        NullLiteral => Always(node, default),
        Built built => Always(node, built.Value),
        AtLiteral at => Always(node, Literals.Read(at.Text) ?? Failed("wrong-literal", node, at.Text, "temporal")),
        Name name => NameCode(name),
        Path path => PathCode(path),
        Filter filter => FilterCode(filter),
        Call call => CallCode(call),
        Negation negation => NegationCode(negation),
        Binary binary => BinaryCode(binary),
        Between between => BetweenCode(between),
        In within => InCode(within),
        InstanceOf instance => InstanceCode(instance),
        If branch => IfCode(branch),
        For loop => ForCode(loop),
        Quantified quantified => QuantifiedCode(quantified),
        ListLiteral list => ListCode(list),
        ContextLiteral context => ContextCode(context),
        RangeLiteral range => RangeCode(range),
        ComparisonRange range => ComparisonRangeCode(range),
        FunctionLiteral function => FunctionCode(function, null),
        UnaryTests tests => CellCode(tests),
        _ => throw new ArgumentException($"{node.GetType().Name} is no node of the language.", nameof(node)),
    };

    private static Code Always(Node node, in Value value) => Running.Code.Always(node, value);

    private static Value Failed(string code, Node node, params ReadOnlySpan<string> facts) =>
        Value.Failed(new Finding(code, node.At, Seq.Of(facts)));

    private static Code Watched(Node node, Step step) => Running.Code.Of(node, e =>
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            return e.Halt("too-deep", node.At, Words.Of(e.Limits.Depth));
        var value = step(e);
        e.Watch?.Invoke(node, value);
        return value;
    });

    private static Code Guarded(Node node, Step step) => Running.Code.Of(node, (Step)(e =>
        RuntimeHelpers.TryEnsureSufficientExecutionStack() ? step(e) : e.Halt("too-deep", node.At, Words.Of(e.Limits.Depth))));

    private Code IfCode(If branch)
    {
        var condition = Code(branch.Condition).Condition;
        var (then, otherwise) = (Code(branch.Then).Step, Code(branch.Else).Step);
        return Running.Code.Of(branch, e =>
        {
            var truth = condition(e);
            if (truth == Truth.Unknown)
                e.PassOver(e.Problem);
            return truth == Truth.True ? then(e) : otherwise(e);
        });
    }

    /// <summary>Compiles something that runs once for each turn of a loop, and says how many steps a turn costs.</summary>
    private (T Made, int Weight) Weighed<T>(Func<T> make)
    {
        var before = nodes;
        var made = make();
        return (made, nodes - before + 1);
    }}
