namespace Entente.Feel.Values;

public readonly partial struct Number
{
    /// <summary>a ÷ b; false when b is 0 or the quotient beyond the range.</summary>
    public static bool TryDivide(in Number a, in Number b, out Number result)
    {
        result = default;
        if (b.IsZero || a.IsZero)
            return !b.IsZero;
        return (a.IsShort && b.IsShort && TryDivideShort(a, b, out result)) || Divide(a, b, out result);
    }

    /// <summary>a − b × floor(a ÷ b): has the sign of b. False when b is 0.</summary>
    public static bool TryModulo(in Number a, in Number b, out Number result)
    {
        result = default;
        if (b.IsZero)
            return false;
        var exponent = Math.Min(a.Exponent, b.Exponent);
        var rest = Remainder(a, b, exponent);
        if (rest != 0 && a.IsNegative != b.IsNegative)
            return Add(Pack(a.IsNegative, rest, exponent), b, out result);
        result = Pack(b.IsNegative, rest, exponent);
        return true;
    }

    // Most divisions in rules end soon: by 2, 4, 100, or a total by one of its parts.
    private static bool TryDivideShort(in Number a, in Number b, out Number result)
    {
        var room = Math.Max(0, 19 - Tens.Digits(a.low));
        var (quotient, rest) = Math.DivRem(a.low * Tens.Short[room], b.low);
        var exponent = a.Exponent - b.Exponent;
        result = default;
        if (rest != 0 || exponent - room < MinExponent || exponent > MaxExponent)
            return false;
        for (var step = 8; step > 0; step /= 2)
            while (room >= step && quotient % Tens.Short[step] == 0)
                (quotient, room) = (quotient / Tens.Short[step], room - step);
        result = Pack(a.IsNegative != b.IsNegative, quotient, exponent - room);
        return true;
    }

    private static bool Divide(in Number a, in Number b, out Number result)
    {
        // 35 or 36 digits, of which the last ones and whether anything is left decide how to round.
        var (dividend, divisor) = (a.Coefficient, b.Coefficient);
        var exponent = a.Exponent - b.Exponent;
        var scale = Tens.Precision + 1 - Tens.Digits(dividend) + Tens.Digits(divisor);
        var quotient = Scaled(dividend, scale).Divide(divisor, out var rest);
        if (!TryRounded(a.IsNegative != b.IsNegative, new Wide(0, quotient), exponent - scale, rest != 0, out result))
            return false;
        if (rest == 0)
            result = result.TowardExponent(exponent);
        return true;
    }

    // |a| mod |b| as a coefficient of 10^exponent, which is the lesser of both.
    private static UInt128 Remainder(in Number a, in Number b, int exponent)
    {
        var (dividend, divisor) = (a.Coefficient, b.Coefficient);
        var (up, down) = (a.Exponent - exponent, b.Exponent - exponent);
        if (down > 0)
            return down > Tens.Precision || Tens.Digits(divisor) + down > 38 ? dividend : dividend % (divisor * Tens.Power(down));
        var rest = dividend % divisor;
        for (; up > 0; up -= Math.Min(up, 38))
        {
            Wide.Product(rest, Tens.Power(Math.Min(up, 38)) % divisor).Divide(divisor, out rest);
        }
        return rest;
    }
}
