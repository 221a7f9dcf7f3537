namespace Entente.Shared.Localisation;

/// <summary>One of the languages of the application, with its direction of writing.</summary>
public sealed record Language(string Code, string OwnName, bool RightToLeft)
{
    public static Language English { get; } = new("en", "English", RightToLeft: false);
    public static Language French { get; } = new("fr", "Français", RightToLeft: false);
    public static Language Spanish { get; } = new("es", "Español", RightToLeft: false);
    public static Language Portuguese { get; } = new("pt", "Português", RightToLeft: false);
    public static Language Arabic { get; } = new("ar", "العربية", RightToLeft: true);

    /// <summary>The five languages everything is written in, the language of last resort first.</summary>
    public static IReadOnlyList<Language> All { get; } = [English, French, Spanish, Portuguese, Arabic];

    public string Direction => RightToLeft ? "rtl" : "ltr";

    public static Language? Find(string? code) => Find(code, All);

    public static Language? Find(string? code, IReadOnlyList<Language> offered)
    {
        foreach (var language in offered)
            if (string.Equals(language.Code, code, StringComparison.OrdinalIgnoreCase))
                return language;
        return null;
    }
}
