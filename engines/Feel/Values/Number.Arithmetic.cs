using System.Runtime.CompilerServices;

namespace Entente.Feel.Values;

public readonly partial struct Number
{
    /// <summary>−a</summary>
    public Number Negate() => IsZero ? this : new(high ^ SignBit, low);

    /// <summary>Without its sign.</summary>
    public Number Abs() => new(high & ~SignBit, low);

    /// <summary>a + b; false when beyond the range.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryAdd(in Number a, in Number b, out Number result)
    {
        unchecked
        {
            if (a.high == b.high && a.IsShort && a.low + b.low is var sum && sum >= a.low)
            {
                result = new(a.high, sum);
                return true;
            }
            return Add(a, b, out result);
        }
    }

    /// <summary>a − b; false when beyond the range.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TrySubtract(in Number a, in Number b, out Number result)
    {
        unchecked
        {
            if (a.high == b.high && a.IsShort && a.low > b.low)
            {
                result = new(a.high, a.low - b.low);
                return true;
            }
            return Add(a, b.Negate(), out result);
        }
    }

    /// <summary>a × b; false when beyond the range.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryMultiply(in Number a, in Number b, out Number result)
    {
        unchecked
        {
            if (((a.high | b.high) & CoefficientMask) == 0)
            {
                var upper = Math.BigMul(a.low, b.low, out var lower);
                var exponent = a.Exponent + b.Exponent;
                if (upper < SurelyShort && exponent is >= MinExponent and <= MaxExponent && (upper | lower) != 0)
                {
                    result = new(((a.high ^ b.high) & SignBit) | (((ulong)(uint)exponent & 0x3FFF) << ExponentShift) | upper, lower);
                    return true;
                }
            }
            return Multiply(a, b, out result);
        }
    }

    // 10^34 is 0x1ED09BEAD87C0 and something in its upper half.
    private const ulong SurelyShort = 0x1ED09BEAD87C0;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool Multiply(in Number a, in Number b, out Number result) =>
        TryRounded(a.IsNegative != b.IsNegative, Wide.Product(a.Coefficient, b.Coefficient), a.Exponent + b.Exponent, false, out result);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool Add(in Number a, in Number b, out Number result)
    {
        if (a.IsZero || b.IsZero)
        {
            result = a.IsZero ? b : a;
            return true;
        }
        return a.Exponent >= b.Exponent ? AddAligned(a, b, out result) : AddAligned(b, a, out result);
    }

    // The exponent of a is not less than that of b.
    private static bool AddAligned(in Number a, in Number b, out Number result)
    {
        var apart = a.Exponent - b.Exponent;
        if (apart == 0 || (apart < 20 && a.IsShort && b.IsShort))
        {
            var (scaled, other) = (apart == 0 ? a.Coefficient : Math.BigMul(a.low, Tens.Short[apart]), b.Coefficient);
            var same = ((a.high ^ b.high) & SignBit) == 0;
            var flip = !same && scaled < other;
            var sum = unchecked(same ? scaled + other : flip ? other - scaled : scaled - other);
            if (sum < Tens.Limit)
            {
                result = Pack(a.IsNegative != flip, sum, b.Exponent);
                return true;
            }
        }
        return AddWide(a, b, apart, out result);
    }

    private static bool AddWide(in Number a, in Number b, int apart, out Number result)
    {
        if (Tens.Digits(a.Coefficient) + apart > 76)
        {
            // b is far less than half of the last of 34 digits.
            result = a;
            return true;
        }
        var (scaled, other) = (Scaled(a.Coefficient, apart), new Wide(0, b.Coefficient));
        if (a.IsNegative == b.IsNegative)
            return TryRounded(a.IsNegative, scaled + other, b.Exponent, false, out result);
        return scaled.IsLess(other)
            ? TryRounded(b.IsNegative, other - scaled, b.Exponent, false, out result)
            : TryRounded(a.IsNegative, scaled - other, b.Exponent, false, out result);
    }

    private static Wide Scaled(UInt128 coefficient, int tens) =>
        tens < 39 ? Wide.Product(coefficient, Tens.Power(tens)) : Wide.Product(coefficient * Tens.Power(tens - 38), Tens.Power(38));
}
