using System.Globalization;
using System.Runtime.CompilerServices;

namespace Entente.Feel.Values;

/// <summary>
/// An exact decimal: IEEE 754 decimal128, 34 digits times a power of ten from −6176 to 6111, rounded half to even.
/// Equal numbers are equal however they were written: 1.0 is 1.00.
/// </summary>
/// <example><c>Number.TryAdd(Number.Parse("0.1"), Number.Parse("0.2"), out var sum)</c> gives 0.3.</example>
public readonly partial struct Number : IEquatable<Number>, IComparable<Number>
{
    /// <summary>The least power of ten.</summary>
    internal const int MinExponent = -6176;

    /// <summary>The greatest power of ten of a coefficient of 34 digits.</summary>
    internal const int MaxExponent = 6111;

    // From the top: a bit for the sign, 14 bits for the exponent in two's complement, 113 bits for the coefficient.
    // Sixteen bytes travel in two registers. Zero is always all zeros, so that default(Number) is 0.
    private const ulong SignBit = 1ul << 63;
    private const int ExponentShift = 49;
    private const ulong CoefficientMask = (1ul << ExponentShift) - 1;

    private readonly ulong high;
    private readonly ulong low;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Number(ulong high, ulong low)
    {
        this.high = high;
        this.low = low;
    }

    /// <summary>0</summary>
    public static Number Zero => default;

    /// <summary>1</summary>
    public static Number One => new(0, 1);

    /// <summary>−1, 0 or 1.</summary>
    public int Sign => IsZero ? 0 : IsNegative ? -1 : 1;

    /// <summary>Whether it has no fraction.</summary>
    public bool IsInteger => Exponent >= 0 || Stripped().Exponent >= 0;

    internal ulong High => high;

    internal ulong Low => low;

    internal bool IsZero => (high | low) == 0;

    internal bool IsNegative => (high & SignBit) != 0;

    internal int Exponent => unchecked((int)((long)(high << 1) >> (ExponentShift + 1)));

    internal UInt128 Coefficient => new(high & CoefficientMask, low);

    internal bool IsShortAndNotNegative => (high & (CoefficientMask | SignBit)) == 0;

    private bool IsShort => (high & CoefficientMask) == 0;

    /// <summary>Any whole number.</summary>
    public static implicit operator Number(int value) => (long)value;

    /// <summary>Any whole number.</summary>
    public static implicit operator Number(long value) =>
        unchecked(value >= 0 ? new(0, (ulong)value) : new(SignBit, 0ul - (ulong)value));

    /// <summary>Without loss.</summary>
    public static implicit operator Number(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var coefficient = unchecked(new UInt128((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]));
        return Pack(bits[3] < 0, coefficient, -((bits[3] >> 16) & 0xFF));
    }

    /// <summary>The same as a decimal of .NET, or false when that would lose digits or does not reach as far.</summary>
    public bool TryToDecimal(out decimal value)
    {
        value = 0;
        var plain = Exponent is <= 0 and >= -28 && Coefficient >> 96 == 0 ? this : Stripped();
        var (coefficient, exponent) = (plain.Coefficient, plain.Exponent);
        if (exponent > 0)
        {
            if (Tens.Digits(coefficient) + exponent > 29)
                return false;
            (coefficient, exponent) = (coefficient * Tens.Power(exponent), 0);
        }
        if (exponent < -28 || coefficient >> 96 != 0)
            return false;
        value = unchecked(new decimal((int)(uint)coefficient, (int)(uint)(coefficient >> 32), (int)(uint)(coefficient >> 64), IsNegative, (byte)-exponent));
        return true;
    }

    /// <summary>Its digits as a whole number, and how many of them stand behind the point; false for the few that need more than 63 bits or 18 places.</summary>
    /// <example><c>Number.Parse("12.50").TryToDigits(out var digits, out var places)</c> gives 1250 and 2.</example>
    public bool TryToDigits(out long digits, out int places)
    {
        (digits, places) = (0, -Exponent);
        if (!IsShort || low > long.MaxValue || places is < 0 or > 18)
            return false;
        digits = unchecked(IsNegative ? -(long)low : (long)low);
        return true;
    }

    /// <summary>The same as a whole number of 64 bits, or false when it has a fraction or does not fit.</summary>
    public bool TryToInt64(out long value)
    {
        value = 0;
        var whole = Exponent == 0 ? this : Stripped();
        if (whole.Exponent is < 0 or > 18 || whole.Coefficient >> 64 != 0)
            return false;
        var magnitude = whole.Coefficient * Tens.Power(whole.Exponent);
        if (magnitude > (UInt128)long.MaxValue + (IsNegative ? 1u : 0u))
            return false;
        value = unchecked(IsNegative ? (long)(0ul - (ulong)magnitude) : (long)magnitude);
        return true;
    }

    /// <summary>The same as a whole number of 128 bits, or false when it has a fraction or does not fit.</summary>
    internal bool TryToInt128(out Int128 value)
    {
        value = 0;
        var whole = Exponent == 0 ? this : Stripped();
        if (whole.Exponent < 0 || whole.Exponent + Tens.Digits(whole.Coefficient) > 38)
            return false;
        value = (Int128)(whole.Coefficient * Tens.Power(whole.Exponent)) * (IsNegative ? -1 : 1);
        return true;
    }

    /// <summary>The same as a whole number of 32 bits, or false when it has a fraction or does not fit.</summary>
    public bool TryToInt32(out int value)
    {
        var fits = TryToInt64(out var wide) && wide is >= int.MinValue and <= int.MaxValue;
        value = fits ? (int)wide : 0;
        return fits;
    }

    /// <summary>Reads it as the language writes it: <c>-1.5</c>, <c>.5</c>, <c>1E+9</c>. More than 34 digits are rounded.</summary>
    /// <exception cref="FormatException">It is no number, or out of range.</exception>
    public static Number Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var number) ? number : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"“{text}” is no number."));

    internal static Number Pack(bool negative, UInt128 coefficient, int exponent) =>
        coefficient == 0 ? default
        : unchecked(new((negative ? SignBit : 0) | (((ulong)(uint)exponent & 0x3FFF) << ExponentShift) | (ulong)(coefficient >> 64), (ulong)coefficient));

    /// <summary>The same value with the greatest exponent.</summary>
    internal Number Stripped()
    {
        var (coefficient, exponent) = (Coefficient, Exponent);
        if (coefficient == 0)
            return default;
        for (var step = 16; step > 0; step /= 2)
            while (exponent + step <= MaxExponent && coefficient >= Tens.Power(step) && new Wide(0, coefficient).DivideByTens(step, out var rest) is var fewer && rest == 0)
                (coefficient, exponent) = (fewer.Low, exponent + step);
        return Pack(IsNegative, coefficient, exponent);
    }
}
