using System.Numerics;
using System.Runtime.CompilerServices;

namespace Entente.Feel.Values;

/// <summary>A divisor of 64 bits with its reciprocal, so that 128 bits are divided by multiplying (Möller and Granlund 2011).</summary>
internal readonly struct Reciprocal
{
    private readonly ulong divisor;
    private readonly ulong inverse;
    private readonly int shift;

    public Reciprocal(ulong value)
    {
        unchecked
        {
            shift = BitOperations.LeadingZeroCount(value);
            divisor = value << shift;
            inverse = Inverse(divisor);
        }
    }

    /// <summary>(high, low) / divisor, where high is less than the divisor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Divide(ulong high, ulong low, out ulong remainder)
    {
        unchecked
        {
            if (shift != 0)
            {
                high = (high << shift) | (low >> (64 - shift));
                low <<= shift;
            }
            var upper = Math.BigMul(inverse, high, out var lower);
            lower += low;
            upper += high + (lower < low ? 1ul : 0ul) + 1;
            var rest = low - (upper * divisor);
            if (rest > lower)
            {
                upper--;
                rest += divisor;
            }
            if (rest >= divisor)
            {
                upper++;
                rest -= divisor;
            }
            remainder = rest >> shift;
            return upper;
        }
    }

    // (2^128 − 1) / d − 2^64: ten bits by a short division, then doubled three times, then corrected.
    private static ulong Inverse(ulong d)
    {
        unchecked
        {
            var first = (ulong)(0x7FD00u / (uint)(d >> 55));
            var d40 = (d >> 24) + 1;
            var second = (first << 11) - ((first * first * d40) >> 40) - 1;
            var third = (second << 13) + ((second * ((1ul << 60) - (second * d40))) >> 47);
            var odd = d & 1;
            var error = ((third >> 1) & (0ul - odd)) - (third * ((d >> 1) + odd));
            var fourth = (third << 31) + (Math.BigMul(third, error, out _) >> 1);
            var upper = Math.BigMul(fourth, d, out var lower) + d;
            return fourth - upper - (lower + d < lower ? 1ul : 0ul);
        }
    }
}
