using System.Globalization;
using Entente.Shared.Localisation;
using FsCheck;
using FsCheck.Fluent;
using static Entente.Shared.Localisation.DateReading;

namespace Entente.Tests.House.Localisation;

public sealed class DateReaderTests
{
    private static readonly DateOnly Fourth = new(2026, 3, 4);

    [Theory]
    [InlineData("2026-03-04"), InlineData("2026-3-4"), InlineData("2026/03/04"), InlineData("2026.03.04"), InlineData("2026\u201103\u201104"), InlineData("٢٠٢٦-٠٣-٠٤"), InlineData(" 2026-03-04\n")]
    [InlineData("2026-03-04T00:00:00"), InlineData("2026-03-04 00:00")]
    [InlineData("4 March 2026"), InlineData("March 4, 2026"), InlineData("4-Mar-2026"), InlineData("4th of March 2026"), InlineData("2026 March 4"), InlineData("04MAR2026")]
    [InlineData("4 mars 2026"), InlineData("4 MARS 2026"), InlineData("4 de marzo de 2026"), InlineData("4 de março de 2026"), InlineData("4 de marco de 2026"), InlineData("4 marzo del 2026")]
    [InlineData("٤ مارس ٢٠٢٦"), InlineData("4 آذار/مارس 2026"), InlineData("4 اذار 2026")]
    public void Dates_with_one_meaning_are_understood_in_any_of_the_languages(string text) =>
        DateReader.Read(text).ShouldBe(new Understood(Fourth));

    [Theory]
    [InlineData("1er avril 2026", 4), InlineData("1 août 2026", 8), InlineData("1 fév. 2026", 2), InlineData("1.º de maio de 2026", 5), InlineData("1 كانون الثاني 2026", 1), InlineData("1 كانون الأول/ديسمبر 2026", 12), InlineData("1 set 2026", 9), InlineData("1st May 2026", 5), InlineData("1 Ene 2026", 1)]
    public void Ordinals_short_forms_and_the_months_of_the_Mashriq_are_understood(string text, int month) =>
        DateReader.Read(text).ShouldBe(new Understood(new DateOnly(2026, month, 1)));

    [Theory]
    [InlineData("03/04/2026"), InlineData("3.4.2026"), InlineData("03-04-2026"), InlineData("3 / 4 / 2026"), InlineData("٣/٤/٢٠٢٦")]
    public void Day_and_month_that_can_be_exchanged_are_asked_about(string text) =>
        DateReader.Read(text).ShouldBe(new Ambiguous(new DateOnly(2026, 4, 3), Fourth));

    [Theory]
    [InlineData("13/04/2026", 4, 13), InlineData("04/13/2026", 4, 13), InlineData("05/05/2026", 5, 5)]
    public void Figures_that_fit_one_way_only_are_understood(string text, int month, int day) =>
        DateReader.Read(text).ShouldBe(new Understood(new DateOnly(2026, month, day)));

    [Theory]
    [InlineData(null, DateFault.Empty), InlineData(" ", DateFault.Empty), InlineData("\u200F", DateFault.Empty)]
    [InlineData("46085", DateFault.Serial), InlineData("46085.5", DateFault.Serial), InlineData("20260304", DateFault.RunTogether), InlineData("040326", DateFault.RunTogether)]
    [InlineData("04/03/26", DateFault.ShortYear), InlineData("4 March 26", DateFault.ShortYear)]
    [InlineData("16/9/1447", DateFault.YearOutOfRange), InlineData("4 March 2569", DateFault.YearOutOfRange)]
    [InlineData("2026-02-30", DateFault.NoSuchDay), InlineData("29 February 2026", DateFault.NoSuchDay), InlineData("31/04/2026", DateFault.NoSuchDay), InlineData("2026-13-01", DateFault.NoSuchMonth), InlineData("13/13/2026", DateFault.NoSuchMonth)]
    [InlineData("4 Marsh 2026", DateFault.NoSuchMonth), InlineData("4 March April 2026", DateFault.NoSuchMonth)]
    [InlineData("2026-03-04 10:30", DateFault.HasTime), InlineData("2026-03-04T00:00:00Z", DateFault.HasTime)]
    [InlineData("March 2026", DateFault.DayMissing), InlineData("4 March", DateFault.YearMissing), InlineData("2026", DateFault.PartsMissing)]
    [InlineData("yesterday?", DateFault.Unreadable), InlineData("1 2 March 2026", DateFault.Unreadable), InlineData("2026-03/04", DateFault.Unreadable), InlineData("-2026-03-04", DateFault.Unreadable), InlineData("\uFFFF", DateFault.Unreadable), InlineData("\uFDD0", DateFault.Unreadable), InlineData("\uD800 4 March 2026", DateFault.Unreadable)]
    public void Everything_else_is_refused_with_its_reason(string? text, DateFault fault) =>
        DateReader.Read(text).ShouldBe(new NotADate(fault));

