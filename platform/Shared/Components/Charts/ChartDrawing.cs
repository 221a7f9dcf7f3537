using System.Globalization;
using System.Text;
using Entente.Shared.Localisation;

namespace Entente.Shared.Components;

/// <summary>A chart as SVG. Where one writes from the right the first category stands at the right, and the axis too.</summary>
internal sealed class ChartDrawing(Chart chart, ChartKind kind, Words t, string id)
{
    public const int Width = 480;
    public const int Height = 250;
    private const double Top = 14;
    private const double Bottom = 30;
    private const double End = 8;
    private const double LetterWidth = 7.2;
    private const int FontSize = 13;

    private readonly ChartScale _scale = ChartScale.Of(Reach(chart, kind));
    private readonly bool _mirrored = t.Language.RightToLeft;

    private double Start => 12 + LetterWidth * _scale.Marks.Max(mark => t.Number(mark).Length);

    private double Slot => (Width - Start - End) / Math.Max(1, chart.Categories.Count);

    public Markup Draw()
    {
        var series = kind switch
        {
            ChartKind.Stacked => Stacked(),
            ChartKind.Bars => SideBySide(),
            _ => Markup.Join(chart.Series.Select(Line)),
        };
        return $"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-labelledby=\"{id}-title\" font-size=\"{FontSize}\">{ChartTones.Patterns(id)}{Markup.Join(_scale.Marks.Select(Mark))}{series}{Markup.Join(chart.Thresholds.Select(Limit))}{Categories()}</svg>";
    }

    // What is stacked reaches as high as its sum; every threshold is in sight.
    private static IEnumerable<decimal> Reach(Chart chart, ChartKind kind)
    {
        var values = kind == ChartKind.Stacked
            ? chart.Categories.Select((_, place) => chart.Series.Sum(series => series.Values[place] ?? 0))
            : chart.Series.SelectMany(series => series.Values.OfType<decimal>());
        return values.Concat(chart.Thresholds.Select(threshold => threshold.Value));
    }

    private Markup Mark(decimal value)
    {
        var y = Y(value);
        return $"<path d=\"M{F(X(Start))} {F(y)}H{F(X(Width - End))}\" stroke=\"{(value == 0 ? "#5f6f7d" : "#cfd7de")}\"/><text x=\"{F(X(Start - 6))}\" y=\"{F(y + 4)}\" text-anchor=\"end\" fill=\"#4a5866\">{t.Number(value)}</text>";
    }

    private Markup Stacked()
    {
        var bars = new List<Markup>();
        for (var place = 0; place < chart.Categories.Count; place++)
        {
            var below = 0m;
            foreach (var series in chart.Series)
            {
                if (series.Values[place] is not ({ } value and > 0))
                    continue;
                bars.Add(Bar(place, series, Slot * .15, Slot * .7, below, below + value, value));
                below += value;
            }
        }
        return Markup.Join(bars);
    }

    private Markup SideBySide()
    {
        var width = Slot * .8 / Math.Max(1, chart.Series.Count);
        return Markup.Join(chart.Series.SelectMany((series, nth) => chart.Categories.Select((_, place) =>
            series.Values[place] is { } value ? Bar(place, series, Slot * .1 + width * nth, width, Math.Min(0, value), Math.Max(0, value), value) : $"")));
    }

    private Markup Bar(int place, Series series, double inset, double width, decimal from, decimal to, decimal value)
    {
        var x = Start + place * Slot + inset;
        return $"<rect x=\"{F(_mirrored ? Width - x - width : x)}\" y=\"{F(Y(to))}\" width=\"{F(width)}\" height=\"{F(Y(from) - Y(to))}\" fill=\"{ChartTones.Fill(series.Tone, id)}\" stroke=\"#fff\"><title>{Said(place, series, value)}</title></rect>";
    }

    // A gap in what is known is a gap in the line; a figure between two gaps is a point.
    private Markup Line(Series series)
    {
        var path = new StringBuilder();
        var points = new List<Markup>();
        for (var place = 0; place < series.Values.Count; place++)
        {
            if (series.Values[place] is not { } value)
                continue;
            var (x, y) = (X(Start + (place + .5) * Slot), Y(value));
            path.Append(place > 0 && series.Values[place - 1] is not null ? 'L' : 'M').Append(F(x)).Append(' ').Append(F(y));
            points.Add($"<circle cx=\"{F(x)}\" cy=\"{F(y)}\" r=\"3\" fill=\"{ChartTones.Colour(series.Tone)}\"><title>{Said(place, series, value)}</title></circle>");
        }
        return $"<path d=\"{path.ToString()}\" fill=\"none\" stroke=\"{ChartTones.Colour(series.Tone)}\" stroke-width=\"2\"{ChartTones.Dash(series.Tone)}/>{Markup.Join(points)}";
    }

    private Markup Limit(Threshold threshold)
    {
        var y = Y(threshold.Value);
        return $"<path d=\"M{F(X(Start))} {F(y)}H{F(X(Width - End))}\" stroke=\"#b3261e\" stroke-width=\"2\" stroke-dasharray=\"6 4\"/><text x=\"{F(X(Start + 4))}\" y=\"{F(y - 4)}\" fill=\"#7f1a14\">{threshold.Name}</text>";
    }

    // As many as fit beside each other; the first and every so many after it.
    private Markup Categories()
    {
        var longest = chart.Categories.Count == 0 ? 1 : chart.Categories.Max(category => category.Length);
        var every = Math.Max(1, (int)Math.Ceiling((longest + 1) * LetterWidth / Slot));
        return Markup.Join(chart.Categories.Select((category, place) => place % every == 0
            ? (Markup)$"<text x=\"{F(X(Start + (place + .5) * Slot))}\" y=\"{Height - 10}\" text-anchor=\"middle\" fill=\"#4a5866\">{category}</text>" : $""));
    }

    private string Said(int place, Series series, decimal value) =>
        t["components.chart.point", ("category", chart.Categories[place]), ("series", series.Name), ("value", value), ("unit", chart.Unit ?? "")].TrimEnd();

    private double X(double x) => _mirrored ? Width - x : x;

    private double Y(decimal value) => Top + (Height - Top - Bottom) * (1 - _scale.At(value));

    private static string F(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
