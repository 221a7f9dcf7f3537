using System.Globalization;
using System.Text.RegularExpressions;
using static Entente.Shared.Localisation.NumberFault;
using static Entente.Shared.Localisation.NumberReading;

namespace Entente.Shared.Localisation;

/// <summary>The sign between whole and fraction, where somebody has said which it is.</summary>
public enum DecimalSign { Point, Comma }

/// <summary>
/// Reads the numbers that people type and paste, in digits of any script.
/// <para>
/// The rule: a number is understood when it can mean only one thing to any reader of the five languages.
/// Spaces, apostrophes and the Arabic U+066C only ever group; the Arabic U+066B is only ever the decimal sign.
/// Comma and point are told apart by the number itself: the last of two different signs is the decimal sign, a
/// sign that comes twice groups, and so does none that is not followed by exactly three digits. What is left,
/// one comma or point between one to three digits and three more ("1,234", "1.234"), is a thousand or a
/// thousandth. The language of the page does not settle it, for people paste from spreadsheets in another one:
/// it is asked, unless the number begins with a lone nought ("0.234"). An importer that has been told the decimal
/// sign of a whole file passes it, and then nothing is asked and the other sign only groups.
/// </para>
/// Groups are of three digits. At most 28 digits are taken; more would be rounded, so they are refused.
/// </summary>
public static partial class NumberReader
{
    private const int Longest = 100;
    private const int MostDigits = 28;
    private const string Separators = " '.,\u066B\u066C";

    public static NumberReading Read(string? text, Language language, DecimalSign? settled = null)
    {
        if (string.IsNullOrWhiteSpace(text))
            return new NotANumber(Empty);
        if (text.Length > Longest)
            return new NotANumber(TooLong);
        var plain = Typed.Plain(text);
        if (Foreign(plain) is { } fault)
            return new NotANumber(fault);
        var negative = plain is ['-', ..];
        var digits = plain is ['-' or '+', .. var rest] ? rest.TrimStart(' ') : plain;
        return digits.AsSpan().ContainsAny('-', '+')
            ? new NotANumber(MinusSign)
            : Split(digits, negative, language, settled);
    }

    /// <summary>
    /// The number as it stands in a field to be sent back: ungrouped, with the decimal sign of the language, and
    /// always understood. The three decimals of 1.234, which would be asked about, are written as four.
    /// </summary>
    public static string Print(decimal number, Language language)
    {
        var canonical = Canonical(number);
        var point = canonical.IndexOf('.', StringComparison.Ordinal);
        if (point < 0)
            return canonical;
        var whole = canonical[..point].TrimStart('-');
        var padding = canonical.Length - point - 1 == 3 && whole.Length <= 3 && whole != "0" ? "0" : "";
        return canonical.Replace('.', Formats.Of(language).DecimalSign) + padding;
    }

    /// <summary>Plain digits with a point, no trailing zero, no negative nought.</summary>
    public static string Canonical(decimal number) =>
        Formats.WithoutTrailingZeros(number).ToString(CultureInfo.InvariantCulture);

    private static NumberReading Split(string digits, bool negative, Language language, DecimalSign? settled)
    {
        var signs = digits.Where(sign => !char.IsAsciiDigit(sign)).ToList();
        if (signs.Count == digits.Length)
            return new NotANumber(NoDigits);
        if (signs.Count == 0)
            return Whole(digits, "", negative);
        if (!char.IsAsciiDigit(digits[^1]))
            return new NotANumber(Incomplete);
        var at = digits.LastIndexOf(signs[^1]);
        var (whole, fraction) = (digits[..at], digits[(at + 1)..]);
        var alone = signs.Count == 1 && signs[0] is '.' or ',';
        if (alone && settled is null && fraction.Length == 3 && whole.Length is >= 1 and <= 3 && whole != "0")
            return Two(whole, fraction, negative, signs[0] == Formats.Of(language).DecimalSign);
        if (!IsDecimal(signs, settled))
            return Grouped(digits, "", negative);
        if (whole.Contains(signs[^1]))
            return new NotANumber(Grouping);
        // ".5" is common; a sign before the first digit of a grouped number is not.
        return whole.Length == 0 ? Whole("0", fraction, negative) : Grouped(whole, fraction, negative);
    }

    private static bool IsDecimal(List<char> signs, DecimalSign? settled) => signs[^1] switch
    {
        Typed.ArabicDecimal => true,
        '.' => settled is DecimalSign.Point || (settled is null && signs.Count(sign => sign == '.') == 1),
        ',' => settled is DecimalSign.Comma || (settled is null && signs.Count(sign => sign == ',') == 1),
        _ => false,
    };

    private static Ambiguous Two(string whole, string fraction, bool negative, bool decimalFirst)
    {
        var (grouped, split) = (Value(whole + fraction, "", negative), Value(whole, fraction, negative));
        return decimalFirst ? new Ambiguous(split, grouped) : new Ambiguous(grouped, split);
    }

    private static NumberReading Grouped(string whole, string fraction, bool negative)
    {
        var sign = whole.FirstOrDefault(each => !char.IsAsciiDigit(each));
        if (sign == default)
            return Whole(whole, fraction, negative);
        var groups = whole.Split(sign);
        var regular = groups[0].Length is >= 1 and <= 3 && groups[0][0] != '0'
            && sign != Typed.ArabicDecimal
            && groups.All(group => group.All(char.IsAsciiDigit)) && groups.Skip(1).All(group => group.Length == 3);
        return regular ? Whole(string.Concat(groups), fraction, negative) : new NotANumber(Grouping);
    }

    private static NumberReading Whole(string whole, string fraction, bool negative)
    {
        if (whole.TrimStart('0').Length + fraction.TrimEnd('0').Length > MostDigits)
            return new NotANumber(TooManyDigits);
        var value = Value(whole, fraction, negative);
        return new Understood(value, Canonical(value));
    }

    private static decimal Value(string whole, string fraction, bool negative)
    {
        var value = decimal.Parse($"{whole.TrimStart('0')}.{fraction.TrimEnd('0')}0", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        return Formats.WithoutTrailingZeros(negative ? -value : value);
    }

    /// <summary>What in the text no number has, told as helpfully as can be; null when there is nothing.</summary>
    private static NumberFault? Foreign(string plain)
    {
        if (plain.All(sign => char.IsAsciiDigit(sign) || sign is '-' or '+' || Separators.Contains(sign)))
            return plain.Length == 0 ? Empty : null;
        if (plain.Contains('\n'))
            return Several;
        if (plain is ['=', ..])
            return Formula;
        if (plain is ['#', ..])
            return SpreadsheetError;
        if (plain.AsSpan().ContainsAny("%\u066A\u2030\uFF05\uFE6A"))
            return Percent;
        if (plain.Any(sign => char.GetUnicodeCategory(sign) == UnicodeCategory.CurrencySymbol))
            return Currency;
        if (plain.AsSpan().ContainsAny("()\uFF08\uFF09"))
            return Brackets;
        if (PowerOfTen().IsMatch(plain))
            return Exponent;
        return plain.Any(char.IsLetter) ? Letters : UnknownSign;
    }

    [GeneratedRegex(@"\d\s*[eE]\s*[+-]?\d|\d\s*[x×*·]\s*10|10\s*\^|10[⁻⁰¹²³⁴-⁹]", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex PowerOfTen();
}
