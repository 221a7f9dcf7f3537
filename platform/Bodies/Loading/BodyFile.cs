namespace Entente.Bodies.Loading;

/// <summary>Reads body.yaml, with the texts of the other languages. What cannot be used is reported and left out.</summary>
internal sealed class BodyFile
{
    private readonly MapReader _root;
    private readonly FileFindings _findings;
    private readonly Translations _texts;

    private BodyFile(MapReader root, IReadOnlyList<string> languages, Folder folder, FileFindings findings)
    {
        _root = root;
        _findings = findings;
        Languages = languages;
        _texts = new Translations(languages, TextsFile.ReadAll(folder, languages, findings), findings);
    }

    public IReadOnlyList<string> Languages { get; }

    /// <summary>
    /// The body without parties and without the content of its lists, with the texts for whatever else the folder names; null
    /// when body.yaml cannot be read at all.
    /// </summary>
    public static (Body Body, Translations Texts, IReadOnlyList<YamlText> Unions)? Read(Folder folder, List<Finding> all)
    {
        var findings = new FileFindings("body.yaml", all);
        var map = folder.File("body.yaml") is { Bytes.Length: > 0 } file ? YamlFile.Read(file.Bytes, findings) : null;
        if (map is null)
        {
            // Their own errors still show; what they say cannot be compared with anything.
            TextsFile.ReadAll(folder, [], findings);
            return null;
        }
        var root = new MapReader(map, "", findings);
        return new BodyFile(root, ReadLanguages(root), folder, findings).Read(folder.Name);
    }

    private (Body, Translations, IReadOnlyList<YamlText>) Read(string folderName)
    {
        var code = Code(folderName);
        var (name, shortName, about) = (Text(_root, "name"), Text(_root, "short"), Text(_root, "about"));
        var zone = Zone();
        var website = Website();
        var audiences = _root.Coded("audiences").Select(entry => new Audience(entry.Key.Value, TextOf($"audiences.{entry.Key.Value}", entry.Value))).ToList();
        var standings = _root.Coded("standings").Select(entry => Standing(entry, audiences)).ToList();
        var divisions = new GroupingsPart(_root, _texts, _findings);
        var groupings = divisions.Read();
        var posts = new PostsPart(_root, _texts, _findings).Read();
        var columns = new ListsPart(_root, Languages, _texts, _findings);
        var lists = columns.Read();
        var ofParties = columns.ReadOfParties(lists);
        var others = OtherParties();
        var personal = PersonalData();
        var remind = RemindPart.Read(_root, _findings);
        var assessment = Assessment(audiences);
        _root.Close();
        return (new Body(code, name, shortName, about, Languages, zone, website, audiences, standings, groupings, posts, [], lists) { PartyColumns = ofParties, OtherParties = others, PersonalData = personal, Assessment = assessment, Remind = remind }, _texts, divisions.Unions);
    }

    private static List<string> ReadLanguages(MapReader root)
    {
        var languages = new List<string>();
        foreach (var word in root.Words("languages") ?? [])
        {
            if (IsoLanguages.Find(word.Value) is not null)
                languages.Add(word.Value);
            else
                root.Findings.AddUnknown(word.At, "unknown-language", $"\"{word.Value}\" is not a language code of ISO 639-1.", word.Value, IsoLanguages.All.Select(language => language.Code));
        }
        return languages;
    }

    private string Code(string folderName)
    {
        if (_root.Word("code") is not { } code)
            return folderName;
        if (!Codes.IsBody(code.Value))
            _findings.Add(code.At, "code", $"\"{code.Value}\" cannot be the code of a body.", Codes.BodyRule);
        else if (Codes.Reserved(code.Value) is { } reason)
            _findings.Add(code.At, "reserved-code", $"\"{code.Value}\" cannot be the code of a body.", $"{reason} Choose another, for the folder too.");
        else if (code.Value != folderName)
            _findings.Add(code.At, "code", $"The code is \"{code.Value}\" but the folder is called \"{folderName}\".", "Make them the same.");
        return code.Value;
    }

