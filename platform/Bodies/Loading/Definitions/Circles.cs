using Entente.Bodies.Definitions;

namespace Entente.Bodies.Loading.Definitions;

/// <summary>Finds formulas that rest on one another, so that none of them can be worked out first.</summary>
internal sealed class Circles(Definition definition, FileFindings findings)
{
    private readonly Resting _resting = new(definition);
    private readonly List<Node> _nodes = [];
    private readonly Stack<Node> _open = new();
    private readonly Dictionary<Node, bool> _done = new(ReferenceEqualityComparer.Instance);

    /// <summary>A formula that says whether something is asked, or what it is.</summary>
    public void Add(Formula formula, FormulaWords words)
    {
        var parts = formula.Settles!.Split('.');
        var section = _resting.SectionAt(parts[0]);
        _nodes.Add(new Node(formula, words, section, parts.Length == 1 ? -1 : _resting.FieldAt(section, parts[1])));
    }

    public void Tell()
    {
        var at = _nodes.ToLookup(node => (node.Section, node.Field));
        foreach (var node in _nodes)
            Visit(node, at);
    }

    private void Visit(Node node, ILookup<(int, int), Node> at)
    {
        if (_done.TryGetValue(node, out var done))
        {
            if (!done)
                Tell(node);
            return;
        }
        _done[node] = false;
        _open.Push(node);
        foreach (var before in Before(node, at))
            Visit(before, at);
        _open.Pop();
        _done[node] = true;
    }

    // A field is settled after its section, and computed once it is known whether it is asked.
    private IEnumerable<Node> Before(Node node, ILookup<(int, int), Node> at) =>
        (node.Field < 0 ? [] : at[(node.Section, -1)])
            .Concat(node.Formula.Key == "computed" ? at[(node.Section, node.Field)].Where(other => other.Formula.Key == "visible") : [])
            .Concat(_resting.Of(node.Section, node.Field < 0, node.Words).SelectMany(place => at[place]));

    private void Tell(Node first)
    {
        var circle = _open.TakeWhile(node => !ReferenceEquals(node, first)).Append(first).Reverse().ToList();
        var names = circle.Select(node => $"\"{node.Formula.Key}\" of {_resting.Name(node.Section, node.Field)}").ToList();
        findings.Add(first.Formula.Text.At, "circle",
            names.Count == 1 ? $"{names[0]} looks at itself." : $"These formulas rest on one another: {string.Join(", ", names)}.",
            "Let one of them be typed, or be worked out from something else. Whether a section is asked cannot depend on its own fields.");
    }

    private sealed record Node(Formula Formula, FormulaWords Words, int Section, int Field);
}
