using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Entente.Feel.Values;

public readonly partial struct Number
{
    /// <summary>Same value.</summary>
    public static bool operator ==(in Number a, in Number b) => a.Equals(b);

    /// <summary>Not the same value.</summary>
    public static bool operator !=(in Number a, in Number b) => !a.Equals(b);

    /// <summary>Less.</summary>
    public static bool operator <(in Number a, in Number b) => a.CompareTo(b) < 0;

    /// <summary>Greater.</summary>
    public static bool operator >(in Number a, in Number b) => a.CompareTo(b) > 0;

    /// <summary>Less or the same.</summary>
    public static bool operator <=(in Number a, in Number b) => a.CompareTo(b) <= 0;

    /// <summary>Greater or the same.</summary>
    public static bool operator >=(in Number a, in Number b) => a.CompareTo(b) >= 0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int CompareTo(Number other)
    {
        // Same sign and exponent, both coefficients in 64 bits and not negative: the usual case.
        if (high == other.high && (high & (CoefficientMask | SignBit)) == 0)
            return low.CompareTo(other.low);
        return CompareAll(this, other);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Equals(Number other) => high == other.high ? low == other.low : CompareAll(this, other) == 0;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Number other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var stripped = Stripped();
        return HashCode.Combine(stripped.high, stripped.low);
    }

    private static int CompareAll(in Number a, in Number b)
    {
        var (signA, signB) = (a.Sign, b.Sign);
        if (signA != signB || signA == 0)
            return signA.CompareTo(signB);
        var apart = a.Exponent - b.Exponent;
        var order = apart >= 0 ? CompareSizes(a, b, apart) : -CompareSizes(b, a, -apart);
        return signA > 0 ? order : -order;
    }

    // The coefficient of a counts for 10^apart times that of b.
    private static int CompareSizes(in Number a, in Number b, int apart)
    {
        if (a.IsShort && b.IsShort && apart < 20)
            return Math.BigMul(a.low, Tens.Short[apart]).CompareTo((UInt128)b.low);
        if (Tens.Digits(a.Coefficient) + apart > Tens.Digits(b.Coefficient))
            return 1;
        return (a.Coefficient * Tens.Power(apart)).CompareTo(b.Coefficient);
    }
}
