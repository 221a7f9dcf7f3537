using Entente.Bodies.Definitions;

namespace Entente.Bodies.Loading.Definitions;

/// <summary>One definition while it is read: what is around it, and what is collected to be checked once all definitions are there.</summary>
internal sealed class Reading(Body body, IReadOnlyDictionary<string, DefinitionKind> others, string code, DefinitionKind kind, Translations texts, FileFindings findings)
{
    private static readonly string[] BuiltIn = ["countries", "currencies", "languages"];

    public Body Body => body;

    public string Code => code;

    public DefinitionKind Kind => kind;

    public Translations Texts => texts;

    public FileFindings Findings => findings;

    public List<Formula> Formulas { get; } = [];

    public List<Across> Across { get; } = [];

    /// <summary>Where examples and other definitions find the check, the section or the field in the file.</summary>
    public Dictionary<string, Place> Places { get; } = new(StringComparer.Ordinal);

    /// <summary>A section or field could not be understood, so that formulas would be told about names that are only misread.</summary>
    public bool IsUnsure { get; set; }

    public LocalText Text(MapReader map, string key, string place) => texts.Resolve($"{place}{key}", map.Take(key));

    public LocalText? Optional(MapReader map, string key, string place) => texts.Optional($"{place}{key}", map.Take(key, required: false));

    /// <summary>Takes a formula and keeps it for the check.</summary>
    /// <param name="settles">The section, or "section.field", of which it says whether it is asked or what it is.</param>
    public string? Formula(MapReader map, string key, FormulaScope scope, Wanted wanted, bool required = false, string? settles = null)
    {
        if (map.Formula(key, required) is not { } text)
            return null;
        if (scope != FormulaScope.Nowhere)
            Formulas.Add(new Formula(key, text, scope, wanted, settles));
        return text.Value;
    }

    public string? Audience(MapReader map, string key)
    {
        if (map.Word(key, required: false) is not { } word)
            return null;
        Audience(word);
        return word.Value;
    }

    /// <summary>What a party may choose instead, in the order in which it is offered; null: nothing.</summary>
    public IReadOnlyList<string>? Choices(MapReader map)
    {
        if (map.Words("may-choose", required: false) is not { Count: > 0 } words)
            return null;
        foreach (var word in words)
            Audience(word);
        return [.. words.Select(word => word.Value)];
    }

    /// <summary>How long a party may keep something closed: "90 days", "18 months", "2 years".</summary>
    public string? OpensWithin(MapReader map)
    {
        if (map.Word("opens-within", required: false) is not { } word)
            return null;
        if (Embargo.Read(word.Value) is { } embargo)
            return embargo.ToString();
        findings.Add(word.At, "opens-within", $"\"{word.Value}\" is no length of time.", $"Write it as \"90 days\", \"18 months\" or \"2 years\", at most {Embargo.MostYears} years.");
        return null;
    }

    public void Audience(YamlText word, bool alone = false)
    {
        if (word.Value == Sharing.Sealed && !alone)
            Sealed(word);
        else if (!(word.Value is Sharing.Own or Sharing.Public && !alone) && !body.Audiences.Any(audience => audience.Code == word.Value))
            findings.AddUnknown(word.At, "unknown-audience", $"There is no audience \"{word.Value}\" in body.yaml.", word.Value, [.. alone ? [Definition.ByBody] : new[] { Sharing.Own, Sharing.Sealed, Sharing.Public }, .. body.Audiences.Select(audience => audience.Code)]);
    }

    // What is handled, answered, issued or listed by the body's people cannot be hidden from them.
    private void Sealed(YamlText word)
    {
        if (kind != DefinitionKind.Return)
            findings.Add(word.At, "sealed-kind", $"A {Word(kind)} cannot be sealed.", "Only what parties declare in a return can be for the party alone. Write \"own\" for the party and the body's serving people.");
    }

    public string? List(YamlText? word)
    {
        if (word is null || HasList(word.Value))
            return word?.Value;
        // Nobody knows what columns it would have.
        IsUnsure = true;
        findings.AddUnknown(word.At, "unknown-list", $"There is no list \"{word.Value}\" in body.yaml.", word.Value, [.. body.Lists.Select(list => list.Code), .. BuiltIn]);
        return word.Value;
    }

    public bool HasList(string code) => BuiltIn.Contains(code, StringComparer.Ordinal) || body.List(code) is not null;

    /// <summary>Another definition of the body, of one of these kinds; any, when none is named.</summary>
    public string? Other(YamlText? word, params DefinitionKind[] wanted)
    {
        if (word is null)
            return null;
        if (!others.TryGetValue(word.Value, out var found))
            findings.AddUnknown(word.At, "unknown-definition", $"There is no definition \"{word.Value}\" in this folder.", word.Value, others.Where(other => wanted.Length == 0 || wanted.Contains(other.Value)).Select(other => other.Key));
        else if (wanted.Length > 0 && !wanted.Contains(found))
            findings.Add(word.At, "wrong-kind", $"\"{word.Value}\" is a {Word(found)}, not a {Word(wanted[0])}.", $"Name a definition whose file ends in \".{Word(wanted[0])}.yaml\".");
        return word.Value;
    }

    private static string Word(DefinitionKind kind) => kind.ToString().ToLowerInvariant();
}

/// <summary>A formula where it is written, with the names it may use and what it must give.</summary>
internal sealed record Formula(string Key, YamlText Text, FormulaScope Scope, Wanted Wanted, string? Settles);

/// <summary>Which names a formula may use.</summary>
/// <param name="Section">The section whose fields are names, or the register whose entries are looked at; null for the whole statement.</param>
internal sealed record FormulaScope(FormulaNames Names, string? Section = null)
{
    public static readonly FormulaScope Outside = new(FormulaNames.Outside);
    public static readonly FormulaScope Whole = new(FormulaNames.Whole);

    /// <summary>Who owes what, and why.</summary>
    public static readonly FormulaScope Owed = new(FormulaNames.Owed);

    /// <summary>It is not known which names there are, because something around it was misread.</summary>
    public static readonly FormulaScope Nowhere = new(FormulaNames.Nowhere);

    public static FormulaScope Of(string section) => new(FormulaNames.Section, section);

    /// <summary>The sections of an entry of a register.</summary>
    public static FormulaScope Each(string register) => new(FormulaNames.Each, register);
}

internal enum FormulaNames { Outside, Whole, Section, Old, Nowhere, Owed, Each }

/// <summary>What a formula must give: true or false, a day, or what a field holds.</summary>
internal sealed record Wanted(WantedType Type, string? Section = null, string? Field = null)
{
    public static readonly Wanted Truth = new(WantedType.Truth);
    public static readonly Wanted Day = new(WantedType.Day);

    /// <summary>Whatever it gives can be said.</summary>
    public static readonly Wanted Anything = new(WantedType.Anything);

    public static Wanted Of(string section, string field) => new(WantedType.Field, section, field);
}

internal enum WantedType { Truth, Day, Field, Anything }

/// <summary>Something that must be there in another definition, or in this one once it is whole; looked at when all are read.</summary>
internal sealed record Across(Action<IReadOnlyDictionary<string, Definition>> Check);
