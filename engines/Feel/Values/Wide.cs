namespace Entente.Feel.Values;

/// <summary>256 bits: what is between a multiplication or an alignment and its rounding.</summary>
internal readonly struct Wide(UInt128 high, UInt128 low)
{
    public UInt128 High { get; } = high;

    public UInt128 Low { get; } = low;

    public static Wide Product(UInt128 a, UInt128 b)
    {
        unchecked
        {
            var (a1, a0, b1, b0) = ((ulong)(a >> 64), (ulong)a, (ulong)(b >> 64), (ulong)b);
            var least = Math.BigMul(a0, b0);
            if ((a1 | b1) == 0)
                return new Wide(0, least);
            var first = Math.BigMul(a1, b0);
            var second = Math.BigMul(a0, b1);
            var middle = (least >> 64) + (ulong)first + (ulong)second;
            return new Wide(Math.BigMul(a1, b1) + (first >> 64) + (second >> 64) + (middle >> 64), (middle << 64) | (ulong)least);
        }
    }

    public static Wide operator +(Wide a, Wide b)
    {
        unchecked
        {
            var low = a.Low + b.Low;
            return new Wide(a.High + b.High + (low < a.Low ? UInt128.One : UInt128.Zero), low);
        }
    }

    public static Wide operator -(Wide a, Wide b) =>
        unchecked(new(a.High - b.High - (a.Low < b.Low ? UInt128.One : UInt128.Zero), a.Low - b.Low));

    public bool IsLess(Wide other) => High == other.High ? Low < other.Low : High < other.High;

    public int Digits()
    {
        if (High == 0)
            return Tens.Digits(Low);
        // Never below 2^128, which has 39 digits.
        var digits = 39;
        while (digits < 77 && !IsLess(Power(digits)))
            digits++;
        return digits;
    }

    /// <summary>10^n for n from 0 to 76.</summary>
    public static Wide Power(int n) => n < 39 ? new Wide(0, Tens.Power(n)) : Product(Tens.Power(38), Tens.Power(n - 38));

    /// <summary>Divides by a power of ten of at most 19 digits.</summary>
    public Wide DivideByTens(int tens, out ulong remainder)
    {
        unchecked
        {
            var by = Tens.Reciprocals[tens];
            var (q3, q2, q1) = (0ul, 0ul, 0ul);
            remainder = 0;
            if (High != 0)
            {
                q3 = by.Divide(0, (ulong)(High >> 64), out remainder);
                q2 = by.Divide(remainder, (ulong)High, out remainder);
            }
            q1 = by.Divide(remainder, (ulong)(Low >> 64), out remainder);
            var q0 = by.Divide(remainder, (ulong)Low, out remainder);
            return new Wide(new UInt128(q3, q2), new UInt128(q1, q0));
        }
    }

    /// <summary>Divides; the quotient must fit into 128 bits.</summary>
    public UInt128 Divide(UInt128 divisor, out UInt128 remainder)
    {
        unchecked
        {
            if (High == 0)
            {
                (var quotient, remainder) = UInt128.DivRem(Low, divisor);
                return quotient;
            }
            if (divisor >> 64 == 0)
            {
                var by = new Reciprocal((ulong)divisor);
                by.Divide(0, (ulong)(High >> 64), out var rest);
                by.Divide(rest, (ulong)High, out rest);
                var upper = by.Divide(rest, (ulong)(Low >> 64), out rest);
                var lower = by.Divide(rest, (ulong)Low, out rest);
                remainder = rest;
                return new UInt128(upper, lower);
            }
            return DivideLong(divisor, out remainder);
        }
    }

    // Knuth's algorithm D with two limbs of 64 bits as the divisor.
    private UInt128 DivideLong(UInt128 divisor, out UInt128 remainder)
    {
        unchecked
        {
            var shift = (int)UInt128.LeadingZeroCount(divisor);
            var by = divisor << shift;
            var upper = shift == 0 ? High : (High << shift) | (Low >> (128 - shift));
            var lower = Low << shift;
            var top = new Reciprocal((ulong)(by >> 64));
            var q1 = Step(upper, (ulong)(lower >> 64), by, top, out var rest);
            var q0 = Step(rest, (ulong)lower, by, top, out rest);
            remainder = rest >> shift;
            return new UInt128(q1, q0);
        }
    }

    // (high, next) / by, where high < by and by has its top bit set.
    private static ulong Step(UInt128 high, ulong next, UInt128 by, Reciprocal top, out UInt128 remainder)
    {
        unchecked
        {
            var (byTop, byLow) = ((ulong)(by >> 64), (ulong)by);
            UInt128 rest;
            ulong quotient;
            if ((ulong)(high >> 64) >= byTop)
            {
                quotient = ulong.MaxValue;
                rest = (high - ((UInt128)byTop << 64)) + byTop;
            }
            else
            {
                quotient = top.Divide((ulong)(high >> 64), (ulong)high, out var small);
                rest = small;
            }
            var product = Math.BigMul(quotient, byLow);
            while (rest >> 64 == 0 && product > ((rest << 64) | next))
            {
                quotient--;
                product -= byLow;
                rest += byTop;
            }
            remainder = ((rest << 64) | next) - product;
            return quotient;
        }
    }
}
