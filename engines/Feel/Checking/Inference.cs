using Entente.Feel.Syntax;
using Path = Entente.Feel.Syntax.Path;
using static Entente.Feel.Checking.FeelType;

namespace Entente.Feel.Checking;

/// <summary>Goes through a tree once: finds the type of every node, what every name stands for, and what is wrong.</summary>
internal sealed partial class Inference(Scope scope)
{
    private readonly Dictionary<Node, FeelType> types = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Node, Binding> bindings = new(ReferenceEqualityComparer.Instance);
    private readonly List<Finding> findings = [];
    private Frame? frame;

    public IReadOnlyList<Finding> Findings => [.. findings.OrderBy(f => f.At.Start)];

    public FeelType? TypeOf(Node node) => types.GetValueOrDefault(node);

    /// <summary>What a name of the tree stands for.</summary>
    public Binding? BindingOf(Node name) => bindings.GetValueOrDefault(name);

    public FeelType Of(Node node) => types[node] = node switch
    {
        NumberLiteral => Number,
        TextLiteral => Text,
        BooleanLiteral => FeelType.Boolean,
        NullLiteral => Null,
        AtLiteral at => AtLiteral(at),
        Name name => NameOf(name),
        Path path => PathOf(path),
        Filter filter => FilterOf(filter),
        Call call => CallOf(call),
        Negation negation => NegationOf(negation),
        Binary binary => BinaryOf(binary),
        Between between => BetweenOf(between),
        In @in => InOf(@in),
        InstanceOf instance => InstanceOf(instance),
        If choice => IfOf(choice),
        For loop => ForOf(loop),
        Quantified quantified => QuantifiedOf(quantified),
        ListLiteral list => new ListType(list.Items.Aggregate(Null, (type, item) => Types.Join(type, Of(item)))),
        ContextLiteral context => ContextOf(context),
        RangeLiteral range => RangeOf(range),
        ComparisonRange comparison => new RangeType(ThanOf(comparison.Operator, comparison.Than)),
        FunctionLiteral function => FunctionOf(function, null),
        UnaryTests tests => UnaryTestsOf(tests),
        _ => Any,
    };

    private void Report(string code, Span at, Seq<string> facts, string? suggestion = null) => findings.Add(new Finding(code, at, facts, suggestion));

    // What stands inside a frame sees its names.
    private FeelType Within(Frame inner, Node node)
    {
        var outer = frame;
        frame = inner;
        try
        {
            return Of(node);
        }
        finally
        {
            frame = outer;
        }
    }

    private FeelType InstanceOf(InstanceOf instance)
    {
        Of(instance.Of);
        Read(instance.Type);
        return FeelType.Boolean;
    }

    private FeelType Read(TypeNode written)
    {
        var unknown = new List<NamedTypeNode>();
        var type = TypeReader.Read(written, scope, unknown);
        foreach (var name in unknown)
            Report("unknown-type", name.At, [name.Name], Nearest.To(name.Name, TypeReader.Names(scope)));
        return type;
    }

    private ContextType ContextOf(ContextLiteral context)
    {
        var outer = frame;
        var members = new List<(string Name, FeelType Type)>();
        foreach (var entry in context.Entries)
        {
            var type = Of(entry.Value);
            if (members.Any(m => m.Name == entry.Key))
                Report("duplicate-key", entry.Value.At, [entry.Key]);
            else
                members.Add((entry.Key, type));
            frame = new LocalFrame(frame, entry.Key, type, context);
        }
        frame = outer;
        return new ContextType([.. members]);
    }

    private RangeType RangeOf(RangeLiteral range)
    {
        var (start, end) = (Of(range.Start), Of(range.End));
        if (!Types.Ordered(start, end))
            Report("range-ends", range.At, [start.Key, end.Key]);
        else if (Constant.Order(range.Start, range.End) > 0)
            Report("empty-range", range.At, []);
        return new RangeType(Types.Join(start, end));
    }

    /// <summary>The types of parameters that are not written come from where the function is used.</summary>
    private FunctionType FunctionOf(FunctionLiteral function, Seq<FeelType>? expected)
    {
        var parameters = new FeelType[function.Parameters.Count];
        var inner = frame;
        for (var i = 0; i < parameters.Length; i++)
        {
            var (name, written) = (function.Parameters[i].Name, function.Parameters[i].Type);
            parameters[i] = written is not null ? Read(written) : expected is not null && i < expected.Count ? expected[i] : Any;
            if (function.Parameters.Take(i).Any(p => p.Name == name))
                Report("duplicate-parameter", function.At, [name]);
            inner = new LocalFrame(inner, name, parameters[i], function);
        }
        if (function.External)
            return new FunctionType([.. parameters], Any);
        return new FunctionType([.. parameters], inner is null ? Of(function.Body) : Within(inner, function.Body));
    }
}
