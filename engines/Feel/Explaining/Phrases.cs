using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Entente.Feel.Explaining;

/// <summary>The words of one language, read from <c>texts/*.json</c>.</summary>
internal sealed class Phrases
{
    private static readonly FrozenDictionary<string, Phrases> All =
        new[] { "en", "fr", "es", "pt", "ar" }.ToFrozenDictionary(language => language, language => new Phrases(language), StringComparer.Ordinal);

    private readonly FrozenDictionary<string, string> texts;

    private Phrases(string language)
    {
        Language = language;
        using var file = typeof(Phrases).Assembly.GetManifestResourceStream($"Entente.Feel.Explaining.texts.{language}.json")!;
        texts = JsonSerializer.Deserialize<Dictionary<string, string>>(file)!.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public static IEnumerable<string> Languages => All.Keys;

    public string Language { get; }

    public IEnumerable<string> Keys => texts.Keys;

    /// <summary>A region such as <c>pt-BR</c> speaks the language; one that is not here is answered in English.</summary>
    public static Phrases In(string language) => All.GetValueOrDefault(language.Split('-')[0]) ?? All["en"];

    public bool Knows(string key) => texts.ContainsKey(key);

    public string this[string key] => texts.GetValueOrDefault(key) ?? key;

    /// <summary>The text with its places filled: <c>{0}</c> as it is, <c>{0:kind}</c> a word such as "number" in this language.</summary>
    public string Fill(string key, params ReadOnlySpan<string> facts) => Filled(this[key], facts);

    /// <summary>The form of a text for so many: <c>rows.one</c>, <c>rows.other</c>.</summary>
    public string Count(string key, int count, string written)
    {
        var form = $"{key}.{Plural(count)}";
        return Filled(Knows(form) ? this[form] : this[$"{key}.other"], [written]);
    }

    /// <summary>"a, b and c"</summary>
    public string Join(IReadOnlyList<string> parts, string last) => parts switch
    {
        [] => "",
        [var one] => one,
        _ => Fill(last, string.Join(this["list.comma"], parts.SkipLast(1)), parts[^1]),
    };

    // A place that nothing fills stays as it is: a visible mistake is mended, a silent one is not.
    private string Filled(string text, ReadOnlySpan<string> facts)
    {
        var filled = new StringBuilder(text.Length + 32);
        for (var at = 0; at < text.Length; at++)
        {
            var close = text[at] == '{' ? text.IndexOf('}', at) : -1;
            if (close < 0 || !TryPlace(text.AsSpan(at + 1, close - at - 1), facts, out var fact))
            {
                filled.Append(text[at]);
                continue;
            }
            filled.Append(fact);
            at = close;
        }
        return filled.ToString();
    }

    private bool TryPlace(ReadOnlySpan<char> place, ReadOnlySpan<string> facts, out string fact)
    {
        var isKind = place.EndsWith(":kind", StringComparison.Ordinal);
        var number = isKind ? place[..^5] : place;
        var found = int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < facts.Length;
        fact = !found ? "" : isKind ? Kind(facts[index]) : facts[index];
        return found;
    }

    // A list of numbers comes as list:number.
    private string Kind(string fact) => fact.Split(':', 2) is [var outer, var inner] && Knows($"kind.{outer}-of")
        ? Fill($"kind.{outer}-of", Kind(inner))
        : Knows($"kind.{fact}") ? this[$"kind.{fact}"] : fact;

    // The plural rules of CLDR for whole numbers.
    private string Plural(int count) => Language switch
    {
        "fr" or "pt" => count is 0 or 1 ? "one" : "other",
        "ar" => (count, count % 100) switch
        {
            (0, _) => "zero",
            (1, _) => "one",
            (2, _) => "two",
            (_, >= 3 and <= 10) => "few",
            (_, >= 11) => "many",
            _ => "other",
        },
        _ => count == 1 ? "one" : "other",
    };
}
