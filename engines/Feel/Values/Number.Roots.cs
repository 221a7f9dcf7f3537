using System.Numerics;

namespace Entente.Feel.Values;

public readonly partial struct Number
{
    /// <summary>√a, correctly rounded; false when a is negative.</summary>
    public bool TrySqrt(out Number result)
    {
        result = default;
        if (IsNegative || IsZero)
            return IsZero;
        // The root of 71 or 72 digits has 36; the last two, and whether anything follows, decide how to round.
        var scale = 72 - Tens.Digits(Coefficient);
        if (((Exponent - scale) & 1) != 0)
            scale--;
        var square = Coefficient * BigInteger.Pow(10, scale);
        var root = Root(square, 2);
        var exact = root * root == square;
        TryRounded(false, new Wide(0, (UInt128)root), (Exponent - scale) / 2, !exact, out result);
        if (exact)
            result = result.TowardExponent(Exponent >> 1);
        return true;
    }

    // a^b as whole number × 10^exponent, where it is one and not much longer than what is kept of it. Both have no zeros at their end.
    private static bool TryExactPower(in Number a, in Number b, out BigInteger coefficient, out long exponent)
    {
        (coefficient, exponent) = ((BigInteger)a.Coefficient, a.Exponent);
        // 2^13 is more than any power of ten of a number: no root of that degree is exact.
        if (b.Exponent < -12)
            return false;
        var power = (BigInteger)b.Coefficient;
        var (twos, fives) = (Math.Max(0, -b.Exponent), Math.Max(0, -b.Exponent));
        for (; twos > 0 && power.IsEven; twos--)
            power /= 2;
        for (; fives > 0 && power % 5 == 0; fives--)
            power /= 5;
        for (; twos > 0; twos--)
            if (!TryExactRoot(2, ref coefficient, ref exponent))
                return false;
        for (; fives > 0; fives--)
            if (!TryExactRoot(5, ref coefficient, ref exponent))
                return false;
        if (b.IsNegative && !TryExactInverse(ref coefficient, ref exponent))
            return false;
        return TryWholePower(power * BigInteger.Pow(10, Math.Max(0, b.Exponent)), ref coefficient, ref exponent);
    }

    // Beyond 34 digits a whole power of what does not end in 0 is never half-way between two numbers.
    private static bool TryWholePower(BigInteger power, ref BigInteger coefficient, ref long exponent)
    {
        exponent = (long)BigInteger.Max(BigInteger.Min(power * exponent, 1_000_000), -1_000_000);
        if (coefficient.IsOne)
            return true;
        if (power * coefficient.GetBitLength() > 1_000)
            return false;
        coefficient = BigInteger.Pow(coefficient, (int)power);
        return true;
    }

    private static bool TryExactRoot(int degree, ref BigInteger coefficient, ref long exponent)
    {
        var root = Root(coefficient, degree);
        if (exponent % degree != 0 || BigInteger.Pow(root, degree) != coefficient)
            return false;
        (coefficient, exponent) = (root, exponent / degree);
        return true;
    }

    // 1 ÷ (2^n × 10^e) is 5^n ÷ 10^(n + e), and the other way round; nothing else has an end.
    private static bool TryExactInverse(ref BigInteger coefficient, ref long exponent)
    {
        var (rest, by) = (coefficient, coefficient.IsEven ? 2 : 5);
        var times = 0;
        for (; rest % by == 0; times++)
            rest /= by;
        (coefficient, exponent) = (BigInteger.Pow(10 / by, times), -exponent - times);
        return rest.IsOne;
    }

    // The greatest whole number whose power is not more, by Newton's method from above.
    private static BigInteger Root(BigInteger of, int degree)
    {
        var root = BigInteger.One << (int)((of.GetBitLength() / degree) + 1);
        while (true)
        {
            var next = (((degree - 1) * root) + (of / BigInteger.Pow(root, degree - 1))) / degree;
            if (next >= root)
                return root;
            root = next;
        }
    }
}
