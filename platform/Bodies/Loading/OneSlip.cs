namespace Entente.Bodies.Loading;

/// <summary>
/// Leaves out what only follows from something else that was found: a key that is missing because it is misspelt, names that
/// nothing has because the key above them is misspelt, translations that stand under the name before. Whatever remains wrong
/// is said once that is mended. Pure.
/// </summary>
internal static class OneSlip
{
    private static readonly HashSet<string> Holders = new(["sections", "fields", "facts"], StringComparer.Ordinal);

    private static readonly HashSet<string> AboutNames = new(["unknown-place", "unknown-section", "not-a-table"], StringComparer.Ordinal);

    public static List<Finding> Left(List<Finding> found)
    {
        var misspelt = found.Where(one => one.Rule == "unknown-key" && Meant(one) is not null).ToList();
        var hollow = misspelt.Where(one => Holders.Contains(Meant(one)!)).Select(one => one.File).ToHashSet(StringComparer.Ordinal);
        var renamed = found.Where(one => one.Rule == "unknown-text").Select(one => (One: one, Change: Renaming(one))).Where(one => one.Change is not null).ToList();
        // The highest name stands for all that lies under it.
        var first = renamed.GroupBy(one => (one.One.File, one.Change!.Value)).Select(group => group.MinBy(one => one.One.Line).One).ToHashSet(ReferenceEqualityComparer.Instance);
        var moved = renamed.Select(one => (Language: Path.GetFileNameWithoutExtension(one.One.File), one.Change!.Value.Now)).ToHashSet();
        return [.. found.Where(one => !Follows(one))];

        bool Follows(Finding one) => one.Rule switch
        {
            "missing-key" => misspelt.Exists(other => other.File == one.File && Meant(other) == Name(one) && After(other.What, " is not known") == After(one.What, " is missing")),
            "missing-translation" => moved.Any(text => Under(Name(one), text.Now) && one.What.EndsWith($" in {text.Language}.", StringComparison.Ordinal)),
            "unknown-text" => hollow.Any(file => Name(one) is { } name && Under(name, $"definitions.{Code(file)}")) || (Renaming(one) is not null && !first.Contains(one)),
            _ => hollow.Contains(one.File) && (AboutNames.Contains(one.Rule) || one.Rule.StartsWith("formula-unknown", StringComparison.Ordinal)),
        };
    }

    private static string? Name(Finding one) => one.What.Split('"') is [_, var name, _, ..] ? name : null;

    private static string? Meant(Finding one) => one.Mend.StartsWith("Did you mean \"", StringComparison.Ordinal) ? one.Mend.Split('"')[1] : null;

    private static string? After(string text, string words) => text.IndexOf(words, StringComparison.Ordinal) is >= 0 and var at ? text[(at + words.Length)..] : null;

    private static string Code(string file) => Path.GetFileName(file).Split('.')[0];

    private static bool Under(string? place, string above) => place is not null && (place == above || place.StartsWith(above + ".", StringComparison.Ordinal));

    // "sections.catch.name" where "sections.catches.name" is known: one name was changed, and this is where.
    private static (string Was, string Now)? Renaming(Finding one)
    {
        if (Name(one)?.Split('.') is not { } was || Meant(one)?.Split('.') is not { } now || was.Length != now.Length)
            return null;
        var differ = Enumerable.Range(0, was.Length).Where(at => was[at] != now[at]).ToList();
        return differ is [var only] && only < was.Length - 1 ? (string.Join('.', was[..(only + 1)]), string.Join('.', now[..(only + 1)])) : null;
    }
}
