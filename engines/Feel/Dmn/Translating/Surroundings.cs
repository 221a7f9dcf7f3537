using System.Collections.Immutable;
using Entente.Feel.Checking;
using Entente.Feel.Syntax;

namespace Entente.Feel.Dmn.Translating;

/// <summary>What an expression of a model stands in: the names it may use, the types it may name, and where findings go.</summary>
/// <param name="Known">Names in scope.</param>
/// <param name="Members">Names of members anywhere in the model, for the parser.</param>
/// <param name="TypeNames">Names of types, for the parser.</param>
/// <param name="TypeOf">The type of a name.</param>
/// <param name="Report">Takes what is wrong.</param>
/// <param name="Element">The decision or knowledge it belongs to.</param>
internal sealed record Surroundings(
    ImmutableHashSet<string> Known,
    string[] Members,
    string[] TypeNames,
    Func<string?, Location, ItemType> TypeOf,
    Action<ModelFinding> Report,
    string? Element)
{
    /// <summary>Whether names may also be members of the items of a filter, which only shows while running.</summary>
    public bool IsOpen { get; init; }

    /// <summary>The types of the names, where they are known; then what is read is also checked against them.</summary>
    public Scope? Scope { get; init; }

    /// <summary>The type of an expression, after saying what is wrong with it.</summary>
    public FeelType Check(Node node, Location at, int? rule, string? column, Scope scope)
    {
        var read = Checker.Check(node, scope);
        foreach (var finding in read.Findings)
            Report(new ModelFinding(finding, at, Element, rule, column));
        return read.Type;
    }

    private Names? _spelled;

    private Names Spelled => _spelled ??= Names.Of([.. Known]).WithMembers(Members).WithTypes(TypeNames);

    public Surroundings With(params ReadOnlySpan<string> names)
    {
        var all = this;
        foreach (var name in names)
            all = all.With(name, FeelType.Any);
        return all;
    }

    /// <summary>With a name inside, which hides one of the same name outside.</summary>
    public Surroundings With(string name, FeelType type) => this with { Known = Known.Add(name), Scope = Scope is null ? null : Hiding(Scope, name, type), _spelled = null };

    private static Scope Hiding(Scope scope, string name, FeelType type) =>
        scope.TryFind(name, out _)
            ? Scope.Of([.. scope.Names.Where(outer => outer.Name != name), (name, type)]).Naming([.. scope.Types.Select(named => (named.Key, named.Value))])
            : scope.With((name, type));

    public Surroundings InFilter() => With("item") with { IsOpen = true };

    /// <summary>An expression, checked where it can be. What the checker finds does not keep it from running.</summary>
    public Node? Checked(Cell cell)
    {
        var node = Expression(cell);
        if (node is not null && Scope is { } scope && !IsOpen)
            Check(node, cell.At, null, null, scope);
        return node;
    }

    public Node? Expression(Cell cell, int? rule = null, string? column = null) => Read(Parser.Expression(cell.Text, Spelled), cell, rule, column);

    public Node? Tests(Cell cell, int? rule = null, string? column = null) => Read(Parser.UnaryTests(cell.Text, Spelled), cell, rule, column);

    public void Say(string code, Location at, int? rule, string? column, params ReadOnlySpan<string> facts) =>
        Report(new ModelFinding(new Finding(code, default, Seq.Of(facts)), at, Element, rule, column));

    private Node? Read(Parsed parsed, Cell cell, int? rule, string? column)
    {
        foreach (var finding in parsed.Findings)
            Report(new ModelFinding(finding, cell.At, Element, rule, column));
        return parsed.Findings.Count == 0 ? parsed.Tree : null;
    }
}
