using System.Globalization;

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
        var entry = Entry(key);
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
    public IEnumerable<YamlEntry> Coded(string key, bool required = true) => Coded(key, required, Codes.IsWord, Codes.WordRule);

    /// <summary>The entries of a mapping whose keys are codes that formulas use as names.</summary>
    public IEnumerable<YamlEntry> Named(string key, bool required = true) => Coded(key, required, Codes.IsName, Codes.NameRule);

    /// <summary>The entries of a mapping whose keys may be anything.</summary>
    public IEnumerable<YamlEntry> Keyed(string key, bool required = true) => Coded(key, required, _ => true, "");

    /// <summary>A formula as it is written, so that places inside of it can be shown.</summary>
    public YamlText? Formula(string key, bool required = false)
    {
        switch (Take(key, required))
        {
            case null or YamlBroken:
                return null;
            case YamlText { IsBlank: false } text:
                return text;
            case YamlText blank:
                findings.Add(blank.At, "blank", $"\"{key}\" is blank{In}.", "Write a formula, or remove the line if it is optional.");
                return null;
            case var other:
                findings.Add(other.At, "wrong-type", $"\"{key}\" must be a formula{In}.", $"Put a formula with {{ }} or [ ] into single quotes: \"{key}: '…'\".");
                return null;
        }
    }

    public bool? Flag(string key)
    {
        if (Word(key, required: false) is not { } word)
            return null;
        if (word.Value is not ("true" or "false"))
            findings.Add(word.At, "wrong-type", $"\"{key}\" must be true or false{In}.", $"Write \"{key}: true\" or \"{key}: false\".");
        return word.Value == "true";
    }

    public decimal? Number(string key)
    {
        if (Word(key, required: false) is not { } word)
            return null;
        // Of two numbers that are equal the shorter is kept: 1.0 and 1 make the same version.
        if (word.Value.Length <= 30 && decimal.TryParse(word.Value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return number / 1.000000000000000000000000000000000m;
        findings.Add(word.At, "number", $"\"{word.Value}\" is not a number.", Figures.Mend(word.Value));
        return null;
    }

    public int? Whole(string key, int least, int most)
    {
        if (Word(key, required: false) is not { } word)
            return null;
        if (int.TryParse(word.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        findings.Add(word.At, "number", $"\"{word.Value}\" cannot be \"{key}\"{In}.", $"Write a whole number from {least} to {most}.");
        return null;
    }

    /// <summary>One of several words; the first when there is none.</summary>
    public T Choice<T>(string key, IReadOnlyDictionary<string, T> known, T otherwise, bool required = false)
    {
        if (Word(key, required) is not { } word)
            return otherwise;
        if (known.TryGetValue(word.Value, out var chosen))
            return chosen;
        findings.AddUnknown(word.At, "unknown-value", $"\"{key}\" cannot be \"{word.Value}\"{In}.", word.Value, known.Keys);
        return otherwise;
    }

    /// <summary>A mapping under a key, or null when there is none or something else stands there.</summary>
    public MapReader? Map(string key, string path, bool required = true)
    {
        switch (Take(key, required))
        {
            case YamlMap inner:
                return new MapReader(inner, path, findings);
            case null or YamlBroken:
                return null;
            case var other:
                findings.Add(other.At, "wrong-type", $"\"{key}\" must hold keys and values{In}.", "Write them on the lines below, indented by two spaces.");
                return null;
        }
    }

    /// <summary>Whether the key is written at all, whatever stands there.</summary>
    public bool Has(string key) => Entry(key) is not null;

    /// <summary>A key that is known elsewhere but does not go here: said once, in these words, instead of as unknown.</summary>
    public void Refuse(string key, string what, string mend)
    {
        if (Entry(key) is not { } entry)
            return;
        _known.Add(key);
        findings.Add(entry.Key.At, "unfitting-key", what, mend);
    }

    private IEnumerable<YamlEntry> Coded(string key, bool required, Func<string, bool> isCode, string rule)
    {
        switch (Take(key, required))
        {
            case YamlMap coded:
                return [.. coded.Entries.Where(entry => IsCode(entry.Key, isCode, rule))];
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
        {
            if (Figures.Divided(map, entry.Key) is { } divided)
                findings.Add(entry.Key.At, "number", $"\"{entry.Key.Value}\" is a key of its own{In}.", divided);
            else
                findings.AddUnknown(entry.Key.At, "unknown-key", $"\"{entry.Key.Value}\" is not known{In}.", entry.Key.Value, _known);
        }
    }

    private string In => where.Length == 0 ? "" : $" in {where}";

    private YamlEntry? Entry(string key)
    {
        foreach (var entry in map.Entries)
        {
            if (entry.Key.Value == key)
                return entry;
        }
        return null;
    }

    private bool IsCode(YamlText key, Func<string, bool> isCode, string rule)
    {
        if (isCode(key.Value))
            return true;
        findings.Add(key.At, "code", $"\"{key.Value}\" cannot be a code.", rule);
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
