using Entente.Feel.Checking;
using Entente.Feel.Syntax;

namespace Entente.Feel.Dmn.Translating;

/// <summary>The types of one model and, by prefix, of those it imports. A type is made when it is first asked for.</summary>
internal sealed class TypeBook
{
    private readonly Dictionary<string, ItemDefinition> _written = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ItemType?> _made = new(StringComparer.Ordinal);
    private readonly List<(string Prefix, TypeBook Book)> _imported;
    private readonly List<ModelFinding> _findings;
    private readonly string _source;

    public TypeBook(Definitions definitions, List<(string Prefix, TypeBook Book)> imported, List<ModelFinding> findings)
    {
        (_imported, _findings, _source) = (imported, findings, definitions.Source);
        foreach (var item in definitions.Items)
            if (!_written.TryAdd(item.Name, item))
                Say("repeated-name", item.At, item.Name, item.Name);
        foreach (var name in _written.Keys)
            Find(name);
    }

    /// <summary>All names that can be written, with their shapes.</summary>
    public IEnumerable<(string Name, FeelType Type)> Names()
    {
        foreach (var (name, type) in _made)
            if (type is not null)
                yield return (name, type.Type);
        foreach (var (prefix, book) in _imported)
            foreach (var (name, type) in book._made)
                if (type is not null)
                    yield return (Prefixed(prefix, name), type.Type);
    }

    /// <summary>The names of members of all types, for the parser.</summary>
    public IEnumerable<string> Members() =>
        _written.Values.SelectMany(Members).Concat(_imported.SelectMany(imported => imported.Book._written.Values.SelectMany(Members)));

    /// <summary>The type of a name; Any, with a finding, when there is none.</summary>
    public ItemType Of(string? name, Location at, string? element)
    {
        if (name is null)
            return ItemType.Any;
        if (Find(name) is { } type)
            return type;
        Say("unknown-type", at, element, name);
        return ItemType.Any;
    }

    internal static string Prefixed(string prefix, string name) => prefix.Length == 0 ? name : $"{prefix}.{name}";

    private static IEnumerable<string> Members(ItemDefinition item) => item.Components.SelectMany(Members).Concat(item.Components.Select(component => component.Name));

    private ItemType? Find(string name)
    {
        if (_made.TryGetValue(name, out var made))
            return made ?? ItemType.Any;
        if (_written.TryGetValue(name, out var item))
            return _made[name] = Make(item);
        var unknown = new List<NamedTypeNode>();
        var type = TypeReader.Read(new NamedTypeNode(name), Scope.Empty, unknown);
        if (unknown.Count == 0)
            return new ItemType(type);
        foreach (var (prefix, book) in _imported)
            if (name.StartsWith(Prefixed(prefix, ""), StringComparison.Ordinal) && book.Find(name[Prefixed(prefix, "").Length..]) is { } found)
                return found;
        return null;
    }

    // A type that holds itself is anything at the place where it does.
    private ItemType Make(ItemDefinition item)
    {
        _made[item.Name] = null;
        return Shape(item, item.Name, 0);
    }

    private ItemType Shape(ItemDefinition item, string element, int depth)
    {
        var type = item switch
        {
            { Components.Count: > 0 } => Context(item, element, depth),
            { Function: { } function } => new ItemType(new FunctionType(
                [.. function.Parameters.Select(parameter => Of(parameter.Type, parameter.At, element).Type)], Of(function.Result, item.At, element).Type)),
            _ => Of(item.Type, item.At, element),
        };
        type = Restrict(type, item.Allowed, element);
        if (item.IsCollection)
            type = new ItemType(FeelType.ListOf(type.Type), Member: type.IsPlain ? null : type);
        return Restrict(type, item.Constraint, element);
    }

    private ItemType Context(ItemDefinition item, string element, int depth)
    {
        var members = item.Components.Select(component => (component.Name, Type: Shape(component, element, depth + 1))).DistinctBy(member => member.Name).ToList();
        if (members.Count < item.Components.Count)
            Say("repeated-name", item.At, element, item.Name);
        var restricted = members.FindAll(member => !member.Type.IsPlain);
        return new ItemType(
            new ContextType([.. members.Select(member => (member.Name, member.Type.Type))]),
            Members: restricted.Count == 0 ? null : [.. restricted]);
    }

    private ItemType Restrict(ItemType type, Cell? allowed, string element)
    {
        if (allowed is not { } cell)
            return type;
        var parsed = Parser.UnaryTests(cell.Text);
        _findings.AddRange(parsed.Findings.Select(finding => new ModelFinding(finding, cell.At, element, Source: _source)));
        if (parsed.Tree is null || parsed.Findings.Count > 0)
            return type;
        var rule = Rule.Dynamic(parsed.Tree, Scope.Of(("?", type.Type)));
        return type.Allowed is { } other
            ? new ItemType(type.Type, Both(other, rule), type.Members, type.Member)
            : type with { Allowed = rule };
    }

    private static Rule Both(Rule first, Rule second)
    {
        var both = Function.Of(["value"], (e, value) => Value.Of(first.Evaluate(value, e).IsTrue && second.Evaluate(value, e).IsTrue));
        return Rule.Dynamic(new Call(new Built(Value.Of(both)), [new Argument(null, new Name("?"))]), Scope.Of(("?", FeelType.Any)));
    }

    private void Say(string code, Location at, string? element, params ReadOnlySpan<string> facts) =>
        _findings.Add(new ModelFinding(new Finding(code, default, Seq.Of(facts)), at, element, Source: _source));
}
