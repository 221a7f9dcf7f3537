namespace Entente.Bodies.Loading;

/// <summary>The lists of body.yaml: what each is called and which columns it has beside the usual ones.</summary>
internal sealed class ListsPart(MapReader root, IReadOnlyList<string> languages, Translations texts, FileFindings findings)
{
    private static readonly Dictionary<string, Func<IReadOnlyList<string>, IEnumerable<ListCode>>?> Standards = new(StringComparer.Ordinal)
    {
        ["countries"] = languages => Countries.All.Select(country => Standard(country.Alpha3, country.Name, null, languages)),
        ["currencies"] = languages => Currencies.All.Select(currency => Standard(currency.Code, currency.Name, currency.LastDay?.AddDays(1), languages)),
        ["languages"] = languages => IsoLanguages.All.Select(language => Standard(language.Code, language.Name, null, languages)),
    };

    private static readonly string[] Usual = ["code", "label", "from", "until", "parent", "note"];

    private readonly ColumnsPart _columns = new(texts, findings);

    public IReadOnlyList<CodeList> Read()
    {
        var lists = root.Coded("lists", required: false).Select(List).ToList();
        _columns.CheckLists(lists);
        return lists;
    }

    /// <summary>What parties.csv holds beside the usual columns.</summary>
    public IReadOnlyList<ListColumn>? ReadOfParties(IReadOnlyList<CodeList> lists)
    {
        var columns = new ColumnsPart(texts, findings);
        var read = columns.Read(root, "party-columns", "party-columns", PartiesFile.Usual);
        columns.CheckLists(lists);
        return read.Count > 0 ? read : null;
    }

    private CodeList List(YamlEntry entry)
    {
        var place = $"lists.{entry.Key.Value}";
        if (root.Inner(entry, place) is not { } map)
            return new CodeList(entry.Key.Value, texts.Resolve($"{place}.name", null), [], []);
        var name = texts.Resolve($"{place}.name", map.Take("name"));
        var columns = _columns.Read(map, "columns", $"{place}.columns", Usual);
        var included = map.Choice("includes", Standards, null);
        map.Close();
        return new CodeList(entry.Key.Value, name, columns, included is null ? [] : [.. included(languages)]);
    }

    // In the body's own languages, or else in English.
    private static ListCode Standard(string code, LocalText name, DateOnly? until, IReadOnlyList<string> languages)
    {
        var names = name.All.Where(text => languages.Contains(text.Language, StringComparer.Ordinal)).ToList();
        return new ListCode(code, new LocalText(names.Count > 0 ? names.Select(text => (text.Language, text.Text)) : [("en", name.In("en").Text)]), new Period(null, until), null, new Dictionary<string, string>(StringComparer.Ordinal));
    }
}
