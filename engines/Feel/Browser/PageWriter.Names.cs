using System.Text.Json.Nodes;
using Entente.Feel.Checking;
using Entente.Feel.Syntax;
using Path = Entente.Feel.Syntax.Path;

namespace Entente.Feel.Browser;

internal sealed partial class PageWriter
{
    private const string Place = "x";

    private JsonNode? NameNode(Name name)
    {
        for (var i = held.Count - 1; i >= 0; i--)
        {
            if (held[i].Members?.Has(name.Text) == true)
                return Leaf(name, i, name.Text);
            if (held[i].IsFor && name.Text == "partial")
                return Refuse(name, "name", name.Text);
            if (held[i].Name == name.Text)
                return Op(Place, i);
        }
        if (!read.Scope.TryFind(name.Text, out _))
            return Refuse(name, "function", name.Text);
        return read.Scope.Tables.Any(table => table.Name == name.Text) ? Refuse(name, "table", name.Text) : Leaf(name, name.Text);
    }

    private bool IsShadowed(string name) => held.Exists(frame => frame.Name == name) || read.Scope.TryFind(name, out _);

    private JsonNode? PathNode(Path path)
    {
        var member = path.Member;
        switch (Innermost(TypeOf(path.Of)))
        {
            case ContextType:
                break;
            case SimpleType { Kind: Kind.Date } when member is "year" or "month" or "day" or "weekday":
            case SimpleType { Kind: Kind.DaysDuration } when member is "days":
            case SimpleType { Kind: Kind.YearsDuration } when member is "years" or "months":
                return Op(member, Write(path.Of));
            default:
                return Refuse(path, "member", member);
        }
        var of = Write(path.Of);
        if (Letter(TypeOf(path)) is not { } letter)
            return Refuse(path, "type", TypeOf(path).Key);
        if (of is not JsonArray { Count: > 1 } from || from[0] is not JsonValue sign || sign.GetValue<string>() is not ("c" or Place))
            return Op(".", of, letter, member);
        from[0] = letter;
        from.Add(member);
        return from;
    }

    private JsonNode? Leaf(Node node, params ReadOnlySpan<JsonNode?> path) =>
        Letter(TypeOf(node)) is { } letter ? Op(letter, path) : Refuse(node, "type", TypeOf(node).Key);

    private static FeelType Innermost(FeelType type)
    {
        while (type is ListType list)
            type = list.Member;
        return type;
    }

    // How the values of a form are read.
    private static string? Letter(FeelType type) => Innermost(type) switch
    {
        SimpleType { Kind: Kind.Number } => "n",
        TextType => "t",
        SimpleType { Kind: Kind.Boolean } => "b",
        SimpleType { Kind: Kind.Date } => "d",
        ContextType => "c",
        _ => null,
    };

    private JsonNode? FilterNode(Filter filter)
    {
        if (TypeOf(filter.List) is not ListType { Member: not AnyType and var member })
            return Refuse(filter, "type", TypeOf(filter.List).Key);
        var list = Write(filter.List);
        if (Constant(filter.Condition) is { Kind: Kind.Number } place)
            return place.AsNumber.TryToInt32(out var index) && index != 0 ? Op("at", list, index) : Refuse(filter.Condition, "form", "place");
        if (TypeOf(filter.Condition) is not SimpleType { Kind: Kind.Boolean })
            return Refuse(filter.Condition, "form", "place");
        if (member is ContextType && !HasRows(filter.List))
            return Refuse(filter, "form", "filter");
        return Op("[]", list, Inside(new Held("item", member as ContextType), filter.Condition));
    }

    // A name in a filter looks past an item that is blank, and finds what is called so outside. A table of a form has no blank rows.
    private bool HasRows(Node list) => list switch
    {
        Name name => !held.Exists(frame => frame.Name == name.Text),
        Path path => TypeOf(path.Of) is ContextType,
        Filter filter => HasRows(filter.List),
        _ => false,
    };

    private JsonNode? Loop(string op, Node loop, Seq<Iteration> iterations, Node body, bool isFor)
    {
        if (iterations is not [{ To: null } iteration])
            return Refuse(loop, "form", iterations.Count > 1 ? "iterators" : "range");
        if (TypeOf(iteration.In) is not ListType)
            return Refuse(iteration.In, "type", TypeOf(iteration.In).Key);
        return Op(op, Write(iteration.In), Inside(new Held(iteration.Name, IsFor: isFor), body));
    }
}
