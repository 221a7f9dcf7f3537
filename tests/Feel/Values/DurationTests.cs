using Entente.Feel.Values;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Tests.Feel.Values;

public sealed class DurationTests
{
    private static readonly Config config = Cases.Config(2000);

    [Theory]
    [InlineData("PT0.S", "PT0S")]
    [InlineData("P0D", "PT0S")]
    [InlineData("PT1000M0.999999999S", "PT16H40M0.999999999S")]
    [InlineData("PT24H", "P1D")]
    [InlineData("-PT1H2M", "-PT1H2M")]
    [InlineData("P1DT2H3M4.123456789S", "P1DT2H3M4.123456789S")]
    public void Days_are_read_and_printed(string text, string printed)
    {
        DaysDuration.TryParse(text, out var duration).ShouldBeTrue();
        duration.ToString().ShouldBe(printed);
    }

    [Theory]
    [InlineData("P0Y", "P0M")]
    [InlineData("P26M", "P2Y2M")]
    [InlineData("-P100M", "-P8Y4M")]
    [InlineData("P999999999M", "P83333333Y3M")]
    public void Years_are_read_and_printed(string text, string printed)
    {
        YearsDuration.TryParse(text, out var duration).ShouldBeTrue();
        duration.ToString().ShouldBe(printed);
    }

    [Theory]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P0")]
    [InlineData("1Y")]
    [InlineData("1D")]
    [InlineData("P1H")]
    [InlineData("P1S")]
    [InlineData("P1DT")]
    [InlineData("PT1M1H")]
    [InlineData("PT1H1H")]
    [InlineData("PT1.5H")]
    [InlineData("P1Y1D")]
    [InlineData("P1M1Y")]
    [InlineData("P99999999999999999999D")]
    public void What_is_no_duration_is_not_read(string text) =>
        (DaysDuration.TryParse(text, out _) || YearsDuration.TryParse(text, out _)).ShouldBeFalse();

    [Theory]
    [InlineData("P4DT1H", "1.5", "P6DT1H30M")]
    [InlineData("PT23H", "-2.5", "-P2DT9H30M")]
    [InlineData("P1D", "0", "PT0S")]
    public void Days_are_multiplied(string text, string times, string product)
    {
        Written.Days(text).TryMultiply(Number.Parse(times), out var result).ShouldBeTrue();
        result.ToString().ShouldBe(product);
    }

    [Theory]
    [InlineData("P1Y11M", "-2.5", "-P4Y9M")]
    [InlineData("P2M", "1.5", "P3M")]
    public void Months_are_multiplied_and_cut_off(string text, string times, string product)
    {
        Written.Years(text).TryMultiply(Number.Parse(times), out var result).ShouldBeTrue();
        result.ToString().ShouldBe(product);
    }

    [Theory]
    [InlineData("P10Y11M", "2.5", "P4Y4M")]
    [InlineData("P10Y11M", "-2.5", "-P4Y4M")]
    public void Months_are_divided_and_cut_off(string text, string parts, string part)
    {
        Written.Years(text).TryDivide(Number.Parse(parts), out YearsDuration result).ShouldBeTrue();
        result.ToString().ShouldBe(part);
    }

    [Fact]
    public void Nothing_is_divided_by_nothing()
    {
        DaysDuration.OfDays(1).TryDivide(Number.Zero, out DaysDuration _).ShouldBeFalse();
        DaysDuration.OfDays(1).TryDivide(DaysDuration.OfDays(0), out Number _).ShouldBeFalse();
        new YearsDuration(1).TryDivide(new YearsDuration(0), out Number _).ShouldBeFalse();
    }

    [Fact]
    public void Beyond_what_can_be_counted_there_is_no_duration()
    {
        DaysDuration.OfDays(1).TryMultiply(Number.Parse("1e60"), out _).ShouldBeFalse();
        new YearsDuration(1).TryMultiply(Number.Parse("1e20"), out _).ShouldBeFalse();
    }

    [Fact]
    public void What_is_printed_is_read_again()
    {
        Check.One(config, Prop.ForAll(Draws.DaysDurations.ToArbitrary(), duration => DaysDuration.TryParse(duration.ToString(), out var read) && read == duration));
        Check.One(config, Prop.ForAll(Draws.YearsDurations.ToArbitrary(), duration => YearsDuration.TryParse(duration.ToString(), out var read) && read == duration));
    }
}
