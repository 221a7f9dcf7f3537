using System.Globalization;
using AngleSharp.Dom;
using Entente.Shared.Components;
using Entente.Tests.Kit;

namespace Entente.Tests.Rooms.Shared;

public sealed class ChartTests(DemonstrationApp app) : IClassFixture<DemonstrationApp>
{
    [Theory]
    [InlineData(new[] { 7 }, 0, 8, 2)]
    [InlineData(new[] { 0 }, 0, 1, 1)]
    [InlineData(new[] { 52, 13 }, 0, 60, 20)]
    [InlineData(new[] { -3, 10 }, -5, 10, 5)]
    [InlineData(new[] { 1000000 }, 0, 1000000, 200000)]
    public void An_axis_has_round_steps_and_holds_zero_and_every_figure(int[] values, int least, int most, int step) =>
        ChartScale.Of(values.Select(value => (decimal)value)).ShouldBe(new ChartScale(least, most, step));

    [Fact]
    public void An_axis_of_small_figures_has_small_steps() => ChartScale.Of([0.07m]).ShouldBe(new ChartScale(0, 0.08m, 0.02m));

    [Fact]
    public async Task Every_chart_has_its_figures_as_a_table_and_a_name()
    {
        using var browser = app.Browser();
        var page = await browser.Get("/components");
        var charts = page.Html.QuerySelectorAll("figure.e-chart");
        charts.Length.ShouldBe(2);
        foreach (var chart in charts)
        {
            page.Html.GetElementById(chart.QuerySelector("svg[role=img]")!.GetAttribute("aria-labelledby")!).ShouldNotBeNull().TextContent.ShouldNotBeNullOrWhiteSpace();
            chart.QuerySelectorAll("tbody tr").Length.ShouldBe(6);
        }
    }

    [Fact]
    public async Task What_is_not_known_is_a_gap_in_the_line_and_a_word_in_the_table_and_never_zero()
    {
        using var browser = app.Browser();
        var chart = (await browser.Get("/components")).Html.QuerySelectorAll("figure.e-chart")[1];
        chart.QuerySelectorAll("circle").Length.ShouldBe(5);
        chart.QuerySelector("path[fill=none][stroke-width]")!.GetAttribute("d")!.Count(sign => sign == 'M').ShouldBe(2);
        chart.QuerySelectorAll("tbody td").Select(cell => cell.TextContent).ShouldContain("not known");
    }

    [Fact]
    public async Task Where_one_writes_from_the_right_the_first_category_stands_at_the_right()
    {
        var (english, arabic) = (await Places("en"), await Places("ar"));
        english.ShouldBe(english.Order());
        arabic.ShouldBe(arabic.OrderDescending());
    }

    private async Task<List<double>> Places(string language)
    {
        using var browser = app.Browser(language);
        return [.. (await browser.Get("/components")).Html.QuerySelectorAll("figure.e-chart")[1].QuerySelectorAll("circle").Select(point => double.Parse(point.GetAttribute("cx")!, CultureInfo.InvariantCulture))];
    }
}
