namespace Entente.Bodies.Loading;

/// <summary>
/// The texts of body.yaml in every language of the body. A text stands in body.yaml in the first language, or there in
/// several (<c>name: {en: …, fr: …}</c>); every other language comes from the same place in texts/&lt;language&gt;.yaml.
/// A definition's texts stand there under <c>definitions.CODE</c>.
/// </summary>
internal sealed class Translations
{
    private readonly IReadOnlyList<string> languages;
    private readonly IReadOnlyDictionary<string, TextsFile> files;
    private readonly FileFindings findings;
    private readonly string prefix;
    private readonly HashSet<string> _places;
    private readonly List<string> _unread;
    private readonly List<TextPlace> _found;

    public Translations(IReadOnlyList<string> languages, IReadOnlyDictionary<string, TextsFile> files, FileFindings findings)
        : this(languages, files, findings, "", new(StringComparer.Ordinal), [], []) { }

    private Translations(IReadOnlyList<string> languages, IReadOnlyDictionary<string, TextsFile> files, FileFindings findings, string prefix, HashSet<string> places, List<string> unread, List<TextPlace> found) =>
        (this.languages, this.files, this.findings, this.prefix, _places, _unread, _found) = (languages, files, findings, prefix, places, unread, found);

    public IReadOnlyList<string> Languages => languages;

    /// <summary>The texts of another file of the body, which stand in the files of texts below this place.</summary>
    public Translations Of(FileFindings other, string below) => new(languages, files, other, below + ".", _places, _unread, _found);

    /// <summary>Every text in the order in which it was met, with where each language of it is written.</summary>
    public IReadOnlyList<TextPlace> Found => _found;

    /// <summary>What the text files say about a file that cannot be read is neither right nor wrong.</summary>
    public void CannotRead(string below) => _unread.Add(below + ".");

    public LocalText? Optional(string place, YamlNode? node) => node is null ? null : Resolve(place, node);

    public LocalText Resolve(string place, YamlNode? node)
    {
        place = prefix + place;
        _places.Add(place);
        var inline = node is null or YamlBroken ? null : Inline(place, node);
        if (inline is null || languages.Count == 0)
            return new LocalText((First, place));
        _found.Add(PlaceOf(place, node!, inline));
        return new LocalText(languages.Select(language => (language, Find(language, place, inline, node!))));
    }

    /// <summary>What the text files say about nothing that is in body.yaml.</summary>
    public void ReportUnused()
    {
        foreach (var file in files.Values)
        {
            foreach (var (place, text) in file.Texts.Where(text => !_places.Contains(text.Key) && !_unread.Exists(below => text.Key.StartsWith(below, StringComparison.Ordinal))))
                findings.Of(file.Path).AddUnknown(text.At, "unknown-text", $"{Owner(place)} text \"{place}\".", place, _places);
        }
    }

    private static string Owner(string place) => place.Split('.')[0] switch
    {
        "definitions" => "No definition has a",
        "letters" => "No letter has a",
        _ => "body.yaml has no",
    };

    private TextPlace PlaceOf(string place, YamlNode node, Dictionary<string, string> inline)
    {
        var path = place[prefix.Length..].Split('.');
        var texts = new Dictionary<string, TextWritten>(StringComparer.Ordinal);
        foreach (var language in languages)
        {
            if (inline.TryGetValue(language, out var beside) && beside != place)
                texts[language] = new TextWritten(beside, findings.File, node is YamlMap ? [.. path, language] : path);
            else if (files.GetValueOrDefault(language) is { } file && file.Texts.GetValueOrDefault(place) is { } filed)
                texts[language] = new TextWritten(filed.Value, file.Path, place.Split('.'));
        }
        return new TextPlace(place, findings.File, path, node is YamlMap, texts);
    }

    private string First => languages.Count > 0 ? languages[0] : "en";

    private string Find(string language, string place, Dictionary<string, string> inline, YamlNode node)
    {
        var file = files.GetValueOrDefault(language);
        var filed = file?.Texts.GetValueOrDefault(place);
        if (inline.TryGetValue(language, out var text))
        {
            if (filed is not null)
                findings.Of(file!.Path).Add(filed.At, "text-twice", $"\"{place}\" is given in {language} here and in {findings.File}, line {node.At.Line}.", "Keep one of them.");
            return text;
        }
        if (filed is not null)
            return filed.Value;
        if (file is not { Unreadable: true })
        {
            var first = language == languages[0];
            findings.Add(node.At, "missing-translation", $"\"{place}\" has no text in {language}.",
                first ? $"\"{language}\" is the body's first language: write it here." : prefix.Length == 0 ? $"Write it at the same place in texts/{language}.yaml." : $"Write it under \"{place}\" in texts/{language}.yaml.");
        }
        return place;
    }

    private Dictionary<string, string>? Inline(string place, YamlNode node)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        switch (node)
        {
            case YamlText text:
                Add(texts, place, First, text);
                break;
            case YamlMap map:
                foreach (var entry in map.Entries)
                    AddInLanguage(texts, place, entry);
                break;
            default:
                findings.Add(node.At, "wrong-type", $"\"{place}\" must be a text.", "Write it on one line, or one line for each language: \"en: …\".");
                return null;
        }
        return texts;
    }

    private void AddInLanguage(Dictionary<string, string> texts, string place, YamlEntry entry)
    {
        if (languages.Count > 0 && !languages.Contains(entry.Key.Value, StringComparer.Ordinal))
            findings.AddUnknown(entry.Key.At, "unknown-language", $"\"{entry.Key.Value}\" is not a language of this body.", entry.Key.Value, languages);
        else if (entry.Value is YamlText text)
            Add(texts, place, entry.Key.Value, text);
        else if (entry.Value is not YamlBroken)
            findings.Add(entry.Value.At, "wrong-type", $"\"{place}\" must be a text.", "Write it on one line.");
    }

    private void Add(Dictionary<string, string> texts, string place, string language, YamlText text)
    {
        if (text.IsBlank)
            findings.Add(text.At, "blank", $"\"{place}\" is blank.", "Write the text.");
        // A blank one counts as given, so that it is not reported twice.
        texts[language] = text.IsBlank ? place : TextRules.Clean(text.Value, text.At, findings);
    }
}
