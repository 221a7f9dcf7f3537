using Entente.Feel.Values;

namespace Entente.Tests.Feel.Values;

public sealed class NumberTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("1.50", "1.5")]
    [InlineData(".5", "0.5")]
    [InlineData("-12.30", "-12.3")]
    [InlineData("1.23e4", "12300")]
    [InlineData("1.23E-4", "0.000123")]
    [InlineData("1e400", "1E+400")]
    [InlineData("-1.5e-300", "-1.5E-300")]
    [InlineData("12345678901234567890123456789012345", "12345678901234567890123456789012340")]
    [InlineData("0.12345678901234567890123456789012345", "0.1234567890123456789012345678901234")]
    [InlineData("9.999999999999999999999999999999999e6144", "9.999999999999999999999999999999999E+6144")]
    [InlineData("1e-6176", "1E-6176")]
    [InlineData("1e-9999", "0")]
    public void What_is_read_is_printed_plainly(string text, string printed) => Number.Parse(text).ToString().ShouldBe(printed);

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("1.")]
    [InlineData("+1")]
    [InlineData("1,5")]
    [InlineData(" 1")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1e6145")]
    [InlineData("Infinity")]
    [InlineData("٣")]
    public void What_is_no_number_is_not_read(string text) => Number.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("0.1", "0.2", "0.3")]
    [InlineData("1e34", "1", "10000000000000000000000000000000000")]
    [InlineData("9999999999999999999999999999999999", "1", "10000000000000000000000000000000000")]
    [InlineData("9999999999999999999999999999999999", "0.5", "10000000000000000000000000000000000")]
    [InlineData("18446744073709551615", "1", "18446744073709551616")]
    [InlineData("5", "-5.00", "0")]
    [InlineData("1", "-1e-6176", "1")]
    public void Sums(string a, string b, string sum)
    {
        Number.TryAdd(Number.Parse(a), Number.Parse(b), out var result).ShouldBeTrue();
        result.ToString().ShouldBe(sum);
    }

    [Theory]
    [InlineData("10", "4", "2.5")]
    [InlineData("1", "3", "0.3333333333333333333333333333333333")]
    [InlineData("2", "3", "0.6666666666666666666666666666666667")]
    [InlineData("-1", "8", "-0.125")]
    [InlineData("1e34", "7e-10", "14285714285714285714285714285714290000000000")]
    public void Quotients(string a, string b, string quotient)
    {
        Number.TryDivide(Number.Parse(a), Number.Parse(b), out var result).ShouldBeTrue();
        result.ShouldBe(Number.Parse(quotient));
    }

    [Fact]
    public void Nothing_is_divided_by_zero() => Number.TryDivide(1, 0, out _).ShouldBeFalse();

    [Fact]
    public void Beyond_the_range_there_is_no_product() => Number.TryMultiply(Number.Parse("1e4000"), Number.Parse("1e4000"), out _).ShouldBeFalse();

    [Fact]
    public void Equal_numbers_have_the_same_hash_however_written()
    {
        Number.Parse("1.00").ShouldBe(Number.Parse("1"));
        Number.Parse("1.00").GetHashCode().ShouldBe(Number.Parse("1").GetHashCode());
        Number.Parse("1e3").GetHashCode().ShouldBe(((Number)1000).GetHashCode());
    }
}
