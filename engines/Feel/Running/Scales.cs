using System.Runtime.CompilerServices;
using Entente.Feel.Values;

namespace Entente.Feel.Running;

/// <summary>
/// A constant written with zero, one, two … places after the point, so that a number written with as many compares with it by
/// one comparison of 64 bits: 12.50 against 5 is 1250 against 500.
/// </summary>
internal sealed class Scales
{
    private const int Most = 10;

    private readonly ulong[] coefficients;
    private readonly int first;

    public Scales(Number constant)
    {
        var (coefficient, exponent) = (constant.Coefficient, constant.Exponent);
        first = Math.Max(-exponent, 0);
        var all = new List<ulong>();
        for (; exponent > 0 && coefficient <= ulong.MaxValue; exponent--)
            coefficient *= 10;
        for (; !constant.IsNegative && all.Count < Most && coefficient <= ulong.MaxValue; coefficient *= 10)
            all.Add((ulong)coefficient);
        coefficients = [.. all];
    }

    /// <summary>The constant with as many places as the number has; false when either is negative or long.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGet(in Number number, out ulong coefficient)
    {
        var place = -number.Exponent - first;
        var all = coefficients;
        if (unchecked((uint)place) < (uint)all.Length && number.IsShortAndNotNegative)
        {
            coefficient = all[place];
            return true;
        }
        coefficient = 0;
        return false;
    }
}
