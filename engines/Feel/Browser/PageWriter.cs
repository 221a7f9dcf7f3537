using System.Text.Json.Nodes;
using Entente.Feel.Checking;
using Entente.Feel.Syntax;
using Path = Entente.Feel.Syntax.Path;

namespace Entente.Feel.Browser;

/// <summary>Writes a tree for a page. What is outside of the subset becomes a finding, and whatever was written is then worth nothing.</summary>
internal sealed partial class PageWriter(Checked read)
{
    private const int Deepest = 60;

    private readonly List<Finding> findings = [];
    private readonly List<Held> held = [];
    private int depth;

    public IReadOnlyList<Finding> Findings => findings;

    public JsonNode? Root()
    {
        if (TypeOf(read.Tree) is not (TextType or SimpleType { Kind: Kind.Null or Kind.Boolean or Kind.Number or Kind.Date }))
            return Refuse(read.Tree, "type", TypeOf(read.Tree).Key);
        return Write(read.Tree);
    }

    public static JsonArray Op(JsonNode op, params ReadOnlySpan<JsonNode?> rest)
    {
        var node = new JsonArray(op);
        foreach (var part in rest)
            node.Add(part);
        return node;
    }

    private FeelType TypeOf(Node node) => read.TypeOf(node);

    private JsonNode? Write(Node node)
    {
        if (++depth > Deepest)
        {
            depth--;
            return Refuse(node, "form", "depth");
        }
        var written = Constant(node) is { } value && Literal(value) is { } literal ? literal.Node : Plain(node);
        depth--;
        return written;
    }

    private JsonNode? Plain(Node node) => node switch
    {
        NullLiteral => null,
        Name name => NameNode(name),
        Path path => PathNode(path),
        Filter filter => FilterNode(filter),
        Call call => CallNode(call),
        Negation negation => Op("neg", Write(negation.Of)),
        Binary binary => BinaryNode(binary),
        Between between => BetweenNode(between),
        In within => InNode(within),
        If branch => Op("if", Write(branch.Condition), Write(branch.Then), Write(branch.Else)),
        Quantified quantified => Loop(quantified.Every ? "every" : "some", quantified, quantified.Iterations, quantified.Condition, false),
        For loop => Loop("for", loop, loop.Iterations, loop.Body, true),
        ListLiteral list => Op("list", [.. list.Items.Select(Write)]),
        AtLiteral at => Refuse(at, "value", at.Text),
        NumberLiteral or TextLiteral => Refuse(node, "value", Printer.Print(node)),
        InstanceOf => Refuse(node, "form", "instance-of"),
        ContextLiteral => Refuse(node, "form", "context"),
        RangeLiteral or ComparisonRange => Refuse(node, "form", "range"),
        FunctionLiteral => Refuse(node, "form", "function"),
        _ => Refuse(node, "form", "cell"),
    };

    private JsonNode? Refuse(Node node, string what, string which)
    {
        findings.Add(new Finding("not-on-page", node.At, [what, which]));
        return null;
    }

    private JsonNode? Inside(Held frame, Node node)
    {
        held.Add(frame);
        var written = Write(node);
        held.RemoveAt(held.Count - 1);
        return written;
    }

    /// <summary>What a loop, a filter or a test has in hand while what stands inside of it is evaluated.</summary>
    /// <param name="Name">What it is called there.</param>
    /// <param name="Members">Its members, where they are names of their own.</param>
    /// <param name="IsFor">Whether <c>partial</c> is a name there too.</param>
    private sealed record Held(string Name, ContextType? Members = null, bool IsFor = false);
}
