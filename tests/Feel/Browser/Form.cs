using System.Text.Json.Nodes;
using Entente.Feel;
using Entente.Feel.Checking;
using static Entente.Feel.Checking.FeelType;

namespace Entente.Tests.Feel.Browser;

/// <summary>The fields of a form, and how the server reads what was typed into them.</summary>
internal static class Form
{
    private static readonly FeelType Catch = ContextOf(
        ("species", Text), ("gear", TextOf("PS", "LL", "BB")), ("weight_kg", Number), ("fish", Number), ("caught_on", Date), ("checked", FeelType.Boolean));

    private static readonly FeelType Statement = ContextOf(("year", Number), ("sent_on", Date), ("quota_kg", Number), ("flag", Text));

    private static readonly FeelType Goods = ContextOf(
        ("hs_code", Text), ("value", Number), ("rate", Number), ("net_kg", Number), ("gross_kg", Number), ("due_on", Date), ("arrived_on", Date));

    public static readonly Scope Scope = Scope.Of(
        ("a", Number), ("b", Number), ("c", Number), ("day", Date), ("until", Date), ("word", Text), ("other", Text), ("yes", FeelType.Boolean), ("no", FeelType.Boolean),
        ("codes", ListOf(Text)), ("figures", ListOf(Number)), ("statement", Statement), ("goods", Goods), ("catches", ListOf(Catch)),
        ("transfers", ListOf(ContextOf(("to", Text), ("items", ListOf(ContextOf(("n", Number), ("of", Text))))))));

    /// <summary>The values in the order of the scope. Whoever leaves a field empty leaves a blank.</summary>
    public static Value[] Read(JsonNode values) => [.. Scope.Names.Select(name => Read(name.Type, values[name.Name]))];

    public static Value Read(FeelType type, JsonNode? typed) => typed switch
    {
        null => Value.Null,
        JsonArray rows when type is ListType list => Value.Of(FeelList.Of([.. rows.Select(row => Read(list.Member, row))])),
        JsonObject group when type is ContextType context => Value.Of(Context.Of([.. context.Members.Select(member => (member.Name, Read(member.Type, group[member.Name])))])),
        _ => Read(type, typed.ToString()),
    };

    /// <summary>What the server says, in the words of the page.</summary>
    public static JsonObject Answer(Outcome outcome) => outcome.Problem is { } problem
        ? new JsonObject { ["problem"] = problem.Code }
        : new JsonObject
        {
            ["value"] = outcome.Value.Kind switch
            {
                Kind.Null => null,
                Kind.Boolean => outcome.Value.IsTrue,
                _ => outcome.Value.Text(),
            },
        };

    private static Value Read(FeelType type, string text) => text.Length == 0 ? Value.Null : type switch
    {
        TextType => Value.Of(text),
        SimpleType { Kind: Kind.Boolean } => Value.Of(text == "true"),
        SimpleType { Kind: Kind.Date } => Entente.Feel.Values.Date.TryParse(text, out var day) ? Value.Of(day) : Unreadable,
        _ => Entente.Feel.Values.Number.TryParse(text, out var number) ? Value.Of(number) : Unreadable,
    };

    private static Value Unreadable => Value.Failed(new Finding("wrong-literal", default, []));
}
