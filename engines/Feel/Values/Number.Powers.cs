using System.Numerics;

namespace Entente.Feel.Values;

// Everything here is computed to more digits than a number has; where these cannot decide how to round, to twice as many.
// No exponential, logarithm or inexact power lies exactly half-way between two numbers, so that this ends.
public readonly partial struct Number
{
    private const int FirstDigits = 48;
    private const int MostDigits = 8_000;

    // Beyond e^±14,300 there is no number.
    private const int Furthest = 14_300;

    /// <summary>e^a, correctly rounded; false when beyond the range.</summary>
    public bool TryExp(out Number result)
    {
        var power = this;
        return TryExp(this, power.Fixed, out result);
    }

    /// <summary>The natural logarithm, correctly rounded; false unless a is greater than 0.</summary>
    public bool TryLog(out Number result)
    {
        result = default;
        if (Sign <= 0 || this == One)
            return Sign > 0;
        for (var digits = FirstDigits; digits < MostDigits; digits *= 2)
        {
            // Near 1 the logarithm begins with as many zeros as a has digits.
            var places = digits + Tens.Precision;
            var bits = BitsOf(places);
            var log = LogFixed(bits);
            var figure = (BigInteger.Abs(log) * BigInteger.Pow(10, places)) >> bits;
            if (Settle(log.Sign < 0, figure, -places, out result) is { } within)
                return within;
        }
        return false;
    }

    /// <summary>
    /// a^b, correctly rounded; 0^0 is 1. False when beyond the range, when 0 is raised to less than 0,
    /// and when a negative number is raised to one with a fraction.
    /// </summary>
    public static bool TryPower(in Number a, in Number b, out Number result)
    {
        result = One;
        if (b.IsZero)
            return true;
        if (a.IsZero)
        {
            result = Zero;
            return !b.IsNegative;
        }
        var exponent = b.Stripped();
        if (!a.IsNegative)
            return PowerOf(a.Stripped(), exponent, out result);
        if (exponent.Exponent < 0)
            return false;
        var within = PowerOf(a.Abs().Stripped(), exponent, out var size);
        var odd = exponent.Exponent == 0 && (exponent.low & 1) != 0;
        result = odd ? size.Negate() : size;
        return within;
    }

    private static bool PowerOf(Number a, Number b, out Number result)
    {
        if (TryExactPower(a, b, out var coefficient, out var exponent))
            return TryRoundExact(false, coefficient, exponent, false, out result);
        result = default;
        if (!a.TryLog(out var log))
            return false;
        if (!TryMultiply(b, log, out var product))
            return b.IsNegative != log.IsNegative;
        return TryExp(product, bits => Product(b, a, bits), out result);
    }

    // b × ln a; the logarithm is taken to as many more bits as b has before its point.
    private static BigInteger Product(Number b, Number a, int bits)
    {
        var more = Math.Max(0, BitsOf(b.Exponent + Tens.Precision)) + 8;
        var product = a.LogFixed(bits + more) * b.Coefficient * (b.IsNegative ? -1 : 1);
        return (b.Exponent >= 0 ? product * BigInteger.Pow(10, b.Exponent) : product / BigInteger.Pow(10, -b.Exponent)) >> more;
    }

    // e^x where x can be had to any number of bits, and is known approximately.
    private static bool TryExp(in Number about, Func<int, BigInteger> x, out Number result)
    {
        result = default;
        if (about > Furthest || about < -Furthest)
            return about.IsNegative;
        result = One;
        if (about.IsZero || about.Exponent + Tens.Digits(about.Coefficient) < -Tens.Precision - 6)
            return true;
        for (var digits = FirstDigits; digits < MostDigits; digits *= 2)
        {
            var bits = BitsOf(digits + 12);
            var (figure, ten) = (x(bits), Precise.LogOfTen(bits));
            var tens = (int)BigInteger.Divide((figure << 1) + (figure.Sign * ten), ten << 1);
            var power = (Precise.Exp(figure - (tens * ten), bits) * BigInteger.Pow(10, digits)) >> bits;
            if (Settle(false, power, tens - digits, out result) is { } within)
                return within;
        }
        return false;
    }

    // Rounds a figure that may be off by a little; null when that little decides.
    private static bool? Settle(bool negative, BigInteger figure, int exponent, out Number result)
    {
        const int Off = 1000;
        var within = TryRoundExact(negative, figure - Off, exponent, true, out result);
        return within == TryRoundExact(negative, figure + Off, exponent, true, out var other) && result == other ? within : null;
    }

    private static bool TryRoundExact(bool negative, BigInteger coefficient, long exponent, bool more, out Number result)
    {
        var drop = (int)(coefficient.GetBitLength() * 30_103 / 100_000) - 36;
        if (drop > 0)
        {
            coefficient = BigInteger.DivRem(coefficient, BigInteger.Pow(10, drop), out var rest);
            more |= !rest.IsZero;
            exponent += drop;
        }
        return TryRounded(negative, new Wide(0, (UInt128)coefficient), (int)Math.Clamp(exponent, -1_000_000, 1_000_000), more, out result);
    }

    private BigInteger Fixed(int bits)
    {
        var whole = (BigInteger)Coefficient * (IsNegative ? -1 : 1);
        return Exponent >= 0 ? (whole * BigInteger.Pow(10, Exponent)) << bits : (whole << bits) / BigInteger.Pow(10, -Exponent);
    }

    private BigInteger LogFixed(int bits)
    {
        // As m × 10^tens with m from 0.31 to 3.1; the logarithm of ten counts up to 6,176 times.
        var wide = bits + 20;
        var digits = Tens.Digits(Coefficient);
        if (Coefficient * 10 >= 31 * Tens.Power(digits - 1))
            digits++;
        var part = ((BigInteger)Coefficient << wide) / BigInteger.Pow(10, digits - 1);
        return (Precise.Log(part, wide) + ((Exponent + digits - 1) * Precise.LogOfTen(wide))) >> 20;
    }

    private static int BitsOf(int digits) => digits * 10 / 3;
}
