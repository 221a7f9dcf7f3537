namespace Entente.Bodies.Loading;

/// <summary>Takes known keys out of a mapping one after the other; whatever is left at the end was not known.</summary>
internal sealed class MapReader(YamlMap map, string where, FileFindings findings)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public Place At => map.At;

    public FileFindings Findings => findings;

    public YamlNode? Take(string key, bool required = true)
    {
        _known.Add(key);
        var entry = map.Entries.FirstOrDefault(entry => entry.Key.Value == key);
        if (entry is null && required)
            findings.Add(map.At, "missing-key", $"\"{key}\" is missing{In}.", $"Add \"{key}: …\".");
        return entry?.Value;
    }

    /// <summary>A value that is a single word or line.</summary>
    public YamlText? Word(string key, bool required = true)
    {
        switch (Take(key, required))
        {
            case null or YamlBroken:
                return null;
            case YamlText { IsBlank: false } text:
                return text with { Value = TextRules.Clean(text.Value, text.At, findings) };
            case YamlText blank:
                findings.Add(blank.At, "blank", $"\"{key}\" is blank{In}.", "Fill it in, or remove the line if it is optional.");
                return null;
            case var other:
                findings.Add(other.At, "wrong-type", $"\"{key}\" must be a single value{In}.", $"Write \"{key}: value\".");
                return null;
        }
    }

    /// <summary>A list of words: <c>[en, fr]</c>. Null when it is missing or unusable.</summary>
    public IReadOnlyList<YamlText>? Words(string key, bool required = true)
    {
        switch (Take(key, required))
        {
            case null or YamlBroken:
                return null;
            case YamlList list:
                return Distinct(key, list);
            case var other:
                findings.Add(other.At, "wrong-type", $"\"{key}\" must be a list{In}.", $"Write \"{key}: [first, second]\".");
                return null;
        }
    }

    /// <summary>The entries of a mapping whose keys are codes.</summary>
    public IEnumerable<YamlEntry> Coded(string key, bool required = true)
    {
        switch (Take(key, required))
        {
            case YamlMap coded:
                return coded.Entries.Where(entry => IsCode(entry.Key));
            case null or YamlBroken:
                return [];
            case var other:
                findings.Add(other.At, "wrong-type", $"\"{key}\" must be a set of codes, each with its content{In}.", "Write each code on its own line, indented, followed by a colon.");
                return [];
        }
    }

    /// <summary>A mapping inside this one, or null when something else stands there.</summary>
    public MapReader? Inner(YamlEntry entry, string path)
    {
        switch (entry.Value)
        {
            case YamlMap inner:
                return new MapReader(inner, path, findings);
            case YamlBroken:
                return null;
            case var other:
                findings.Add(other.At, "wrong-type", $"\"{entry.Key.Value}\" must hold keys and values.", "Write them on the lines below, indented by two spaces.");
                return null;
        }
    }

    public void Close()
    {
        foreach (var entry in map.Entries.Where(entry => !_known.Contains(entry.Key.Value)))
            findings.AddUnknown(entry.Key.At, "unknown-key", $"\"{entry.Key.Value}\" is not known{In}.", entry.Key.Value, _known);
    }

    private string In => where.Length == 0 ? "" : $" in {where}";

    private bool IsCode(YamlText key)
    {
        if (Codes.IsWord(key.Value))
            return true;
        findings.Add(key.At, "code", $"\"{key.Value}\" cannot be a code.", Codes.WordRule);
        return false;
    }

    private List<YamlText> Distinct(string key, YamlList list)
    {
        var words = new List<YamlText>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in list.Items)
        {
            if (item is YamlText { IsBlank: false } word && seen.Add(word.Value))
                words.Add(word);
            else if (item is YamlText { IsBlank: false } again)
                findings.Add(item.At, "duplicate-value", $"\"{again.Value}\" stands twice in \"{key}\"{In}.", "Remove one.");
            else if (item is not YamlBroken)
                findings.Add(item.At, "wrong-type", $"\"{key}\" must list single words{In}.", $"Write \"{key}: [first, second]\".");
        }
        return words;
    }
}
