using System.Text.Json.Nodes;
using Entente.Feel.Checking;
using Entente.Feel.Syntax;
using static Entente.Feel.Checking.FeelType;

namespace Entente.Feel.Browser;

internal sealed partial class PageWriter
{
    // The functions of a page, with what they take; a function not named here is the server's.
    private static readonly Dictionary<string, (JsonNode[] Op, FeelType[] Takes, int Fewest)> functions = new(StringComparer.Ordinal)
    {
        ["not"] = (["not"], [FeelType.Boolean], 1),
        ["string length"] = (["length"], [Text], 1),
        ["upper case"] = (["upper"], [Text], 1),
        ["lower case"] = (["lower"], [Text], 1),
        ["contains"] = (["contains"], [Text, Text], 2),
        ["starts with"] = (["starts"], [Text, Text], 2),
        ["ends with"] = (["ends"], [Text, Text], 2),
        ["substring"] = (["part"], [Text, Number, Number], 2),
        ["date"] = (["date"], [Number, Number, Number], 3),
        ["years and months duration"] = (["apart"], [Date, Date], 2),
        ["abs"] = (["abs"], [Number], 1),
        ["decimal"] = (["round", "even"], [Number, Number], 2),
        ["floor"] = (["round", "floor"], [Number, Number], 1),
        ["ceiling"] = (["round", "ceiling"], [Number, Number], 1),
        ["round up"] = (["round", "up"], [Number, Number], 2),
        ["round down"] = (["round", "down"], [Number, Number], 2),
        ["round half up"] = (["round", "halfup"], [Number, Number], 2),
        ["round half down"] = (["round", "halfdown"], [Number, Number], 2),
    };

    private JsonNode? CallNode(Call call)
    {
        if (call.Function is not Name { Text: var name } || IsShadowed(name))
            return Refuse(call, "form", "function");
        if (call.Arguments.Any(argument => argument.Name is not null))
            return Refuse(call, "form", "arguments-by-name");
        Node[] given = [.. call.Arguments.Select(argument => argument.Value)];
        switch (name)
        {
            case "sum" or "min" or "max" or "mean":
                return Op(name, given is [var only] && TypeOf(only) is ListType ? Write(only) : Several(given));
            case "count" when given is [var list] && TypeOf(list) is ListType:
                return Op(name, Write(list));
            case "all" or "any" when given is [var list] && TypeOf(list) is ListType:
                return Op(name == "all" ? "every" : "some", Write(list), Op(Place, held.Count));
            case "list contains" when given is [var list, var item] && TypeOf(list) is ListType && IsSimple(item):
                return Op("has", Write(list), Write(item));
            case "matches" when given is [var text, TextLiteral { Text: var pattern }] && TypeOf(text) is TextType:
                return MatchesNode(call, text, pattern);
        }
        return functions.TryGetValue(name, out var function) && Suits(given, function.Takes, function.Fewest)
            ? Op(function.Op[0].DeepClone(), [.. function.Op[1..].Select(part => part.DeepClone()), .. Rounded(function.Op.Length > 1, given)])
            : Refuse(call, "function", name);
    }

    private JsonArray Several(Node[] given) => Op("list", [.. given.Select(Simple)]);

    // Rounding without a number of places is to whole numbers.
    private IEnumerable<JsonNode?> Rounded(bool rounds, Node[] given) =>
        rounds && given.Length == 1 ? [Write(given[0]), 0] : given.Select(Write);

    private bool Suits(Node[] given, FeelType[] takes, int fewest)
    {
        if (given.Length < fewest || given.Length > takes.Length)
            return false;
        for (var i = 0; i < given.Length; i++)
            if (!(takes[i] is TextType ? TypeOf(given[i]) is TextType : TypeOf(given[i]) == takes[i]))
                return false;
        return true;
    }

    private JsonNode? MatchesNode(Call call, Node text, string pattern)
    {
        if (PagePattern.Of(pattern) is not { } known)
            return Refuse(call.Arguments[1].Value, "pattern", pattern);
        return known.AsciiOnly
            ? Op("matches", Write(text), known.Source, "ascii")
            : Op("matches", Write(text), known.Source);
    }
}
