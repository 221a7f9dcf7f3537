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
            inverse = (ulong)((UInt128.MaxValue / divisor) - ((UInt128)1 << 64));
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
}
