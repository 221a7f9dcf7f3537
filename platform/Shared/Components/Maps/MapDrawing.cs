using System.Globalization;
using Entente.Shared.Localisation;

namespace Entente.Shared.Components;

/// <summary>Places that would stand upon each other, as one mark.</summary>
public sealed record MapCluster(MapPoint At, IReadOnlyList<MapPlace> Places);

/// <summary>A map as SVG: coastlines, parallels and meridians, and a mark for each place or for several that are near each other. The earth is never mirrored.</summary>
internal sealed class MapDrawing(PlaceMap map, Words t, string id, string land)
{
    public const int Width = 640;
    private const double Apart = 20;
    private const int MostNamed = 8;
    private const int FontSize = 13;

    private readonly MapWindow _window = MapWindow.Around([.. map.Places.Select(place => ((double)place.Latitude, (double)place.Longitude))], Width);

    public Markup Draw() =>
        $"<svg viewBox=\"0 0 {Width} {F(_window.Height)}\" role=\"img\" aria-labelledby=\"{id}-title\" aria-describedby=\"{id}-desc\" font-size=\"{FontSize}\"><desc id=\"{id}-desc\">{Said}</desc><rect width=\"{Width}\" height=\"{F(_window.Height)}\" fill=\"#e3eef4\"/>{Markup.Join(_window.Earths().Select(Earth))}{Lines()}{Markup.Join(Together(map.Places, _window).Select(Mark))}<rect width=\"{Width}\" height=\"{F(_window.Height)}\" fill=\"none\" stroke=\"#7b8a97\"/></svg>";

    /// <summary>In the order in which they come, each place joins the first mark that it would touch.</summary>
    public static IReadOnlyList<MapCluster> Together(IEnumerable<MapPlace> places, MapWindow window)
    {
        var marks = new List<(MapPoint At, List<MapPlace> Places)>();
        foreach (var place in places)
        {
            var at = window.At((double)place.Latitude, (double)place.Longitude);
            var near = marks.FindIndex(mark => Math.Abs(mark.At.X - at.X) < Apart && Math.Abs(mark.At.Y - at.Y) < Apart);
            if (near < 0)
                marks.Add((at, [place]));
            else
                marks[near].Places.Add(place);
        }
        return [.. marks.Select(mark => new MapCluster(mark.At, mark.Places))];
    }

    private string Said => t["components.map.said", ("count", map.Places.Count), ("south", Latitude(_window.South)), ("north", Latitude(_window.North)), ("west", Longitude(_window.West)), ("east", Longitude(_window.East))];

    private Markup Earth((double X, double Y, double Width, double Height) earth) =>
        $"<image href=\"{land}\" x=\"{F(earth.X)}\" y=\"{F(earth.Y)}\" width=\"{F(earth.Width)}\" height=\"{F(earth.Height)}\" preserveAspectRatio=\"none\"/>";

    private Markup Lines()
    {
        var path = string.Concat(_window.Meridians.Select(at => $"M{F(X(at))} 0V{F(_window.Height)}").Concat(_window.Parallels.Select(at => $"M0 {F(Y(at))}H{Width}")));
        var names = _window.Meridians.Where(at => X(at) is > 40 and < Width - 30).Select(at => (Markup)$"<text x=\"{F(X(at))}\" y=\"{F(_window.Height - 6)}\" text-anchor=\"middle\">{Longitude(at)}</text>")
            .Concat(_window.Parallels.Where(at => Y(at) > 16 && Y(at) < _window.Height - 24).Select(at => (Markup)$"<text x=\"5\" y=\"{F(Y(at) - 4)}\" text-anchor=\"start\">{Latitude(at)}</text>"));
        return $"<path d=\"{path}\" stroke=\"#9fb2bf\" stroke-width=\".6\" fill=\"none\"/><g fill=\"#3a4753\" direction=\"ltr\">{Markup.Join(names)}</g>";
    }

    private Markup Mark(MapCluster cluster)
    {
        var (x, y, count) = (F(cluster.At.X), F(cluster.At.Y), cluster.Places.Count);
        if (count == 1)
            return $"<circle cx=\"{x}\" cy=\"{y}\" r=\"6\" fill=\"#b3261e\" stroke=\"#fff\" stroke-width=\"2\"><title>{Named(cluster.Places[0])}</title></circle>";
        var named = string.Join("\n", cluster.Places.Take(MostNamed).Select(Named)) + (count > MostNamed ? "\n" + t["components.map.more", ("count", count - MostNamed)] : "");
        return $"<g><title>{named}</title><circle cx=\"{x}\" cy=\"{y}\" r=\"{F(Math.Min(22, 9 + 2 * Math.Log2(count)))}\" fill=\"#0b4a63\" stroke=\"#fff\" stroke-width=\"2\"/><text x=\"{x}\" y=\"{F(cluster.At.Y + 4.5)}\" text-anchor=\"middle\" fill=\"#fff\" font-weight=\"600\">{t.Number(count)}</text></g>";
    }

    private static string Named(MapPlace place) => place.About is { Length: > 0 } about ? $"{place.Name} ({about})" : place.Name;

    private double X(double longitude) => _window.At(0, longitude).X;

    private double Y(double latitude) => _window.At(latitude, _window.West).Y;

    private string Latitude(double at) => Math.Round(at) == 0 ? $"{t.Number(0)}°" : $"{t.Number((decimal)Math.Round(Math.Abs(at)))}° {(at < 0 ? "S" : "N")}";

    private string Longitude(double at)
    {
        var degrees = Math.Round(at > 180 ? at - 360 : at < -180 ? at + 360 : at);
        return degrees is 0 or 180 or -180 ? $"{t.Number((decimal)Math.Abs(degrees))}°" : $"{t.Number((decimal)Math.Abs(degrees))}° {(degrees < 0 ? "W" : "E")}";
    }

    private static string F(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}
