using System.Globalization;
using System.Numerics;
using Entente.Feel.Values;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Tests.Feel.Values;

/// <summary>Every operation against the same one on fractions of unbounded length.</summary>
public sealed class NumberProperties
{
    private static readonly Config config = Cases.Config(2000);

    private static readonly Gen<(Number A, Number B)> pairs =
        from a in Draws.Numbers
        from b in Gen.OneOf(Draws.Numbers, Draws.NumbersWithin(40), Gen.Constant(a), Gen.Constant(a.Negate()))
        select (a, b);

    [Fact]
    public void A_sum_is_the_true_sum_rounded() => Hold(pair => Number.TryAdd(pair.A, pair.B, out var sum) ? sum : null, (a, b) => a + b);

    [Fact]
    public void A_difference_is_the_true_difference_rounded() => Hold(pair => Number.TrySubtract(pair.A, pair.B, out var rest) ? rest : null, (a, b) => a - b);

    [Fact]
    public void A_product_is_the_true_product_rounded() => Hold(pair => Number.TryMultiply(pair.A, pair.B, out var product) ? product : null, (a, b) => a * b);

    [Fact]
    public void A_quotient_is_the_true_quotient_rounded() => Hold(pair => Number.TryDivide(pair.A, pair.B, out var quotient) ? quotient : null, (a, b) => b.IsZero ? null : a / b);

    [Fact]
    public void Order_is_the_true_order() =>
        Check.One(config, Prop.ForAll(pairs.ToArbitrary(), pair => Math.Sign(pair.A.CompareTo(pair.B)) == (Fraction.Of(pair.A) - Fraction.Of(pair.B)).Above.Sign));

    [Fact]
    public void What_is_printed_is_read_again() =>
        Check.One(config, Prop.ForAll(Draws.Numbers.ToArbitrary(), number => Number.Parse(number.ToString()) == number));

    [Fact]
    public void Equal_numbers_have_equal_hashes() =>
        Check.One(config, Prop.ForAll(Draws.NumbersWithin(20).ToArbitrary(), number =>
            Number.TryMultiply(number, Number.Parse("1.000"), out var longer) && longer == number && longer.GetHashCode() == number.GetHashCode()));

    [Fact]
    public void A_decimal_goes_there_and_back() =>
        Check.One(config, Prop.ForAll(ArbMap.Default.ArbFor<decimal>(), value => ((Number)value).TryToDecimal(out var back) && back == value));

    [Fact]
    public void A_whole_number_goes_there_and_back() =>
        Check.One(config, Prop.ForAll(ArbMap.Default.ArbFor<long>(), value => ((Number)value).TryToInt64(out var back) && back == value));

    [Fact]
    public void A_square_has_its_root() =>
        Check.One(config, Prop.ForAll(ArbMap.Default.ArbFor<long>(), value =>
            Number.TryMultiply(value % 10_000_000_000_000_000, value % 10_000_000_000_000_000, out var square) && square.TrySqrt(out var root) && root == ((Number)(value % 10_000_000_000_000_000)).Abs()));

    [Fact]
    public void The_rest_of_a_division_lies_between_zero_and_the_divisor() =>
        Check.One(config, Prop.ForAll((from a in Draws.NumbersWithin(20) from b in Draws.NumbersWithin(20) select (a, b)).ToArbitrary(), pair =>
            pair.b == 0 || (Number.TryModulo(pair.a, pair.b, out var rest) && (rest == 0 || rest.Sign == pair.b.Sign) && rest.Abs() <= pair.b.Abs())));

    private static void Hold(Func<(Number A, Number B), Number?> ours, Func<Fraction, Fraction, Fraction?> truth) =>
        Check.One(config, Prop.ForAll(pairs.ToArbitrary(), pair =>
            ours(pair) == truth(Fraction.Of(pair.A), Fraction.Of(pair.B))?.Rounded()));

    /// <summary>A fraction; slow, simple and exact.</summary>
    private readonly record struct Fraction(BigInteger Above, BigInteger Below)
    {
        public bool IsZero => Above.IsZero;

        public static Fraction Of(Number number)
        {
            var ten = BigInteger.Pow(10, Math.Abs(number.Exponent));
            var whole = BigInteger.Parse(number.Coefficient.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) * (number.IsNegative ? -1 : 1);
            return number.Exponent < 0 ? new(whole, ten) : new(whole * ten, 1);
        }

        public static Fraction operator +(Fraction a, Fraction b) => new((a.Above * b.Below) + (b.Above * a.Below), a.Below * b.Below);

        public static Fraction operator -(Fraction a, Fraction b) => new((a.Above * b.Below) - (b.Above * a.Below), a.Below * b.Below);

        public static Fraction operator *(Fraction a, Fraction b) => new(a.Above * b.Above, a.Below * b.Below);

        public static Fraction operator /(Fraction a, Fraction b) => new(a.Above * b.Below * b.Above.Sign, a.Below * BigInteger.Abs(b.Above));

        public Number? Rounded()
        {
            if (Above.IsZero)
                return Number.Zero;
            var exponent = Math.Max(-6176, Digits(Above) - Digits(Below) - 34);
            var rounded = At(exponent);
            if (Digits(rounded) > 34)
                rounded = At(++exponent);
            return Number.TryParse($"{rounded}e{exponent}", out var number) ? number : null;
        }

        private BigInteger At(int exponent)
        {
            var ten = BigInteger.Pow(10, Math.Abs(exponent));
            var (above, below) = exponent < 0 ? (BigInteger.Abs(Above) * ten, Below) : (BigInteger.Abs(Above), Below * ten);
            var whole = BigInteger.DivRem(above, below, out var rest);
            var half = (rest * 2).CompareTo(below);
            return (half > 0 || (half == 0 && !whole.IsEven) ? whole + 1 : whole) * Above.Sign;
        }

        private static int Digits(BigInteger value) => BigInteger.Abs(value).ToString(CultureInfo.InvariantCulture).Length;
    }
}
