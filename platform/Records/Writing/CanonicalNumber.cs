using System.Globalization;
using Entente.Feel.Values;
using Entente.Ledger;

namespace Entente.Records.Writing;

/// <summary>How declared numbers and days are written, whatever their size.</summary>
public static class CanonicalNumber
{
    /// <summary>A plain decimal text without superfluous zeros, however it was typed: 1.50, 1.5 and 15E-1 are "1.5", −0 is "0".</summary>
    public static void Exact(this CanonicalText text, in Number number)
    {
        if (number.TryToDigits(out var digits, out var places))
            text.Exact(digits, places);
        else if (number.TryToDecimal(out var plain))
            text.Exact(plain);
        else
            text.Text(Expand(number.ToString()));
    }

    /// <summary>As ISO has it.</summary>
    public static void Day(this CanonicalText text, Date day)
    {
        if (day.Year is >= 1000 and <= 9999)
            text.Day(day.Year, day.Month, day.Day);
        else
            text.Text(day.ToString());
    }

    // Numbers of more than forty places come as 1.5E+50.
    private static string Expand(string text)
    {
        if (text.IndexOf('E', StringComparison.Ordinal) is not (> 0 and var mark))
            return text;
        var negative = text[0] == '-';
        var digits = text[(negative ? 1 : 0)..mark];
        var power = int.Parse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var point = (digits.IndexOf('.', StringComparison.Ordinal) is > 0 and var at ? at : digits.Length) + power;
        digits = digits.Replace(".", "", StringComparison.Ordinal);
        var plain = point <= 0 ? $"0.{new string('0', -point)}{digits}"
            : point >= digits.Length ? digits.PadRight(point, '0')
            : $"{digits.AsSpan(0, point)}.{digits.AsSpan(point)}";
        return negative ? "-" + plain : plain;
    }
}
