using Entente.Bodies.Definitions;

namespace Entente.Bodies.Loading;

/// <summary>Reads the letters of a folder, letters/CODE.yaml. What a letter mentions is known, or it is an error.</summary>
internal static class LettersPart
{
    private static readonly Dictionary<string, LetterTo> Addressees = Enum.GetValues<LetterTo>().ToDictionary(to => to.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    public static List<LetterTemplate> Read(Folder folder, Translations? texts, List<Finding> all)
    {
        var letters = new List<LetterTemplate>();
        foreach (var file in folder.Files.Where(file => FolderRules.IsLetter(file.Path) && file.Bytes.Length > 0))
        {
            var code = FolderRules.Stem(file.Path, "letters/", ".yaml")!;
            var findings = new FileFindings(file.Path, all);
            if (!Codes.IsWord(code))
                findings.Add(Place.Start, "code", $"\"{code}\" cannot be the code of a letter.", Codes.WordRule);
            if (YamlFile.Read(file.Bytes, findings) is not { } map)
                texts?.CannotRead($"letters.{code}");
            else if (texts is not null)
                letters.Add(Letter(code, new MapReader(map, "", findings), texts.Of(findings, $"letters.{code}")));
        }
        return letters;
    }

    private static LetterTemplate Letter(string code, MapReader map, Translations texts)
    {
        var name = texts.Resolve("name", map.Take("name"));
        var to = map.Choice("to", Addressees, LetterTo.Missing);
        var subject = Said(map, texts, "subject", map.Take("subject"), alone: false);
        var paragraphs = map.Coded("paragraphs").Select(entry => Said(map, texts, $"paragraphs.{entry.Key.Value}", entry.Value, alone: true)).ToList();
        if (paragraphs.Count == 0)
            map.Findings.Add(map.At, "blank", "The letter says nothing.", "Write at least one paragraph under \"paragraphs\".");
        map.Close();
        return new LetterTemplate(code, name, to, subject, paragraphs);
    }

    private static LocalText Said(MapReader map, Translations texts, string place, YamlNode? node, bool alone)
    {
        var text = texts.Resolve(place, node);
        foreach (var mention in node is null ? [] : Mentions.In(text))
        {
            if (!LetterTemplate.Mentions.Contains(mention, StringComparer.Ordinal))
                map.Findings.AddUnknown(node!.At, "unknown-mention", $"A letter cannot mention \"{{{mention}}}\".", mention, LetterTemplate.Mentions);
            else if (LetterTemplate.Lists.Contains(mention, StringComparer.Ordinal) && (!alone || text.All.Any(one => one.Text.Trim() != $"{{{mention}}}")))
                map.Findings.Add(node!.At, "list-mention", $"\"{{{mention}}}\" is a list and stands alone.", $"Make it a paragraph of its own: \"what: '{{{mention}}}'\".");
        }
        return text;
    }
}
