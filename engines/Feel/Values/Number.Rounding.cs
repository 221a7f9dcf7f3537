namespace Entente.Feel.Values;

/// <summary>What becomes of the digits that are dropped.</summary>
public enum Rounding
{
    /// <summary>To the nearest; halfway to the even neighbour.</summary>
    HalfEven,

    /// <summary>To the nearest; halfway away from zero.</summary>
    HalfUp,

    /// <summary>To the nearest; halfway toward zero.</summary>
    HalfDown,

    /// <summary>Away from zero.</summary>
    Up,

    /// <summary>Toward zero.</summary>
    Down,

    /// <summary>Toward minus infinity.</summary>
    Floor,

    /// <summary>Toward plus infinity.</summary>
    Ceiling,
}

public readonly partial struct Number
{
    /// <summary>The greatest whole number that is not greater.</summary>
    public Number Floor() => Round(0, Rounding.Floor);

    /// <summary>The least whole number that is not less.</summary>
    public Number Ceiling() => Round(0, Rounding.Ceiling);

    /// <summary>To so many places after the point; before it, when negative.</summary>
    /// <example><c>Number.Parse("2.5").Round(0)</c> is 2; <c>Number.Parse("1250").Round(-2)</c> is 1200.</example>
    public Number Round(int scale, Rounding mode = Rounding.HalfEven)
    {
        var drop = -(long)scale - Exponent;
        if (drop <= 0 || IsZero)
            return this;
        var coefficient = Shortened(new Wide(0, Coefficient), (int)Math.Min(drop, 100), false, mode, IsNegative);
        // Only rounding up 9E+6144 to a still greater power could pass the range; it stays as it is.
        return TryFit(IsNegative, coefficient, Exponent + drop, out var rounded) ? rounded : this;
    }

    /// <summary>Rounds to 34 digits and into the range. <paramref name="more"/> says that something non-zero follows.</summary>
    internal static bool TryRounded(bool negative, Wide coefficient, int exponent, bool more, out Number result)
    {
        var drop = Math.Max(coefficient.Digits() - Tens.Precision, MinExponent - exponent);
        if (drop <= 0)
            return TryFit(negative, coefficient.Low, exponent, out result);
        var rounded = Shortened(coefficient, Math.Min(drop, 100), more, Rounding.HalfEven, negative);
        if (rounded == Tens.Limit)
            (rounded, drop) = (Tens.Power(Tens.Precision - 1), drop + 1);
        return TryFit(negative, rounded, (long)exponent + drop, out result);
    }

    // Brings an exponent that is too large into range by writing zeros after the digits.
    private static bool TryFit(bool negative, UInt128 coefficient, long exponent, out Number result)
    {
        result = default;
        if (coefficient == 0)
            return true;
        if (exponent > MaxExponent)
        {
            if (exponent - MaxExponent + Tens.Digits(coefficient) > Tens.Precision)
                return false;
            (coefficient, exponent) = (coefficient * Tens.Power((int)exponent - MaxExponent), MaxExponent);
        }
        result = Pack(negative, coefficient, (int)exponent);
        return true;
    }

    private static UInt128 Shortened(Wide value, int drop, bool more, Rounding mode, bool negative)
    {
        while (drop > 19)
        {
            value = value.DivideByTens(19, out var skipped);
            more |= skipped != 0;
            drop -= 19;
        }
        var shortened = value.DivideByTens(drop, out var rest).Low;
        var half = rest.CompareTo(Tens.Short[drop] / 2);
        if (half == 0 && more)
            half = 1;
        return Upward(mode, half, rest != 0 || more, (shortened & 1) != 0, negative) ? shortened + 1 : shortened;
    }

    private static bool Upward(Rounding mode, int half, bool any, bool odd, bool negative) => mode switch
    {
        Rounding.HalfEven => half > 0 || (half == 0 && odd),
        Rounding.HalfUp => half >= 0,
        Rounding.HalfDown => half > 0,
        Rounding.Up => any,
        Rounding.Floor => any && negative,
        Rounding.Ceiling => any && !negative,
        _ => false,
    };

    // The zeros that division wrote go again, as far as the operands had none.
    private Number TowardExponent(int exponent)
    {
        var (coefficient, own) = (Coefficient, Exponent);
        for (var step = 16; step > 0; step /= 2)
            while (own + step <= Math.Min(exponent, MaxExponent) && new Wide(0, coefficient).DivideByTens(step, out var rest) is var fewer && rest == 0)
                (coefficient, own) = (fewer.Low, own + step);
        return Pack(IsNegative, coefficient, own);
    }
}
