using System.Text.RegularExpressions;
using Entente.Shared.Localisation;

namespace Entente.Tests.House.Localisation;

/// <summary>What may be wrong with the texts of the rooms, each told with file and key.</summary>
internal static partial class Catalogue
{
    public static IReadOnlyList<TextInFile> Texts { get; } = [.. Entente.Shared.Localisation.Texts.Read(typeof(Texts).Assembly)];

    public static IEnumerable<string> Malformed(IEnumerable<TextInFile> texts) =>
        texts.Where(text => text.Problem is not null).Select(text => $"{text.File}: {text.Key}: {text.Problem}");

    public static IEnumerable<string> Misnamed(IEnumerable<TextInFile> texts) =>
        texts.Where(text => !Key().IsMatch(text.Key)).Select(text => $"{text.File}: {text.Key}: a key is words in small letters joined by points and hyphens, such as sign-in.title")
            .Concat(texts.Where(text => Language.Find(text.Language) is null).Select(text => $"{text.File}: there is no language {text.Language}").Distinct());

    public static IEnumerable<string> Blank(IEnumerable<TextInFile> texts) =>
        texts.Where(text => text.Source.Trim() != text.Source || text.Source.Length == 0).Select(text => $"{text.File}: {text.Key}: the text is empty or begins or ends with a blank");

    public static IEnumerable<string> Missing(IEnumerable<TextInFile> texts) =>
        from room in texts.GroupBy(text => text.Room)
        let keys = room.Select(text => text.Key).Distinct().ToList()
        from language in Language.All
        from key in keys.Except(room.Where(text => text.Language == language.Code).Select(text => text.Key))
        select $"{room.Key}/texts/{language.Code}.json: {key} is missing";

    /// <summary>One room owns a key, and every key that begins alike.</summary>
    public static IEnumerable<string> InTwoRooms(IEnumerable<TextInFile> texts) =>
        texts.GroupBy(text => text.Key.Split('.')[0]).Where(prefix => prefix.Select(text => text.Room).Distinct().Count() > 1)
            .Select(prefix => $"{prefix.Key}.… is in {string.Join(" and in ", prefix.Select(text => text.Room).Distinct())}");

    public static IEnumerable<string> Unlike(IEnumerable<TextInFile> texts)
    {
        var english = texts.Where(text => text is { Language: "en", Message: not null }).ToLookup(text => text.Key, text => Shape.Of(text.Message!));
        foreach (var text in texts.Where(text => text is { Message: not null } && text.Language != "en"))
        {
            var (source, shape) = (english[text.Key].FirstOrDefault(), Shape.Of(text.Message!));
            if (source is null)
                continue;
            if (!source.Names.SetEquals(shape.Names))
                yield return $"{text.File}: {text.Key}: holds {{{string.Join("} {", shape.Names)}}}, in English {{{string.Join("} {", source.Names)}}}";
            if (!source.Branches.SetEquals(shape.Branches))
                yield return $"{text.File}: {text.Key}: has the branches {string.Join(", ", shape.Branches)}, in English {string.Join(", ", source.Branches)}";
        }
    }

    public static IEnumerable<string> WronglyCounted(IEnumerable<TextInFile> texts) =>
        from text in texts
        where text.Message is not null
        let needed = Plural.FormsOf(Language.Find(text.Language) ?? Language.English)
        from plural in Shape.Of(text.Message!).Plurals
        where !plural.Forms.Keys.ToHashSet().SetEquals(needed)
        select $"{text.File}: {text.Key}: {{{plural.Name}}} has the forms {string.Join(", ", plural.Forms.Keys)}; the language has {string.Join(", ", needed)}";

    [GeneratedRegex(@"^[a-z][a-z0-9-]*(\.[a-z0-9][a-z0-9-]*)+$", RegexOptions.None, 1_000)]
    private static partial Regex Key();
}