    [Theory]
    [InlineData("4", "3", "2026"), InlineData("04", "Mar.", "2026"), InlineData("٤", "مارس", "٢٠٢٦"), InlineData(" 4 ", "março", "2026")]
    public void Three_fields_are_read_for_what_they_are(string day, string month, string year) =>
        DateReader.Read(day, month, year).ShouldBe(new Understood(Fourth));

    [Theory]
    [InlineData("", null, " ", DateFault.Empty, DateParts.All)]
    [InlineData("", "3", "2026", DateFault.DayMissing, DateParts.Day)]
    [InlineData("4", "", "", DateFault.PartsMissing, DateParts.Month | DateParts.Year)]
    [InlineData("31", "4", "2026", DateFault.NoSuchDay, DateParts.Day)]
    [InlineData("0", "4", "2026", DateFault.NoSuchDay, DateParts.Day)]
    [InlineData("4", "13", "2026", DateFault.NoSuchMonth, DateParts.Month)]
    [InlineData("4", "3", "26", DateFault.ShortYear, DateParts.Year)]
    [InlineData("4", "3", "year", DateFault.Unreadable, DateParts.Year)]
    [InlineData("4", "3", "1447", DateFault.YearOutOfRange, DateParts.Year)]
    public void A_wrong_part_is_named(string? day, string? month, string? year, DateFault fault, DateParts parts) =>
        DateReader.Read(day, month, year).ShouldBe(new NotADate(fault, parts));

    [Fact]
    public void The_question_names_both_days() =>
        DateReader.Read("03/04/2026").Problem(Speaking.In("en"))!.ShouldContain("3 April 2026 or 4 March 2026");

    [Fact]
    public void Every_reason_is_told_in_every_language()
    {
        foreach (var words in Language.All.Select(language => Speaking.In(language.Code)))
            foreach (var fault in Enum.GetValues<DateFault>())
                new NotADate(fault).Problem(words)!.ShouldNotStartWith("[");
    }

    [Fact]
    public void A_date_as_shown_reads_back_in_every_language() =>
        Prop.ForAll(Dates, date =>
        {
            foreach (var language in Language.All)
                DateReader.Read(Formats.Of(language).Date(date)).ShouldBe(new Understood(date));
            DateReader.Read(date.ToString("O", CultureInfo.InvariantCulture)).ShouldBe(new Understood(date));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Figures_with_the_year_last_are_never_read_as_another_day() =>
        Prop.ForAll(Dates, date =>
        {
            foreach (var format in new[] { "dd/MM/yyyy", "MM/dd/yyyy", "d.M.yyyy" })
            {
                var reading = DateReader.Read(date.ToString(format, CultureInfo.InvariantCulture));
                if (reading is Understood understood)
                    understood.Value.ShouldBe(date);
                else
                    new[] { ((Ambiguous)reading).First, ((Ambiguous)reading).Second }.ShouldContain(date);
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_text_at_all_is_answered() =>
        Prop.ForAll(Scribble.Texts, text => DateReader.Read(text).ShouldNotBeNull()).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    private static Arbitrary<DateOnly> Dates =>
        Gen.Choose(new DateOnly(1800, 1, 1).DayNumber, new DateOnly(2199, 12, 31).DayNumber).Select(DateOnly.FromDayNumber).ToArbitrary();
}
