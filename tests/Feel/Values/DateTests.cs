using Entente.Feel.Values;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Tests.Feel.Values;

public sealed class DateTests
{
    private static readonly Config config = Cases.Config(2000);

    [Theory]
    [InlineData("2017-12-31")]
    [InlineData("-2017-01-01")]
    [InlineData("0000-02-29")]
    [InlineData("999999999-12-31")]
    [InlineData("-999999999-12-31")]
    public void Days_are_read_and_printed(string text)
    {
        Date.TryParse(text, out var date).ShouldBeTrue();
        date.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData("2012-12-25T")]
    [InlineData("2012/12/25")]
    [InlineData("9999999999-12-25")]
    [InlineData("2017-13-10")]
    [InlineData("2017-12-32")]
    [InlineData("2017-02-29")]
    [InlineData("1900-02-29")]
    [InlineData("998-12-31")]
    [InlineData("01211-12-31")]
    [InlineData("+2012-12-02")]
    [InlineData("2017-1-02")]
    [InlineData("")]
    public void What_is_no_day_is_not_read(string text) => Date.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("2026-01-31", 1, "2026-02-28")]
    [InlineData("2024-01-31", 1, "2024-02-29")]
    [InlineData("2024-02-29", 12, "2025-02-28")]
    [InlineData("2026-01-15", -1, "2025-12-15")]
    [InlineData("0000-01-15", -1, "-0001-12-15")]
    public void Months_end_where_the_month_ends(string from, long months, string to)
    {
        Written.Date(from).TryAddMonths(months, out var later).ShouldBeTrue();
        later.ToString().ShouldBe(to);
    }

    [Fact]
    public void There_is_no_day_after_the_last()
    {
        new Date(Date.LastYear, 12, 31).TryAddDays(1, out _).ShouldBeFalse();
        new Date(-Date.LastYear, 1, 1).TryAddDays(-1, out _).ShouldBeFalse();
        new Date(2026, 1, 1).TryAddMonths(long.MaxValue, out _).ShouldBeFalse();
        new Date(2026, 1, 1).TryAddDays(long.MinValue, out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("2019-09-17", 38)]
    [InlineData("2003-12-29", 1)]
    [InlineData("2004-01-01", 1)]
    [InlineData("2010-01-01", 53)]
    [InlineData("2005-01-01", 53)]
    [InlineData("2005-01-03", 1)]
    public void Weeks_are_those_of_ISO(string text, int week) => Written.Date(text).WeekOfYear.ShouldBe(week);

    [Theory]
    [InlineData("2013-08-24", "2017-12-15", "P4Y3M")]
    [InlineData("2013-08-24", "2011-12-22", "-P1Y8M")]
    [InlineData("-2016-01-30", "-2017-02-28", "-P11M")]
    [InlineData("2014-12-31", "-2019-10-01", "-P4033Y2M")]
    [InlineData("2016-01-01", "2016-01-01", "P0M")]
    public void Months_between_are_whole(string from, string to, string months) =>
        Written.Date(from).MonthsUntil(Written.Date(to)).ToString().ShouldBe(months);

    [Fact]
    public void Days_have_names() => (new Date(2026, 7, 4).WeekdayName, new Date(2026, 7, 4).MonthName).ShouldBe(("Saturday", "July"));

    [Fact]
    public void Days_are_counted_as_the_calendar_of_NET_counts_them()
    {
        var first = new DateOnly(1, 1, 1);
        var step = 0;
        for (var day = first; day < new DateOnly(9990, 1, 1); day = day.AddDays((++step % 53) + 1))
        {
            var ours = new Date(day.Year, day.Month, day.Day);
            ours.DayNumber.ShouldBe(day.DayNumber - new DateOnly(1970, 1, 1).DayNumber);
            ours.Weekday.ShouldBe(day.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)day.DayOfWeek);
            ours.DayOfYear.ShouldBe(day.DayOfYear);
            ours.WeekOfYear.ShouldBe(System.Globalization.ISOWeek.GetWeekOfYear(day));
        }
    }

    [Fact]
    public void A_day_and_its_number_are_the_same() => Check.One(config, Prop.ForAll(Draws.Dates.ToArbitrary(), date =>
        Date.TryFromDayNumber(date.DayNumber, out var same) && same == date
        && (!date.TryAddDays(1, out var next) || (next.DayNumber == date.DayNumber + 1 && next > date))));

    [Fact]
    public void The_first_and_the_last_day_have_numbers()
    {
        Date.TryFromDayNumber(new Date(Date.LastYear, 12, 31).DayNumber, out var last).ShouldBeTrue();
        last.ShouldBe(new Date(Date.LastYear, 12, 31));
        Date.TryFromDayNumber(new Date(-Date.LastYear, 1, 1).DayNumber, out var first).ShouldBeTrue();
        first.ShouldBe(new Date(-Date.LastYear, 1, 1));
    }

    [Fact]
    public void What_is_printed_is_read_again() =>
        Check.One(config, Prop.ForAll(Draws.Dates.ToArbitrary(), date => Date.TryParse(date.ToString(), out var read) && read == date));
}
