namespace Entente.Bodies.Loading;

/// <summary>One texts/&lt;language&gt;.yaml: the texts by their place in body.yaml, "posts.chair.name".</summary>
internal sealed record TextsFile(string Path, string Language, IReadOnlyDictionary<string, YamlText> Texts, bool Unreadable)
{
    public static Dictionary<string, TextsFile> ReadAll(Folder folder, IReadOnlyList<string> languages, FileFindings findings)
    {
        var files = new Dictionary<string, TextsFile>(StringComparer.Ordinal);
        foreach (var file in folder.Files)
        {
            if (FolderRules.Stem(file.Path, "texts/", ".yaml") is { } language && IsExpected(language, languages, findings.Of(file.Path)))
                files[language] = Read(file, language, findings.Of(file.Path));
        }
        return files;
    }

    private static bool IsExpected(string language, IReadOnlyList<string> languages, FileFindings findings)
    {
        if (languages.Count == 0 || (languages.Contains(language, StringComparer.Ordinal) && language != languages[0]))
            return true;
        if (languages.Contains(language, StringComparer.Ordinal))
            findings.Add(Place.Start, "unexpected-file", $"\"{language}\" is the body's first language.", "Its texts stand in body.yaml itself: remove this file.");
        else if (IsoLanguages.Find(language) is null)
            findings.AddUnknown(Place.Start, "unknown-language", $"\"{language}\" is not a language code of ISO 639-1.", language, languages);
        else
            findings.Add(Place.Start, "unknown-language", $"\"{language}\" is not a language of this body.", "Add it to \"languages\" in body.yaml, or remove this file.");
        return false;
    }

    private static TextsFile Read(FolderFile file, string language, FileFindings findings)
    {
        var texts = new Dictionary<string, YamlText>(StringComparer.Ordinal);
        var map = file.Bytes.Length > 0 ? YamlFile.Read(file.Bytes, findings) : null;
        if (map is not null)
            Flatten(map, "", texts, findings);
        return new TextsFile(file.Path, language, texts, Unreadable: map is null);
    }

    private static void Flatten(YamlMap map, string prefix, Dictionary<string, YamlText> texts, FileFindings findings)
    {
        foreach (var (key, value) in map.Entries)
        {
            var place = prefix + key.Value;
            switch (value)
            {
                case YamlMap inner:
                    Flatten(inner, place + ".", texts, findings);
                    break;
                case YamlText { IsBlank: false } text:
                    texts[place] = text with { Value = TextRules.Clean(text.Value, text.At, findings), At = key.At };
                    break;
                case YamlText or YamlList:
                    findings.Add(value.At, value is YamlText ? "blank" : "wrong-type", $"\"{place}\" has no text.", "Write the translation on one line.");
                    texts[place] = new YamlText(key.At, place, Plain: true);
                    break;
            }
        }
    }
}
