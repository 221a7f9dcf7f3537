using System.Globalization;
using Entente.Shared.Localisation;
using FsCheck;
using FsCheck.Fluent;
using static Entente.Shared.Localisation.NumberReading;

namespace Entente.Tests.House.Localisation;

public sealed class NumberReaderTests
{
    [Theory]
    [InlineData("0", "0"), InlineData("007", "7"), InlineData("-0", "0"), InlineData("+5", "5"), InlineData("1234567", "1234567")]
    [InlineData("1.5", "1.5"), InlineData("1,5", "1.5"), InlineData("1234.5", "1234.5"), InlineData("1234,5", "1234.5"), InlineData("1.50", "1.5"), InlineData("1,0", "1")]
    [InlineData("0.234", "0.234"), InlineData("0,234", "0.234"), InlineData(".5", "0.5"), InlineData(",125", "0.125"), InlineData("1.2340", "1.234"), InlineData("1234.567", "1234.567")]
    [InlineData("1,234.5", "1234.5"), InlineData("1.234,5", "1234.5"), InlineData("1,234,567", "1234567"), InlineData("1.234.567", "1234567"), InlineData("1.234.567,089", "1234567.089"), InlineData("12,345.678", "12345.678")]
    [InlineData("1 234,5", "1234.5"), InlineData("1\u00A0234,5", "1234.5"), InlineData("1\u202F234.5", "1234.5"), InlineData("1\u2009234\u2009567", "1234567"), InlineData("1 234,567", "1234.567")]
    [InlineData("1'234.5", "1234.5"), InlineData("1’234’567", "1234567"), InlineData("12'345", "12345")]
    [InlineData("-5", "-5"), InlineData("\u22125", "-5"), InlineData("\u20135,5", "-5.5"), InlineData("- 5", "-5"), InlineData("\u200E-5", "-5"), InlineData("\uFF0D\uFF15", "-5")]
    [InlineData("١٢٣٤٫٥", "1234.5"), InlineData("١٬٢٣٤٫٥", "1234.5"), InlineData("١٬٢٣٤", "1234"), InlineData("١٫٢٣٤", "1.234"), InlineData("۱۲۳", "123"), InlineData("١،٥", "1.5"), InlineData("１，２３４．５", "1234.5"), InlineData("१२", "12")]
    [InlineData("  42\r\n", "42"), InlineData("\uFEFF42", "42")]
    [InlineData("1234567890123456789012345678", "1234567890123456789012345678"), InlineData("0.0000000000000000000000000001", "0.0000000000000000000000000001"), InlineData("1.00000000000000000000000000000000000000", "1")]
    public void What_can_mean_one_thing_only_is_understood_in_every_language(string text, string canonical)
    {
        foreach (var language in Language.All)
            NumberReader.Read(text, language).ShouldBe(new Understood(decimal.Parse(canonical, CultureInfo.InvariantCulture), canonical));
    }

    [Theory]
    [InlineData("1,234", 1234, 1.234), InlineData("1.234", 1234, 1.234), InlineData("-12.345", -12345, -12.345), InlineData("123,000", 123000, 123), InlineData("012,345", 12345, 12.345), InlineData("١،٢٣٤", 1234, 1.234)]
    public void What_can_mean_two_things_is_asked_in_every_language(string text, double grouped, double split)
    {
        foreach (var language in Language.All)
        {
            var two = NumberReader.Read(text, language).ShouldBeOfType<Ambiguous>();
            new[] { two.First, two.Second }.ShouldBe([(decimal)grouped, (decimal)split], ignoreOrder: true);
        }
    }

    [Fact]
    public void The_reading_usual_in_the_language_is_offered_first()
    {
        NumberReader.Read("1,234", Language.English).ShouldBe(new Ambiguous(1234, 1.234m));
        NumberReader.Read("1,234", Language.French).ShouldBe(new Ambiguous(1.234m, 1234));
    }

