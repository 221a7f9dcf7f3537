using System.Text.RegularExpressions;

namespace Entente.Tests.House.Localisation;

/// <summary>
/// Where the code and the pages name texts. A key is written out as a string; one put together from a code is
/// declared beside it by a comment, <c>// texts: errors.*.title, errors.*.text</c> (in pages <c>@* texts: … *@</c>).
/// </summary>
internal static partial class KeyUse
{
    private static readonly string[] FileEndings = [".cs", ".css", ".csv", ".html", ".js", ".json", ".md", ".mjs", ".png", ".svg", ".tsv", ".txt", ".xlsx", ".yaml", ".zip"];

    /// <summary>The source without its documentation, whose examples are not uses.</summary>
    public static string Code(string source) =>
        string.Join('\n', source.Split('\n').Where(line => !line.TrimStart().StartsWith("///", StringComparison.Ordinal)));

    public static IEnumerable<string> Literals(string source) =>
        Literal().Matches(source).Select(match => match.Groups["key"].Value);

    public static IEnumerable<string> Declared(string source) =>
        Declaration().Matches(source).SelectMany(match => match.Groups["patterns"].Value.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries));

    /// <summary>What is asked of the catalogue and not in it, or asked in a way that nothing can check.</summary>
    public static IEnumerable<string> Unknown(string file, string source, IReadOnlySet<string> keys)
    {
        foreach (Match asked in Asked().Matches(source))
            if (!keys.Contains(asked.Groups["key"].Value))
                yield return $"{file}: there is no text {asked.Groups["key"].Value}";
        var prefixes = keys.Select(key => key.Split('.')[0]).ToHashSet(StringComparer.Ordinal);
        foreach (var literal in Literals(source).Where(literal => prefixes.Contains(literal.Split('.')[0]) && !keys.Contains(literal)))
            if (!FileEndings.Any(ending => literal.EndsWith(ending, StringComparison.Ordinal)) && !IsMeasured(source, literal) && !IsLetter(literal, keys))
                yield return $"{file}: \"{literal}\" looks like a text and there is none";
        if (PutTogether().IsMatch(source) && !Declared(source).Any())
            yield return $"{file}: a key is put together from a code; declare it beside, as in // texts: errors.*.title";
        foreach (var pattern in Declared(source).Where(pattern => !keys.Any(key => Matches(pattern, key))))
            yield return $"{file}: no text is called {pattern}";
    }

    public static IEnumerable<string> Unused(IReadOnlyCollection<string> sources, IReadOnlySet<string> keys)
    {
        var named = sources.SelectMany(Literals).ToHashSet(StringComparer.Ordinal);
        var declared = sources.SelectMany(Declared).Distinct().ToList();
        return keys.Where(key => !named.Contains(key) && !IsOfLetter(key, named) && !declared.Any(pattern => Matches(pattern, key)));
    }

    // The star stands for one part of the key, as one code does.
    private static bool Matches(string pattern, string key) =>
        Regex.IsMatch(key, "^" + Regex.Escape(pattern).Replace(@"\*", "[a-z0-9-]+") + "$", RegexOptions.None, TimeSpan.FromSeconds(1));

    // A mail is called by what the keys of its subject and its body share.
    private static bool IsLetter(string literal, IReadOnlySet<string> keys) =>
        keys.Contains(literal + ".subject") && keys.Contains(literal + ".body");

    private static bool IsOfLetter(string key, HashSet<string> named) =>
        (key.EndsWith(".subject", StringComparison.Ordinal) || key.EndsWith(".body", StringComparison.Ordinal)) && named.Contains(key[..key.LastIndexOf('.')]);

    // Names of instruments of measurement and of settings are written like keys.
    private static bool IsMeasured(string source, string literal) =>
        Regex.IsMatch(source, $@"(Create(Counter|Histogram|UpDownCounter|ObservableGauge|ObservableCounter|Gauge)(<\w+>)?|StartActivity|SetTag|AddTag|Meter|ActivitySource|AddMeter|AddSource)\(\s*""{Regex.Escape(literal)}""", RegexOptions.None, TimeSpan.FromSeconds(1));

    [GeneratedRegex("""(?<![\w$@])"(?<key>[a-z][a-z0-9-]*(?:\.[a-z0-9][a-z0-9-]*)+)["]""", RegexOptions.None, 1_000)]
    private static partial Regex Literal();

    [GeneratedRegex("""\b(?:T|t|words|Words)(?:\[|\.(?:Html|Has)\()\s*"(?<key>[^"]*)["]""", RegexOptions.None, 1_000)]
    private static partial Regex Asked();

    [GeneratedRegex("""\b(?:T|t|words|Words|this)(?:\[|\.(?:Html|Has)\()[^\]"]*\$["]""", RegexOptions.None, 1_000)]
    private static partial Regex PutTogether();

    [GeneratedRegex(@"(?://|@\*)\s*texts:\s*(?<patterns>[a-z0-9.*-]+(, *[a-z0-9.*-]+)*)", RegexOptions.None, 1_000)]
    private static partial Regex Declaration();
}
