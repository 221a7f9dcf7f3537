using Entente.Bench.Report;

namespace Entente.Tests.House.Bench;

public sealed class GoalTests
{
    [Fact]
    public void A_kept_promise_is_one_line_that_ends_with_ok() =>
        Goal.AtMost("pages: home, first visit", 30, 18.23, "kB", 28).ToString()
            .ShouldBe("pages: home, first visit, at most 30 kB | 18.2 kB | 28 kB | 0.65 | ok");

    [Fact]
    public void A_broken_promise_is_short() =>
        Goal.AtMost("memory: idle", 350, 350.4, "MB").ToString().ShouldBe("memory: idle, at most 350 MB | 350 MB | - | - | short");

    [Fact]
    public void The_limit_itself_is_kept() => Goal.AtMost("memory: idle", 350, 350, "MB").Ok.ShouldBeTrue();

    [Theory]
    [InlineData(500, 1_000, true)]
    [InlineData(499, 1_000, false)]
    [InlineData(499, 0, false)]
    public void A_share_of_the_floor_is_judged_by_the_ratio(double measured, double floor, bool ok) =>
        Goal.RatioAtLeast("http: signed in", 0.5, measured, floor, "requests/s").Ok.ShouldBe(ok);

    [Fact]
    public void What_was_not_measured_is_short() => Goal.AtMost("pages: home", 5, double.NaN, "s").ToString().ShouldEndWith("| - s | - | - | short");

    [Theory]
    [InlineData(new double[] { 3, 1, 2 }, 2)]
    [InlineData(new double[] { 4, 1, 3, 2 }, 2.5)]
    [InlineData(new double[] { 9 }, 9)]
    public void The_median_is_the_middle_of_the_sorted_runs(double[] runs, double median) => Figure.Median(runs).ShouldBe(median);

    [Fact]
    public void The_median_of_nothing_is_no_number() => Figure.Median([]).ShouldBe(double.NaN);

    [Theory]
    [InlineData(12345.6, "12346")]
    [InlineData(61.24, "61.2")]
    [InlineData(4.4, "4.4")]
    [InlineData(0.05, "0.05")]
    [InlineData(100, "100")]
    [InlineData(0, "0")]
    public void Figures_have_about_three_digits(double figure, string text) => Figure.Of(figure).ShouldBe(text);

    [Fact]
    public void A_table_lines_up_names_left_and_figures_right()
    {
        var table = new Table("page", "kB");
        table.Add("home", 18.26);
        table.Add("sign-in page", 7d);
        table.ToString().Split('\n').ShouldBe(["page            kB", "------------  ----", "home          18.3", "sign-in page     7"]);
    }
}