    [Fact]
    public void The_question_names_both_readings_so_that_either_can_be_typed_back()
    {
        NumberReader.Read("1.234", Language.English).Problem(Speaking.In("en"))!.ShouldContain("1.2340 or 1234");
        NumberReader.Read("1.5", Language.English).Problem(Speaking.In("en")).ShouldBeNull();
    }

    [Theory]
    [InlineData("1,234", DecimalSign.Comma, "1.234"), InlineData("1,234", DecimalSign.Point, "1234"), InlineData("1.234", DecimalSign.Point, "1.234"), InlineData("1.234", DecimalSign.Comma, "1234"), InlineData("1 234,5", DecimalSign.Comma, "1234.5")]
    public void Who_was_told_the_decimal_sign_of_a_file_is_not_asked(string text, DecimalSign settled, string canonical) =>
        NumberReader.Read(text, Language.English, settled).ShouldBeOfType<Understood>().Canonical.ShouldBe(canonical);

    [Theory]
    [InlineData("12.5", DecimalSign.Comma), InlineData("1,234,567", DecimalSign.Comma), InlineData("1.234,5", DecimalSign.Point)]
    public void A_number_against_the_settled_sign_is_refused(string text, DecimalSign settled) =>
        NumberReader.Read(text, Language.English, settled).ShouldBe(new NotANumber(NumberFault.Grouping));

    [Theory]
    [InlineData(null, NumberFault.Empty), InlineData("", NumberFault.Empty), InlineData(" \u200F ", NumberFault.Empty)]
    [InlineData("-", NumberFault.NoDigits), InlineData("\u2013", NumberFault.NoDigits), InlineData(".", NumberFault.NoDigits)]
    [InlineData("1E5", NumberFault.Exponent), InlineData("1.5e+06", NumberFault.Exponent), InlineData("1.2×10³", NumberFault.Exponent), InlineData("10^6", NumberFault.Exponent)]
    [InlineData("5%", NumberFault.Percent), InlineData("٥٪", NumberFault.Percent), InlineData("€5", NumberFault.Currency), InlineData("5 $", NumberFault.Currency)]
    [InlineData("5 kg", NumberFault.Letters), InlineData("USD 5", NumberFault.Letters), InlineData("ten", NumberFault.Letters), InlineData("0x1F", NumberFault.Letters), InlineData("1O0", NumberFault.Letters)]
    [InlineData("(5)", NumberFault.Brackets), InlineData("=1+2", NumberFault.Formula), InlineData("#DIV/0!", NumberFault.SpreadsheetError), InlineData("#####", NumberFault.SpreadsheetError)]
    [InlineData("1\t2", NumberFault.Several), InlineData("1\n2", NumberFault.Several)]
    [InlineData("5-", NumberFault.MinusSign), InlineData("--5", NumberFault.MinusSign), InlineData("3-4", NumberFault.MinusSign), InlineData("+-5", NumberFault.MinusSign)]
    [InlineData("1 23", NumberFault.Grouping), InlineData("12,34,567", NumberFault.Grouping), InlineData("1,,234", NumberFault.Grouping), InlineData("1234 567", NumberFault.Grouping), InlineData("0 123", NumberFault.Grouping)]
    [InlineData("1,234.567.890", NumberFault.Grouping), InlineData("1,234 567", NumberFault.Grouping), InlineData("1.2.3", NumberFault.Grouping), InlineData("1,2.3", NumberFault.Grouping), InlineData("'123", NumberFault.Grouping), InlineData("1٫2٫3", NumberFault.Grouping)]
    [InlineData("1.", NumberFault.Incomplete), InlineData("1 234,", NumberFault.Incomplete)]
    [InlineData("½", NumberFault.UnknownSign), InlineData("5²", NumberFault.UnknownSign), InlineData("10²", NumberFault.Exponent), InlineData("1/2", NumberFault.UnknownSign), InlineData("1_000", NumberFault.UnknownSign), InlineData("5\0", NumberFault.UnknownSign), InlineData("\u202E321", NumberFault.UnknownSign)]
    [InlineData("12345678901234567890123456789", NumberFault.TooManyDigits), InlineData("0.00000000000000000000000000001", NumberFault.TooManyDigits), InlineData("12345678901234567890.123456789", NumberFault.TooManyDigits)]
    public void Everything_else_is_refused_with_its_reason(string? text, NumberFault fault)
    {
        foreach (var language in Language.All)
            NumberReader.Read(text, language).ShouldBe(new NotANumber(fault));
    }

