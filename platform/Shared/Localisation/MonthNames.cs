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

    public static IReadOnlyList<string> Of(Language language) => language.Code switch
    {
        "fr" => French,
        "es" => Spanish,
        "pt" => Portuguese,
        "ar" => Arabic,
        _ => English,
    };
}
