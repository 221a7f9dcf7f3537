using System.Text.Json.Nodes;
using Entente.Feel.Checking;
using Entente.Feel.Syntax;
using Path = Entente.Feel.Syntax.Path;

namespace Entente.Tests.Feel.Browser;

/// <summary>What people type: usual things, nothing, and what goes wrong.</summary>
internal static class Typed
{
    public static readonly string[] Numbers =
    [
        "12000", "", "0", "-0", "0.1", "0.2", "-2400.5", "1.10", "3", "7", ".5", "1000000000.005", "2.675", "9007199254740993", "99999999999999999999.99",
        "1234567890123456789012345678901234", "0.0000000000000000000000000000000001", "-1234567890123456.789012345678901234",
    ];

    public static readonly string[] Days =
        ["2025-06-03", "", "2024-02-29", "2026-01-31", "2025-12-31", "2026-03-01", "2000-02-29", "1900-02-28", "0001-01-01", "0000-12-31", "9999-12-31", "1969-12-31"];

    public static readonly string[] Texts = ["PS", "", "ps", "LL", "870323", "12-ab", "Été", "straße", "🐎", "\uFFFD", "a b c", "a b c d", "É", "ıİ", "Ω", "مرحبا", "ab\n"];

    /// <summary>Values for a rule: usual ones, then each name in turn otherwise.</summary>
    public static IEnumerable<JsonObject> For(Node tree)
    {
        var names = tree.Walk().OfType<Name>().Select(name => name.Text).Distinct(StringComparer.Ordinal).Where(name => Form.Scope.TryFind(name, out _)).ToArray();
        var random = new Random(names.Length);
        var mentioned = tree.Walk().Select(node => node is Name name ? name.Text : (node as Path)?.Member).ToHashSet(StringComparer.Ordinal);
        for (var i = -1; i < 11 && names.Length > 0; i++)
            yield return Of(Drawn(names, random, i < 0 ? i : i % names.Length), mentioned);
        yield return new JsonObject();
    }

    public static JsonNode? Draw(FeelType type, Random random, bool usual) => type switch
    {
        ListType list => Rows(list.Member, random, usual),
        ContextType context => !usual && random.Next(12) == 0 ? null : Group(context, random, usual),
        TextType { Codes: { } codes } => usual || random.Next(5) > 0 ? codes[random.Next(codes.Count)] : "",
        TextType => Texts[usual ? 0 : random.Next(Texts.Length)],
        SimpleType { Kind: Entente.Feel.Kind.Boolean } => random.Next(usual ? 2 : 3) switch { 0 => true, 1 => "false", _ => "" },
        SimpleType { Kind: Entente.Feel.Kind.Date } => usual ? $"2025-0{random.Next(1, 9)}-1{random.Next(9)}" : Days[random.Next(Days.Length)],
        _ => usual ? random.Next(1, 2500).ToString(System.Globalization.CultureInfo.InvariantCulture) : Numbers[random.Next(Numbers.Length)],
    };

    // Only what the rule asks for.
    private static JsonObject Of(JsonObject values, HashSet<string?> mentioned)
    {
        foreach (var (_, value) in values)
            foreach (var group in value is JsonArray rows ? rows.OfType<JsonObject>() : value is JsonObject one ? [one] : [])
            {
                Of(group, mentioned);
                foreach (var (name, _) in group.Where(member => !mentioned.Contains(member.Key)).ToList())
                    group.Remove(name);
            }
        return values;
    }

    private static JsonObject Drawn(string[] names, Random random, int unusual)
    {
        var values = new JsonObject();
        for (var i = 0; i < names.Length; i++)
        {
            Form.Scope.TryFind(names[i], out var slot);
            values[names[i]] = Draw(Form.Scope.Names[slot].Type, random, i != unusual);
        }
        return values;
    }

    private static JsonArray? Rows(FeelType member, Random random, bool usual)
    {
        if (!usual && random.Next(12) == 0)
            return null;
        return [.. Enumerable.Range(0, usual ? 3 : random.Next(4)).Select(_ => Draw(member, random, usual || random.Next(3) > 0) ?? new JsonObject())];
    }

    private static JsonObject Group(ContextType context, Random random, bool usual)
    {
        var group = new JsonObject();
        foreach (var (name, type) in context.Members)
            group[name] = Draw(type, random, usual || random.Next(3) > 0);
        return group;
    }
}
