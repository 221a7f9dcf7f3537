using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Entente.Shared.Localisation;

/// <summary>
/// The months of the Gregorian calendar. Kept here rather than taken from ICU, so that pages, mails and
/// printed receipts read the same whatever ICU a server has.
/// </summary>
public static class MonthNames
{
    private static readonly string[] English = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
    private static readonly string[] French = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];
    private static readonly string[] Spanish = ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"];
    private static readonly string[] Portuguese = ["janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro", "dezembro"];
    private static readonly string[] Arabic = ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"];

    // Also written: short forms, and the names of the Mashriq (which documents of the United Nations put before
    // those of the Nile) and of the Maghreb.
    private static readonly string[] AlsoWritten =
    [
        "jan|janv|ene|كانون الثاني|جانفي",
        "feb|fév|févr|fev|شباط|فيفري",
        "mar|آذار",
        "apr|avr|abr|نيسان|أفريل|إبريل",
        "أيار|ماي",
        "jun|حزيران|جوان|يونيه",
        "jul|juil|تموز|جويلية|يوليوز|يوليه",
        "aug|ago|آب|أوت|غشت",
        "sep|sept|set|setiembre|أيلول|شتنبر",
        "oct|out|تشرين الأول",
        "nov|تشرين الثاني|نونبر",
        "dec|déc|dic|dez|كانون الأول|دجنبر",
    ];

    private static readonly FrozenDictionary<string, int> ByName = Table().ToFrozenDictionary(StringComparer.Ordinal);

    public static IReadOnlyList<string> Of(Language language) => language.Code switch
    {
        "fr" => French,
        "es" => Spanish,
        "pt" => Portuguese,
        "ar" => Arabic,
        _ => English,
    };

    /// <summary>Every name with its month, folded; no name means two months in two languages.</summary>
    internal static Dictionary<string, int> Table()
    {
        var table = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var month = 1; month <= 12; month++)
            foreach (var name in Language.All.Select(language => Of(language)[month - 1]).Concat(AlsoWritten[month - 1].Split('|')))
                if (!table.TryAdd(Fold(name), month) && table[Fold(name)] != month)
                    throw new InvalidOperationException($"{name} is the name of two months.");
        return table;
    }

    /// <summary>One month said once, or twice over as in "آذار/مارس".</summary>
    internal static bool TryFind(IReadOnlyList<string> words, out int month)
    {
        month = 0;
        for (var i = 0; i < words.Count;)
        {
            var length = i + 1 < words.Count && ByName.ContainsKey($"{words[i]} {words[i + 1]}") ? 2 : 1;
            if (!ByName.TryGetValue(string.Join(' ', words.Skip(i).Take(length)), out var found) || (month != 0 && month != found))
                return false;
            (month, i) = (found, i + length);
        }
        return month != 0;
    }

    /// <summary>Small letters without accents, so that "Fév." and "fev" are the same.</summary>
    internal static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var sign in text.Normalize(NormalizationForm.FormD))
            if (CharUnicodeInfo.GetUnicodeCategory(sign) != UnicodeCategory.NonSpacingMark)
                folded.Append(char.ToLowerInvariant(sign));
        return folded.ToString();
    }
}
