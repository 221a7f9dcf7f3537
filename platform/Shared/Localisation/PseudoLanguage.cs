namespace Entente.Shared.Localisation;

/// <summary>
/// Two made-up languages for developers: one longer than any translation, one from right to left. What stays
/// plain English on a page is not in the catalogue; what is cut off will be cut off in a real language.
/// </summary>
internal static class PseudoLanguage
{
    private const string Plain = "abcdefghijklmnopqrstuvwxyz";
    private const string Accented = "åƀçđéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýž";
    private const string Mirrored = "ابتدهفغحيجكلمنوثقرسطضظشخصذ";

    public static Language Longer { get; } = new("xx", "Ļöñĝéŕ", RightToLeft: false);
    public static Language RightToLeft { get; } = new("xr", "يمين", RightToLeft: true);

    public static IReadOnlyList<Language> All { get; } = [Longer, RightToLeft];

    public static IReadOnlyDictionary<string, Message> From(IReadOnlyDictionary<string, Message> english, Language language) =>
        english.ToDictionary(text => text.Key, text => text.Value.WithTexts(language.RightToLeft ? Mirror : Lengthen), StringComparer.Ordinal);

    private static string Lengthen(string text)
    {
        var accented = Replace(text, Accented);
        // Words, not one long run: a browser may break them, as it would a translation.
        var extra = string.Concat(Enumerable.Repeat("one two ", (int)Math.Ceiling(text.Trim().Length * 0.4 / 8)));
        return string.IsNullOrWhiteSpace(text) ? text : accented + Replace(" " + extra.TrimEnd(), Accented);
    }

    private static string Mirror(string text) => Replace(text, Mirrored);

    private static string Replace(string text, string letters) =>
        string.Concat(text.Select(sign => Plain.IndexOf(char.ToLowerInvariant(sign), StringComparison.Ordinal) is >= 0 and var at ? letters[at] : sign));
}
