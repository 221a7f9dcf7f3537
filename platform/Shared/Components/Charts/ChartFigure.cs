using Entente.Shared.Localisation;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Entente.Shared.Components;

/// <summary>
/// A chart with its key and the same figures as a table: <c>&lt;chart-figure of="Model.Chart" kind="Stacked" /&gt;</c>. The drawing is
/// one picture to whoever hears the page; the table has every figure, and leads to the rows behind it.
/// </summary>
[HtmlTargetElement("chart-figure", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ChartFigure(Words t) : TagHelper
{
    public Chart? Of { get; set; }

    public ChartKind Kind { get; set; }

    /// <summary>Shows the table without asking, as in a paper that is printed.</summary>
    public bool Open { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (Of is not { IsEmpty: false } chart)
        {
            output.SuppressOutput();
            return;
        }
        var id = "chart-" + context.UniqueId;
        output.TagName = "figure";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "e-chart");
        var unit = Markup.When(chart.Unit is not null, $" ({chart.Unit})");
        output.Content.SetHtmlContent((Markup)$"<figcaption id=\"{id}-title\">{chart.Title}{unit}</figcaption>{new ChartDrawing(chart, Kind, t, id).Draw()}{Key(chart, id)}{Table(chart, id)}");
    }

    private static Markup? Key(Chart chart, string id) => Markup.When(chart.Series.Count > 1,
        $"<ul class=\"e-chart__key\">{Markup.Join(chart.Series.Select(series => (Markup)$"<li><svg viewBox=\"0 0 16 16\" width=\"16\" height=\"16\" aria-hidden=\"true\"><rect width=\"16\" height=\"16\" fill=\"{ChartTones.Fill(series.Tone, id)}\"/></svg> {series.Name}</li>"))}</ul>");

    private Markup Table(Chart chart, string id)
    {
        var heads = Markup.Join(chart.Series.Select(series => (Markup)$"<th scope=\"col\" class=\"e-number\">{series.Name}</th>").Concat(chart.Thresholds.Select(limit => (Markup)$"<th scope=\"col\" class=\"e-number\">{limit.Name}</th>")));
        var rows = Markup.Join(chart.Categories.Select((category, place) => (Markup)$"<tr><th scope=\"row\">{Category(chart, category, place)}</th>{Markup.Join(Cells(chart, place))}</tr>"));
        return $"<details class=\"e-details\"{Markup.Attribute("open", Open)}><summary class=\"e-details__summary\"><span class=\"e-details__summary-text\">{t["components.chart.table"]}</span></summary><div class=\"e-scroll\" role=\"region\" aria-labelledby=\"{id}-table\" tabindex=\"0\"><table class=\"e-table\"><caption id=\"{id}-table\">{chart.Title}</caption><thead><tr><th scope=\"col\">{chart.Category}</th>{heads}</tr></thead><tbody>{rows}</tbody></table></div></details>";
    }

    private static Markup Category(Chart chart, string category, int place) =>
        chart.Rows is { } rows ? $"<a href=\"{rows(place)}\">{category}</a>" : (Markup)$"{category}";

    // What is not known says so; an empty cell would be read as nothing.
    private IEnumerable<Markup> Cells(Chart chart, int place) =>
        chart.Series.Select(series => (Markup)$"<td class=\"e-number\">{(series.Values[place] is { } value ? t.Number(value) : t["components.chart.unknown"])}</td>")
            .Concat(chart.Thresholds.Select(limit => (Markup)$"<td class=\"e-number\">{t.Number(limit.Value)}</td>"));
}