    [Fact]
    public void A_text_without_end_is_refused() =>
        NumberReader.Read(new string('1', 1_000_000), Language.English).ShouldBe(new NotANumber(NumberFault.TooLong));

    [Fact]
    public void Every_reason_is_told_in_every_language()
    {
        foreach (var words in Language.All.Select(language => Speaking.In(language.Code)))
            foreach (var fault in Enum.GetValues<NumberFault>())
                new NotANumber(fault).Problem(words)!.ShouldNotStartWith("[");
    }

    [Fact]
    public void What_is_printed_into_a_field_reads_back_as_the_same_number() =>
        Prop.ForAll(Numbers, number =>
        {
            foreach (var language in Language.All)
                NumberReader.Read(NumberReader.Print(number, language), language).ShouldBe(new Understood(number, NumberReader.Canonical(number)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_shown_on_a_page_is_never_read_as_another_number() =>
        Prop.ForAll(Numbers, number =>
        {
            foreach (var language in Language.All)
                MeansOrAsks(NumberReader.Read(Formats.Of(language).Number(number), language), number);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Whatever_country_a_spreadsheet_is_set_to_its_numbers_are_never_read_as_others()
    {
        var cultures = CultureInfo.GetCultures(CultureTypes.SpecificCultures);
        Prop.ForAll(Numbers, Gen.Choose(0, 6).ToArbitrary(), (number, decimals) =>
        {
            var shown = decimal.Round(number % 1_000_000_000_000m, decimals);
            foreach (var culture in cultures)
                MeansOrAsks(NumberReader.Read(shown.ToString($"N{decimals}", culture), Language.English), shown);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void One_sign_before_three_digits_is_always_asked() =>
        Prop.ForAll(Gen.Choose(1, 999).ToArbitrary(), Gen.Choose(0, 999).ToArbitrary(), Gen.Elements('.', ',').ToArbitrary(), (whole, rest, sign) =>
        {
            foreach (var language in Language.All)
                NumberReader.Read($"{whole}{sign}{rest:000}", language).ShouldBeOfType<Ambiguous>();
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_text_at_all_is_answered() =>
        Prop.ForAll(Scribble.Texts, text =>
        {
            foreach (var language in Language.All)
                NumberReader.Read(text, language).ShouldNotBeNull();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    private static void MeansOrAsks(NumberReading reading, decimal number)
    {
        if (reading is Understood understood)
            understood.Value.ShouldBe(number);
        else if (reading is Ambiguous two)
            new[] { two.First, two.Second }.ShouldContain(number);
    }

    private static Arbitrary<decimal> Numbers =>
        (from parts in Gen.Choose(int.MinValue, int.MaxValue).Three()
         from length in Gen.Choose(1, 28)
         from scale in Gen.Choose(0, 28)
         let digits = (System.Numerics.BigInteger.Abs(parts.Item1) << 64 | System.Numerics.BigInteger.Abs(parts.Item2) << 32 | System.Numerics.BigInteger.Abs(parts.Item3)).ToString(CultureInfo.InvariantCulture)
         let coefficient = (decimal)System.Numerics.BigInteger.Parse(digits[..Math.Min(length, digits.Length)], CultureInfo.InvariantCulture)
         select coefficient * Scale(scale) * Math.Sign((long)parts.Item1)).Where(number => number == 0 || NumberReader.Canonical(number).Count(char.IsAsciiDigit) <= 28).ToArbitrary();

    private static decimal Scale(int places) => new(1, 0, 0, false, (byte)places);
}
