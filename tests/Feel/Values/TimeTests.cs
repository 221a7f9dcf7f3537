using Entente.Feel;
using Entente.Feel.Values;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Tests.Feel.Values;

public sealed class TimeTests
{
    private static readonly Config config = Cases.Config(2000);

    [Theory]
    [InlineData("11:22:33.123456789", "11:22:33.123456789")]
    [InlineData("11:22:33.4440", "11:22:33.444")]
    [InlineData("11:22:33-00:00", "11:22:33Z")]
    [InlineData("13:20:00-05:00", "13:20:00-05:00")]
    [InlineData("11:59:45+02:45:55", "11:59:45+02:45:55")]
    [InlineData("00:01:00@Europe/Paris", "00:01:00@Europe/Paris")]
    [InlineData("24:00:00", "00:00:00")]
    public void Times_are_read_and_printed(string text, string printed)
    {
        Time.TryParse(text, out var time).ShouldBeTrue();
        time.ToString().ShouldBe(printed);
    }

    [Theory]
    [InlineData("23:59:60")]
    [InlineData("24:00:01")]
    [InlineData("24:01:00")]
    [InlineData("25:00:00")]
    [InlineData("00:60:00")]
    [InlineData("7:00:00")]
    [InlineData("07:1:00")]
    [InlineData("07:01:2")]
    [InlineData("07:02")]
    [InlineData("13:20:00@xyz/abc")]
    [InlineData("13:20:00@../etc/passwd")]
    [InlineData("13:20:00+19:00")]
    [InlineData("13:20:00+5:00")]
    [InlineData("13:20:00+02:00@Europe/Paris")]
    [InlineData("11:30:00T")]
    [InlineData("11:30:00.")]
    [InlineData("11:30:00.1234567891")]
    public void What_is_no_time_is_not_read(string text) => Time.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("2012-12-24", "2012-12-24T00:00:00")]
    [InlineData("2021-01-01T24:00:00", "2021-01-02T00:00:00")]
    [InlineData("-2017-12-31T11:22:33.456+01:35", "-2017-12-31T11:22:33.456+01:35")]
    [InlineData("999999999-12-31T23:59:59.999999999@Europe/Paris", "999999999-12-31T23:59:59.999999999@Europe/Paris")]
    public void Moments_are_read_and_printed(string text, string printed) => Written.Moment(text).ToString().ShouldBe(printed);

    [Theory]
    [InlineData("2018-10-08T00:00:00+02:00", "2018-10-08T00:00:00@Europe/Paris", true)]
    [InlineData("2018-02-08T00:00:00+01:00", "2018-02-08T00:00:00@Europe/Paris", true)]
    [InlineData("2018-12-08T00:00:00@Europe/Paris", "2018-12-08T00:00:00@Asia/Dhaka", false)]
    [InlineData("2002-04-02T12:00:00@Australia/Melbourne", "2002-04-02T12:00:00@Australia/Sydney", true)]
    [InlineData("2002-04-02T23:00:00-04:00", "2002-04-03T02:00:00-01:00", true)]
    [InlineData("2018-12-08T00:00:00.0001", "2018-12-08T00:00:00", true)]
    [InlineData("2018-12-08T00:00:00Z", "2018-12-08T00:00:00", null)]
    public void Moments_are_the_same_when_they_are_in_UTC(string a, string b, bool? same) => Written.Moment(a).Same(Written.Moment(b)).ShouldBe(same);

    [Theory]
    [InlineData("2026-03-29T02:30:00@Europe/Paris", "2026-03-29T01:30:00Z")]
    [InlineData("2026-03-29T03:30:00@Europe/Paris", "2026-03-29T01:30:00Z")]
    [InlineData("2026-10-25T02:30:00@Europe/Paris", "2026-10-25T00:30:00Z")]
    public void A_skipped_hour_is_counted_by_the_old_clock_and_a_double_one_by_summer_time(string local, string utc) => Written.Moment(local).Same(Written.Moment(utc)).ShouldBe(true);

    [Theory]
    [InlineData("2026-03-29T01:30:00@Europe/Paris", "PT1H", "2026-03-29T03:30:00@Europe/Paris")]
    [InlineData("2021-01-01T24:00:00", "-PT1S", "2021-01-01T23:59:59")]
    [InlineData("-2021-01-01T10:10:10@Australia/Melbourne", "-P1D", "-2022-12-31T10:10:10@Australia/Melbourne")]
    [InlineData("2021-01-12T10:10:10+11:00", "P1DT1H", "2021-01-13T11:10:10+11:00")]
    public void Durations_are_added(string from, string length, string to)
    {
        Written.Moment(from).TryAdd(Written.Days(length), out var later).ShouldBeTrue();
        later.ToString().ShouldBe(to);
    }

    [Theory]
    [InlineData("2021-01-02T10:10:10+01:00", "2021-01-01T10:10:10@Europe/Paris", "P1D")]
    [InlineData("2021-01-02T10:10:10", "2021-01-01T10:10:10@Europe/Paris", null)]
    public void The_length_between_is_that_in_UTC(string later, string earlier, string? length) => Written.Moment(later).Since(Written.Moment(earlier))?.ToString().ShouldBe(length);

    [Fact]
    public void A_time_goes_round_the_clock()
    {
        new Time(23 * 3600 * Time.Second).Add(DaysDuration.OfSeconds(7200)).ToString().ShouldBe("01:00:00");
        new Time(3600 * Time.Second).Add(DaysDuration.OfSeconds(-7200)).ToString().ShouldBe("23:00:00");
    }

    [Fact]
    public void What_is_printed_is_read_again() => Check.One(config, Prop.ForAll(Draws.Moments.ToArbitrary(), moment =>
        DateAndTime.TryParse(moment.ToString(), out var read) && read == moment && Time.TryParse(moment.Time.ToString(), out var time) && time == moment.Time));

    [Fact]
    public void Adding_and_taking_away_come_back_to_the_same_instant() =>
        Check.One(config, Prop.ForAll((from moment in Draws.Moments from length in Draws.DaysDurations select (moment, length)).ToArbitrary(), drawn =>
            !drawn.moment.TryAdd(drawn.length, out var later) || (later.TryAdd(drawn.length.Negate(), out var back) && back.Same(drawn.moment) == true)));

    [Fact]
    public void The_same_moments_have_the_same_hash() =>
        Check.One(config, Prop.ForAll(Draws.Moments.ToArbitrary(), moment =>
            moment.Time.Zone is null || !moment.TryIn(Zone.Utc, out var utc)
            || (Value.Of(utc).Equals(Value.Of(moment)) && Value.Of(utc).GetHashCode() == Value.Of(moment).GetHashCode())));
}
