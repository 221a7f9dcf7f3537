using System.Globalization;

namespace Entente.Shared.Localisation;

/// <summary>In which language to answer: what was chosen here, else what the profile says, else what the browser asks for.</summary>
public static class LanguageOfRequest
{
    // A browser sends a dozen entries at most; more is somebody playing.
    private const int LongestHeader = 1_000;

    public static Language Choose(IReadOnlyList<Language> offered, string? chosen, string? profile, string? acceptLanguage) =>
        Language.Find(chosen, offered)
        ?? Language.Find(profile, offered)
        ?? Accepted(offered, acceptLanguage)
        ?? offered[0];

    private static Language? Accepted(IReadOnlyList<Language> offered, string? header)
    {
        if (string.IsNullOrWhiteSpace(header) || header.Length > LongestHeader)
            return null;
        var wishes = header.Split(',').Select(Wish).OfType<(string Tag, decimal Quality)>().ToList();
        var refused = wishes.Where(wish => wish.Quality == 0).Select(wish => Primary(wish.Tag)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (tag, _) in wishes.Where(wish => wish.Quality > 0).OrderByDescending(wish => wish.Quality))
        {
            var found = tag == "*" ? offered.FirstOrDefault(language => !refused.Contains(language.Code)) : Language.Find(Primary(tag), offered);
            if (found is not null)
                return found;
        }
        return null;
    }

    /// <summary>"pt-BR;q=0.8" as tag and quality; null when it is not written so.</summary>
    private static (string Tag, decimal Quality)? Wish(string entry)
    {
        var parts = entry.Split(';', StringSplitOptions.TrimEntries);
        if (parts is not [{ Length: > 0 } tag, .. var rest])
            return null;
        if (rest is [])
            return (tag, 1);
        return rest is [['q' or 'Q', '=', .. var digits]]
            && decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var quality) && quality <= 1
            ? (tag, quality)
            : null;
    }

    private static string Primary(string tag) => tag.Split('-')[0];
}
