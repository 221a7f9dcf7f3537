namespace Entente.Shared.Localisation;

/// <summary>The plural forms a language may have, as CLDR names them.</summary>
public enum PluralForm { Zero, One, Two, Few, Many, Other }

/// <summary>The plural rules of CLDR 48 for whole and decimal numbers; .NET has none of its own.</summary>
public static class Plural
{
    /// <summary>The form for a number as it is shown: 1.0 differs from 1 where a language says so.</summary>
    public static PluralForm Of(decimal number, Language language)
    {
        var n = Math.Abs(number);
        var whole = decimal.Truncate(n);
        return language.Code switch
        {
            "fr" or "pt" => whole <= 1 ? PluralForm.One : Millions(n, whole),
            "es" => n == 1 ? PluralForm.One : Millions(n, whole),
            "ar" => Arabic(n, whole),
            _ => n == 1 && n.Scale == 0 ? PluralForm.One : PluralForm.Other,
        };
    }

    /// <summary>The forms a text with a count must have in this language.</summary>
    public static IReadOnlyList<PluralForm> FormsOf(Language language) => language.Code switch
    {
        "fr" or "es" or "pt" => [PluralForm.One, PluralForm.Many, PluralForm.Other],
        "ar" => [PluralForm.Zero, PluralForm.One, PluralForm.Two, PluralForm.Few, PluralForm.Many, PluralForm.Other],
        _ => [PluralForm.One, PluralForm.Other],
    };

    private static PluralForm Millions(decimal n, decimal whole) =>
        n.Scale == 0 && whole != 0 && whole % 1_000_000 == 0 ? PluralForm.Many : PluralForm.Other;

    private static PluralForm Arabic(decimal n, decimal whole)
    {
        if (n != whole)
            return PluralForm.Other;
        return (n, whole % 100) switch
        {
            (0, _) => PluralForm.Zero,
            (1, _) => PluralForm.One,
            (2, _) => PluralForm.Two,
            (_, >= 3 and <= 10) => PluralForm.Few,
            (_, >= 11) => PluralForm.Many,
            _ => PluralForm.Other,
        };
    }
}
