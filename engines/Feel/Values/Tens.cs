using System.Numerics;

namespace Entente.Feel.Values;

/// <summary>Powers of ten and what is asked of them.</summary>
internal static class Tens
{
    /// <summary>Digits of a number.</summary>
    public const int Precision = 34;

    // An array, because a span over constants leaves garbage where the code is not optimised.
    private static readonly ulong[] shorts =
    [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000, 100_000_000_000,
        1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000, 10_000_000_000_000_000,
        100_000_000_000_000_000, 1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
    ];

    private static readonly UInt128[] powers = Powers();

    /// <summary>10^34, the first coefficient that is too large.</summary>
    public static readonly UInt128 Limit = powers[Precision];

    /// <summary>To divide by 10^n for n from 0 to 19.</summary>
    public static readonly Reciprocal[] Reciprocals = [.. Short.ToArray().Select(power => new Reciprocal(power))];

    /// <summary>10^n for n from 0 to 19.</summary>
    public static ReadOnlySpan<ulong> Short => shorts;

    /// <summary>10^n for n from 0 to 38.</summary>
    public static UInt128 Power(int n) => powers[n];

    /// <summary>How many digits it takes; none for 0.</summary>
    public static int Digits(UInt128 value)
    {
        // 1233/4096 is a little more than log10(2), exact enough below 2^128 for a guess that is at most one too low.
        var bits = 128 - (int)UInt128.LeadingZeroCount(value);
        var guess = (bits * 1233) >> 12;
        return guess < 39 && value >= powers[guess] ? guess + 1 : guess;
    }

    /// <summary>As <see cref="Digits(UInt128)"/>.</summary>
    public static int Digits(ulong value)
    {
        var bits = 64 - BitOperations.LeadingZeroCount(value);
        var guess = (bits * 1233) >> 12;
        return guess < 20 && value >= Short[guess] ? guess + 1 : guess;
    }

    private static UInt128[] Powers()
    {
        var all = new UInt128[39];
        all[0] = 1;
        for (var n = 1; n < all.Length; n++)
            all[n] = all[n - 1] * 10;
        return all;
    }
}
