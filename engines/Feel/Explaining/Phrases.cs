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

    /// <summary>The text with its places filled by words of this language.</summary>
    public string Fill(string key, params ReadOnlySpan<string> facts) => Filled(this[key], facts, asTheyAre: true);

    /// <summary>
    /// The text with its places filled by what an author wrote: <c>{0}</c> kept apart from the words around it, <c>{0:kind}</c> as a word such as "a number",
    /// <c>{0:number}</c> with its figures grouped, <c>{0:count}</c> as "1 or 3", <c>{0:words}</c> as it is.
    /// </summary>
    public string Report(string key, params ReadOnlySpan<string> facts) => Filled(this[key], facts, asTheyAre: false);

    /// <summary>The form of a text for so many: <c>rows.one</c>, <c>rows.other</c>.</summary>
    public string Count(string key, int count, string written)
    {
        var form = $"{key}.{Plural(count)}";
        return Fill(Knows(form) ? form : $"{key}.other", written);
    }

    /// <summary>"a, b and c"</summary>
    public string Join(IReadOnlyList<string> parts, string last) => parts switch
    {
        [] => "",
        [var one] => one,
        _ => Fill(last, string.Join(this["list.comma"], parts.SkipLast(1)), parts[^1]),
    };

    // A place that nothing fills stays as it is: a visible mistake is mended, a silent one is not.
    /// <summary>What is written in another direction than the words around it is set apart, so that its signs stay in their order.</summary>
    public string Isolated(string text) => text.Length > 0 && (IsRightToLeft || text.AsSpan().ContainsAnyInRange('\u0590', '\u08ff')) ? $"\u2068{text}\u2069" : text;

    /// <summary>Figures in groups of three.</summary>
    public string Grouped(string number)
    {
        var point = number.IndexOf('.', StringComparison.Ordinal);
        var (whole, rest) = point < 0 ? (number, "") : (number[..point], this["number.point"] + number[(point + 1)..]);
        if (whole.Length == 0 || whole.AsSpan(whole[0] == '-' ? 1 : 0).ContainsAnyExceptInRange('0', '9'))
            return number;
        for (var at = whole.Length - 3; at > (whole[0] == '-' ? 1 : 0); at -= 3)
            whole = whole.Insert(at, this["number.group"]);
        return whole + rest;
    }

    private bool IsRightToLeft => Language == "ar";

    // A place that nothing fills stays as it is: a visible mistake is mended, a silent one is not.
    private string Filled(string text, ReadOnlySpan<string> facts, bool asTheyAre)
    {
        var filled = new StringBuilder(text.Length + 32);
        for (var at = 0; at < text.Length; at++)
        {
            var close = text[at] == '{' ? text.IndexOf('}', at) : -1;
            if (close < 0 || !TryPlace(text[(at + 1)..close], facts, asTheyAre, out var fact))
            {
                filled.Append(text[at]);
                continue;
            }
            filled.Append(fact);
            at = close;
        }
        return filled.ToString();
    }

    private bool TryPlace(string place, ReadOnlySpan<string> facts, bool asTheyAre, out string fact)
    {
        var parts = place.Split(':');
        var found = int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < facts.Length;
        fact = !found ? "" : (parts.Length > 1 ? parts[1] : asTheyAre ? "words" : "") switch
        {
            "kind" => Kinds(facts[index]),
            "number" => Isolated(Grouped(facts[index])),
            "count" => CountOf(facts[index]),
            "words" => facts[index],
            _ => Isolated(facts[index]),
        };
        return found;
    }

    // Several kinds come as number|text, "two or any number of them" as 2|….
    private string Kinds(string fact) => Join([.. fact.Split('|').Select(Kind).Distinct()], "list.or");

    private string CountOf(string fact) => fact.EndsWith("|…", StringComparison.Ordinal) ? Fill("count.or-more", fact[..^2].Split('|')[0]) : Join(fact.Split('|'), "list.or");

    // A list of numbers comes as list:number; a function that reads a date is called so in the language.
    private string Kind(string fact) => fact.Split(':', 2) is [var outer, var inner] && Knows($"kind.{outer}-of")
        ? Fill($"kind.{outer}-of", Kind(inner))
        : Knows($"kind.{fact.Replace(' ', '-')}") ? this[$"kind.{fact.Replace(' ', '-')}"] : Isolated(fact);

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
