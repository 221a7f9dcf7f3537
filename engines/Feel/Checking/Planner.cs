using Entente.Feel.Syntax;
using Path = Entente.Feel.Syntax.Path;

namespace Entente.Feel.Checking;

/// <summary>Finds what a rule asks of tables, and how to answer it while their rows go by once.</summary>
internal sealed partial class Planner(Inference inference, Scope scope)
{
    private readonly List<Gathered> gathered = [];
    private readonly List<Finding> findings = [];
    private readonly Dictionary<Node, Node> origins = new(ReferenceEqualityComparer.Instance);
    private int items;
    private (string Code, string[] Facts) blame = ("plan-list", []);

    public static (Plan? Plan, IReadOnlyList<Finding> Findings) Of(Node tree, Inference inference, Scope scope)
    {
        if (scope.Tables.Count == 0)
            return (new Plan(PlanKind.Row, false, Plan.End, tree, scope, []), []);
        var planner = new Planner(inference, scope);
        var rest = planner.Planned(tree);
        var plan = planner.findings.Count == 0 ? planner.Made(rest) : null;
        return (plan, planner.findings);
    }

    private Plan? Made(Node rest)
    {
        var perRow = Mentions(rest, null).Outside;
        var last = TurnAfter(rest);
        var turn = perRow ? last | 1 : Plan.End;
        if (perRow && turn > 3)
        {
            Refuse("plan-passes", rest.At, [scope.Rows!.Name]);
            return null;
        }
        var kind = gathered.Any(g => g.Keys.Count > 0) ? PlanKind.Join : gathered.Count > 0 ? PlanKind.Fold : PlanKind.Row;
        var names = Enumerable.Range(0, items).Select(i => (ItemName(i), FeelType.Any)).Concat(gathered.Select(g => (g.Name, FeelType.Any)));
        return new Plan(kind, perRow, turn, rest, scope.With([.. names]), [.. gathered]);
    }

    // A part may be looked at more than once.
    private void Refuse(string code, Span at, Seq<string> facts)
    {
        if (!findings.Any(f => f.Code == code && f.At.Start == at.Start && f.At.Length == at.Length))
            findings.Add(new Finding(code, at, facts));
    }

    private static string ItemName(int index) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"$item{index}");

    /// <summary>The tree with every use of a table replaced by a call of what is gathered of it.</summary>
    private Node Planned(Node node)
    {
        if (Recognised(node) is { } call)
            return call;
        if (node is Name name)
        {
            if (TableOf(name) is { } table)
                Refuse(blame.Code, name.At, [table.Name, .. blame.Facts]);
            return node;
        }
        var outer = blame;
        blame = BlameOf(node) ?? blame;
        var made = Kept(node, node.WithChildren(Planned));
        blame = outer;
        return made;
    }

    // What a copy was made of, because names are known by the node that declares them.
    private Node Kept(Node node, Node copy)
    {
        if (!ReferenceEquals(node, copy))
            origins[copy] = origins.GetValueOrDefault(node, node);
        return copy;
    }

    private Node? Recognised(Node node) => node switch
    {
        Call { Function: Name { Text: var function } name, Arguments: [var argument] } when IsBuiltIn(name) => Total(node, function, argument.Value),
        Call { Function: Name { Text: "list contains" } name, Arguments: [_, _] arguments } when IsBuiltIn(name) => Contains(node, arguments),
        In { Tests: [ExpressionTest { Expression: var list }] } @in => Membership(node, @in.Of, list),
        Quantified { Iterations: [{ To: null } iteration] } quantified => Asked(quantified, iteration),
        Quantified { Iterations: [var first, ..] } quantified when quantified.Iterations.Any(i => SourceOf(i.In) is not null) => Planned(Nested(quantified, first)),
        Path or Filter => First(node),
        _ => null,
    };

    // some a in x, b in y satisfies … asks the same as some a in x satisfies some b in y satisfies ….
    private Node Nested(Quantified quantified, Iteration first) => Kept(quantified, quantified with
    {
        Iterations = [first],
        Condition = Kept(quantified, quantified with { Iterations = [.. quantified.Iterations.Skip(1)] }),
    });

    private (string Code, string[] Facts)? BlameOf(Node node) => node switch
    {
        For { Iterations.Count: > 1 } => ("plan-quadratic", []),
        Filter filter when inference.TypeOf(Origin(filter.Condition)) is not SimpleType { Kind: Kind.Boolean } => ("plan-order", []),
        Call { Function: Name { Text: "sublist" or "reverse" or "index of" or "insert before" or "remove" or "list replace" or "append" } } => ("plan-order", []),
        Call { Function: Name { Text: "sort" or "median" or "mode" or "stddev" or "distinct values" or "union" or "concatenate" or "flatten" or "string join" } name } =>
            ("plan-whole", [name.Text]),
        _ => null,
    };

    private bool IsBuiltIn(Name name) => inference.BindingOf(name) is { Kind: BindingKind.BuiltIn };

    private Table? TableOf(Name name) =>
        inference.BindingOf(name) is { Kind: BindingKind.Slot, Slot: var slot } ? scope.Tables.FirstOrDefault(t => t.Slot == slot) : null;

    /// <summary>
    /// Whether an expression looks at the given item, and whether it looks at anything else that changes: the current row,
    /// the item of an enclosing table, a local name declared around it.
    /// </summary>
    private (bool Item, bool Outside) Mentions(Node node, string? item)
    {
        var inside = node.Walk().Select(n => origins.GetValueOrDefault(n, n)).ToHashSet(ReferenceEqualityComparer.Instance);
        var (own, outside) = (false, false);
        foreach (var name in node.Walk().OfType<Name>())
        {
            own |= name.Text == item;
            outside |= name.Text != item && (IsItem(name) || inference.BindingOf(name) is { } binding && Changes(binding, inside));
        }
        return (own, outside);
    }

    private static bool IsItem(Name name) => name.Text.StartsWith("$item", StringComparison.Ordinal);

    private bool Changes(Binding binding, HashSet<object?> inside) => binding.Kind switch
    {
        BindingKind.Slot => scope.Rows is { } rows && rows.Current.Any(c => c.Slot == binding.Slot),
        BindingKind.Local or BindingKind.Item or BindingKind.Member or BindingKind.Tested => !inside.Contains(binding.Owner),
        _ => false,
    };

    /// <summary>The first turn in which everything that an expression calls has been gathered.</summary>
    private int TurnAfter(params ReadOnlySpan<Node?> nodes)
    {
        var turn = 0;
        foreach (var node in nodes)
            foreach (var name in node?.Walk().OfType<Name>() ?? [])
                if (gathered.FirstOrDefault(g => g.Name == name.Text) is { } called)
                    turn = Math.Max(turn, called.Turn + 1);
        return turn;
    }
}
