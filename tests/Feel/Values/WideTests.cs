using System.Numerics;
using Entente.Feel.Values;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Tests.Feel.Values;

/// <summary>The arithmetic below numbers, at its edges.</summary>
public sealed class WideTests
{
    private static readonly Config config = Cases.Config(20_000);

    private static readonly Gen<ulong> limbs = Gen.OneOf(
        Gen.Elements(0ul, 1ul, 2ul, ulong.MaxValue, ulong.MaxValue - 1, 1ul << 63, (1ul << 63) - 1, (1ul << 63) + 1, 10_000_000_000_000_000_000ul),
        from shift in Gen.Choose(0, 63) from high in Gen.Choose(0, int.MaxValue) from low in Gen.Choose(0, int.MaxValue)
        select (((ulong)(uint)high << 33) ^ ((ulong)(uint)low << 2)) >> shift);

    [Fact]
    public void A_short_division_is_the_true_one() =>
        Check.One(config, Prop.ForAll((from high in limbs from low in limbs from divisor in limbs select (high, low, divisor)).ToArbitrary(), drawn =>
        {
            var by = Math.Max(drawn.divisor, 1);
            var high = drawn.high % by;
            var quotient = new Reciprocal(by).Divide(high, drawn.low, out var rest);
            var (expected, left) = UInt128.DivRem(new UInt128(high, drawn.low), by);
            return quotient == (ulong)expected && rest == (ulong)left;
        }));

    [Fact]
    public void A_long_division_is_the_true_one() =>
        Check.One(config, Prop.ForAll((from a in limbs from b in limbs from c in limbs from d in limbs from e in limbs select (a, b, c, d, e)).ToArbitrary(), drawn =>
        {
            var by = UInt128.Max(new UInt128(drawn.a, drawn.b), 1);
            var factor = new UInt128(drawn.c, drawn.d);
            var rest = new UInt128(drawn.e, drawn.a) % by;
            var product = Wide.Product(factor, by) + new Wide(0, rest);
            return Big(product) == ((BigInteger)factor * by) + rest && product.Divide(by, out var left) == factor && left == rest;
        }));

    private static BigInteger Big(Wide value) => ((BigInteger)value.High << 128) + value.Low;
}
