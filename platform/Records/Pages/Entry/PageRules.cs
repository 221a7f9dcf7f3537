using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Feel.Browser;
using Entente.Records.Content;

namespace Entente.Records.Pages.Entry;

/// <summary>When each field of a section is asked, as rules that run in the page; what they look at elsewhere is sent along.</summary>
public sealed class PageRules
{
    private static readonly ConditionalWeakTable<Section, PageRules> Kept = [];

    // The kinds of place that a tree of a page begins with: numbers, texts, booleans, dates and groups of them.
    private static readonly string[] Letters = ["n", "t", "b", "d", "c"];

    private readonly Dictionary<string, string> _byField = new(StringComparer.Ordinal);
    private readonly HashSet<string> _outside = new(StringComparer.Ordinal);

    private PageRules(Definition definition, Section section, Body body, IReadOnlyDictionary<string, Definition> others)
    {
        if (section.IsTable || section.Fields.All(field => field.Visible is null))
            return;
        var scope = Scopes.OfSection(definition, body, others, section);
        foreach (var field in section.Fields)
        {
            if (field.Visible is not { } formula || PageRule.Of(Rule.Check(formula, scope)).Rule is not { } rule || Roots(JsonNode.Parse(rule.Json)).ToList() is not { } roots)
                continue;
            if (!roots.TrueForAll(root => section.Field(root) is not null || definition.Section(root) is { IsTable: false } || root is Scopes.Party or Scopes.Period))
                continue;
            _byField.Add(field.Code, rule.Json);
            _outside.UnionWith(roots.Where(root => section.Field(root) is null));
        }
    }

    public static PageRules Of(Definition definition, Section section, Body body, IReadOnlyDictionary<string, Definition> others) =>
        Kept.GetValue(section, _ => new PageRules(definition, section, body, others));

    public string? Of(string field) => _byField.GetValueOrDefault(field);

    /// <summary>What the rules look at outside of the section, as it stands; null where they look at nothing.</summary>
    public string? Outside(Desk desk, Party? party, string? period)
    {
        if (_outside.Count == 0)
            return null;
        var values = new JsonObject();
        foreach (var code in _outside)
            values[code] = code switch
            {
                Scopes.Party => new JsonObject { ["code"] = party?.Code, ["name"] = party?.Name.ToString(), ["country"] = party?.Country },
                Scopes.Period => new JsonObject
                {
                    ["code"] = period,
                    ["start"] = desk.Head.Period?.From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                    ["end"] = desk.Head.Period?.Until?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                },
                _ => Section(desk, desk.Definition.Section(code)!),
            };
        return values.ToJsonString();
    }

    private static JsonObject Section(Desk desk, Section section)
    {
        var values = new JsonObject();
        foreach (var field in section.Fields)
            values[field.Code] = Value(desk.Content[section.Code, field.Code]);
        return values;
    }

    private static JsonNode? Value(Answer answer) => !answer.HasValue ? null : answer.Value.Kind switch
    {
        Kind.Boolean => answer.Value.IsTrue,
        Kind.Text => answer.Value.AsText,
        _ => answer.Value.Text(),
    };

    private static IEnumerable<string> Roots(JsonNode? node)
    {
        if (node is not JsonArray array)
            yield break;
        if (array is [JsonValue sign, JsonValue name, ..] && sign.GetValueKind() == JsonValueKind.String && name.GetValueKind() == JsonValueKind.String && Letters.Contains(sign.GetValue<string>(), StringComparer.Ordinal))
            yield return name.GetValue<string>();
        foreach (var root in array.SelectMany(Roots))
            yield return root;
    }
}
