using System.Globalization;

namespace Entente.Feel.Values;

public readonly partial struct Number
{
    /// <summary>Reads it as the language writes it; false when it is no number or out of range.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Number number)
    {
        number = default;
        var negative = text is ['-', ..];
        var at = negative ? 1 : 0;
        var digits = new Digits();
        var whole = digits.Take(text, ref at, fraction: false);
        if (at < text.Length && text[at] == '.')
        {
            at++;
            if (digits.Take(text, ref at, fraction: true) == 0)
                return false;
        }
        else if (whole == 0)
            return false;
        return TryExponent(text[at..], out var power)
            && TryRounded(negative, new Wide(0, digits.Coefficient), (int)Math.Clamp(digits.Exponent + power, -1_000_000, 1_000_000), digits.More, out number);
    }

    private static bool TryExponent(ReadOnlySpan<char> text, out long power)
    {
        power = 0;
        if (text.IsEmpty)
            return true;
        if (text[0] is not ('e' or 'E'))
            return false;
        text = text[1..];
        var negative = text is ['-', ..];
        if (text is ['-' or '+', ..])
            text = text[1..];
        foreach (var letter in text)
        {
            if (!char.IsAsciiDigit(letter))
                return false;
            power = Math.Min((power * 10) + (letter - '0'), 1_000_000_000);
        }
        power = negative ? -power : power;
        return !text.IsEmpty;
    }

    /// <summary>Plain notation without superfluous zeros; with an exponent where that would take more than 40 digits.</summary>
    public override string ToString()
    {
        var plain = Stripped();
        var (digits, exponent, sign) = (plain.Coefficient.ToString(CultureInfo.InvariantCulture), plain.Exponent, IsNegative ? "-" : "");
        var places = Math.Max(exponent + digits.Length, 1) + Math.Max(-exponent, 0);
        if (places > 40)
            return Scientific(sign, digits, exponent + digits.Length - 1);
        if (exponent >= 0)
            return $"{sign}{digits}{new string('0', exponent)}";
        var point = digits.Length + exponent;
        return point > 0 ? $"{sign}{digits.AsSpan(0, point)}.{digits.AsSpan(point)}" : $"{sign}0.{new string('0', -point)}{digits}";
    }

    private static string Scientific(string sign, string digits, int power)
    {
        var mantissa = digits.Length == 1 ? digits : $"{digits.AsSpan(0, 1)}.{digits.AsSpan(1)}";
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{mantissa}E{(power < 0 ? "-" : "+")}{Math.Abs(power)}");
    }

    // Keeps 38 digits; whatever follows only decides how to round.
    private ref struct Digits
    {
        public UInt128 Coefficient;
        public long Exponent;
        public bool More;

        public int Take(ReadOnlySpan<char> text, ref int at, bool fraction)
        {
            var from = at;
            for (; at < text.Length && char.IsAsciiDigit(text[at]); at++)
            {
                var full = Coefficient >= Tens.Power(37);
                if (full)
                    More |= text[at] != '0';
                else
                    Coefficient = (Coefficient * 10) + (uint)(text[at] - '0');
                Exponent += (full ? 1 : 0) - (fraction ? 1 : 0);
            }
            return at - from;
        }
    }
}