    private string Zone()
    {
        if (_root.Word("zone") is not { } zone)
            return "Etc/UTC";
        if (!Zones.IsKnown(zone.Value))
            _findings.Add(zone.At, "unknown-zone", $"\"{zone.Value}\" is not a time zone.", Zones.Hint(zone.Value));
        return zone.Value;
    }

    private string Website()
    {
        if (_root.Word("website", required: false) is not { } address)
            return "";
        if (!Uri.TryCreate(address.Value, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http"))
            _findings.Add(address.At, "address", $"\"{address.Value}\" is not the address of a website.", "Write it in full: https://www.example.org");
        return address.Value;
    }

    // Left out, the body does not assess: some have decided against it.
    private Assessment? Assessment(List<Audience> audiences)
    {
        if (_root.Take("assessment", required: false) is not YamlMap said)
            return null;
        var map = new MapReader(said, "assessment", _findings);
        var shownTo = map.Word("shown-to");
        if (shownTo is not null && audiences.TrueForAll(audience => audience.Code != shownTo.Value))
            _findings.AddUnknown(shownTo.At, "unknown-audience", $"There is no audience \"{shownTo.Value}\".", shownTo.Value, audiences.Select(audience => audience.Code));
        var usual = Bodies.Assessment.Usual(shownTo?.Value ?? "");
        var read = new Assessment(map.Whole("drafts-days-before", 1, 365) ?? usual.DraftsBefore, map.Whole("replies-days-before", 0, 365) ?? usual.RepliesBefore,
            map.Whole("shown-days-before", 0, 365) ?? usual.ShownBefore, map.Whole("final-days-after", 0, 365) ?? usual.FinalAfter, usual.ShownTo);
        if (read.DraftsBefore <= read.RepliesBefore || read.RepliesBefore < read.ShownBefore)
            _findings.Add(map.At, "order", "A party sees its drafts first, then answers, and then the others see them.", "Make drafts-days-before the largest and shown-days-before the smallest.");
        map.Close();
        return read;
    }

    private PersonalData? PersonalData()
    {
        if (_root.Take("personal-data", required: false) is not YamlMap said)
            return null;
        var map = new MapReader(said, "personal-data", _findings);
        var erase = map.Word("erase", required: false);
        if (erase is not null && erase.Value is not ("yes" or "no"))
            _findings.Add(erase.At, "unknown-value", $"\"{erase.Value}\" is neither yes nor no.", "Write \"erase: yes\" where the body's law lets people ask to be erased.");
        var usual = Bodies.PersonalData.Usual;
        var personal = new PersonalData(erase?.Value == "yes", PostsPart.Months(map, "erase-after", _findings) ?? usual.AfterMonths, PostsPart.Months(map, "readings-kept", _findings) ?? usual.ReadingsMonths);
        map.Close();
        return personal;
    }

    private List<string>? OtherParties()
    {
        var words = _root.Words("other-party-codes", required: false);
        foreach (var word in words?.Where(word => !Codes.IsParty(word.Value)) ?? [])
            _findings.Add(word.At, "code", $"\"{word.Value}\" cannot be the code of a party.", Codes.PartyRule);
        return words is { Count: > 0 } ? [.. words.Select(word => word.Value)] : null;
    }

    private Standing Standing(YamlEntry entry, List<Audience> audiences)
    {
        var place = $"standings.{entry.Key.Value}";
        if (_root.Inner(entry, place) is not { } map)
            return new Standing(entry.Key.Value, TextOf($"{place}.name", null), []);
        var name = TextOf($"{place}.name", map.Take("name"));
        var seen = map.Words("audiences") ?? [];
        foreach (var audience in seen.Where(word => audiences.TrueForAll(audience => audience.Code != word.Value)))
            _findings.AddUnknown(audience.At, "unknown-audience", $"There is no audience \"{audience.Value}\".", audience.Value, audiences.Select(known => known.Code));
        map.Close();
        return new Standing(entry.Key.Value, name, [.. seen.Select(word => word.Value)]);
    }

    private LocalText Text(MapReader map, string key) => TextOf(key, map.Take(key));

    private LocalText TextOf(string place, YamlNode? node) => _texts.Resolve(place, node);
}
