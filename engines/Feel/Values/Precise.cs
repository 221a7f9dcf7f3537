using System.Numerics;

namespace Entente.Feel.Values;

/// <summary>Exponential and logarithm to any number of bits. A figure is a whole number of 2^−bits; results are off by a few dozen of them at most.</summary>
internal static class Precise
{
    private static Constant? kept;

    /// <summary>ln 10</summary>
    public static BigInteger LogOfTen(int bits)
    {
        // A race only computes it twice.
        var known = Volatile.Read(ref kept);
        if (known is null || known.Bits < bits)
        {
            known = new Constant(bits + 64, (46 * AreaTangent(31, bits + 64)) + (34 * AreaTangent(49, bits + 64)) + (20 * AreaTangent(161, bits + 64)));
            Volatile.Write(ref kept, known);
        }
        return known.Value >> (known.Bits - bits);
    }

    /// <summary>e^x for x from −2 to 2.</summary>
    public static BigInteger Exp(BigInteger x, int bits)
    {
        // e^x = (e^(x / 2^16))^(2^16): fewer terms for some squarings, each of which doubles the error.
        const int Halvings = 16;
        var wide = bits + (2 * Halvings) + 8;
        var part = x << (wide - bits - Halvings);
        var one = BigInteger.One << wide;
        var (sum, term) = (one, one);
        for (var n = 1; !term.IsZero && term != BigInteger.MinusOne; n++)
        {
            term = ((term * part) >> wide) / n;
            sum += term;
        }
        for (var n = 0; n < Halvings; n++)
            sum = (sum * sum) >> wide;
        return sum >> (wide - bits);
    }

    /// <summary>ln x for x from 0.3 to 3.3.</summary>
    public static BigInteger Log(BigInteger x, int bits)
    {
        // A first guess of some 45 bits; each turn of Halley's method has three times as many.
        var guess = (BigInteger)(Math.Log((double)(x >> (bits - 60)) / Math.Pow(2, 60)) * Math.Pow(2, 60));
        var (log, known) = (guess << (bits - 60), 45);
        while (known < bits + 8)
        {
            var power = Exp(log, bits);
            log += ((x - power) << (bits + 1)) / (x + power);
            known *= 3;
        }
        return log;
    }

    // atanh(1 / n)
    private static BigInteger AreaTangent(int n, int bits)
    {
        var term = (BigInteger.One << bits) / n;
        var sum = term;
        for (var k = 3; !term.IsZero; k += 2)
        {
            term /= n * n;
            sum += term / k;
        }
        return sum;
    }

    private sealed record Constant(int Bits, BigInteger Value);
}
