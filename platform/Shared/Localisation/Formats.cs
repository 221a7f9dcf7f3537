using System.Globalization;

namespace Entente.Shared.Localisation;

/// <summary>
/// How a language writes numbers and dates. Every sign is set here: the ICU of a server would bring the
/// Umm al-Qura calendar for some Arabic cultures and other separators from one version to the next.
/// Digits are Latin in every language and grouped by a narrow no-break space, as ISO 80000 has it: comma and
/// point mean opposite things to readers of the same page, and a figure copied back into a form stays readable.
/// </summary>
public sealed class Formats
{
    public const string GroupSeparator = "\u202F";

    // 28 places are the most a decimal has; the form never shows a trailing zero.
    private const string AllDecimals = "#,##0.############################";

    private static readonly Dictionary<string, Formats> ByLanguage =
        Language.All.ToDictionary(language => language.Code, language => new Formats(language), StringComparer.Ordinal);

    private readonly Language _language;

    private Formats(Language language)
    {
        _language = language;
        var numbers = (NumberFormatInfo)NumberFormatInfo.InvariantInfo.Clone();
        numbers.NumberGroupSeparator = GroupSeparator;
        numbers.NumberDecimalSeparator = DecimalSign.ToString();
        // A left-to-right mark keeps the sign before its digits in a right-to-left line.
        numbers.NegativeSign = language.RightToLeft ? "\u200E-" : "-";
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat = numbers;
        Culture = CultureInfo.ReadOnly(culture);
    }

    public static Formats Of(Language language) =>
        ByLanguage.TryGetValue(language.Code, out var formats) ? formats : new Formats(language);

    /// <summary>Gregorian calendar, Latin digits, the decimal sign of the language.</summary>
    public CultureInfo Culture { get; }

    public char DecimalSign => _language.Code is "fr" or "es" or "pt" ? ',' : '.';

    /// <summary>Without a number of decimals, the number as it is: nothing rounded, no trailing zeros.</summary>
    public string Number(decimal number, int? decimals = null) =>
        decimals is { } places
            ? decimal.Round(number, places, MidpointRounding.AwayFromZero).ToString($"N{places}", Culture)
            : number.ToString(AllDecimals, Culture);

    /// <summary>With the month in letters: 03/04 means two days to two readers.</summary>
    public string Date(DateOnly date)
    {
        var month = MonthNames.Of(_language)[date.Month - 1];
        return _language.Code switch
        {
            "fr" when date.Day == 1 => string.Create(CultureInfo.InvariantCulture, $"1er {month} {date.Year}"),
            "es" or "pt" => string.Create(CultureInfo.InvariantCulture, $"{date.Day} de {month} de {date.Year}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{date.Day} {month} {date.Year}"),
        };
    }

    /// <summary>Hours and minutes on the clock of 24 hours, which all five languages read.</summary>
    public static string Time(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Whether the value is a number, and which, without the trailing zeros that would change its plural.</summary>
    internal static bool TryNumber(object? value, out decimal number)
    {
        (var isNumber, number) = value switch
        {
            int whole => (true, whole),
            long whole => (true, whole),
            decimal exact => (true, exact),
            short or byte or sbyte or ushort or uint or ulong => (true, Convert.ToDecimal(value, CultureInfo.InvariantCulture)),
            double or float => Approximate(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
            _ => (false, 0m),
        };
        number = WithoutTrailingZeros(number);
        return isNumber;
    }

    /// <summary>Dividing by one written with 28 places gives the same value in its smallest scale.</summary>
    internal static decimal WithoutTrailingZeros(decimal number) =>
        number == 0 ? 0m : number / 1.0000000000000000000000000000m;

    private static (bool, decimal) Approximate(double value) =>
        Math.Abs(value) < 1e28 ? (true, (decimal)value) : (false, 0m);
}
