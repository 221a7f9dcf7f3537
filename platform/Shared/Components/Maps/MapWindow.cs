using System.Runtime.InteropServices;

namespace Entente.Shared.Components;

/// <summary>
/// The part of the earth that a map shows, in degrees, and how a place in it becomes a point: equirectangular, true to scale on the middle
/// parallel. East of the 180th meridian longitudes go on beyond 180.
/// </summary>
public sealed record MapWindow(double South, double North, double West, double East, double Width, double Height)
{
    private static readonly int[] Steps = [1, 2, 5, 10, 15, 30, 45];

    private const double LeastSpan = 16;
    private const double Margin = .12;
    private const double Flattest = .5;
    private const double Tallest = .8;

    private double PerLongitude => Width / (East - West);

    private double PerLatitude => Height / (North - South);

    /// <summary>Around these places, none of which it cuts off.</summary>
    public static MapWindow Around(IReadOnlyCollection<(double Latitude, double Longitude)> places, double width)
    {
        var (west, east) = Across([.. places.Select(place => place.Longitude)]);
        var (south, north) = (places.Min(place => place.Latitude), places.Max(place => place.Latitude));
        (south, north) = Wider(south, north);
        (west, east) = Wider(west, east);
        if (east - west > 300)
            (west, east) = (-180, 180);
        var (squeeze, middle) = (Math.Max(.3, Math.Cos((south + north) / 2 * Math.PI / 180)), (west + east) / 2);
        var ratio = (north - south) / ((east - west) * squeeze);
        if (ratio < Flattest)
            (south, north) = Grown(south, north, Flattest * (east - west) * squeeze);
        else if (ratio > Tallest)
            (west, east) = (middle - (north - south) / squeeze / Tallest / 2, middle + (north - south) / squeeze / Tallest / 2);
        (south, north) = Shifted(south, north);
        if (east - west > 360)
            (west, east) = (-180, 180);
        return new MapWindow(south, north, west, east, width, Math.Round(width * (north - south) / ((east - west) * squeeze)));
    }

    public MapPoint At(double latitude, double longitude)
    {
        // Within the window if any turn of the earth brings it there.
        while (longitude < West)
            longitude += 360;
        while (longitude - 360 >= West)
            longitude -= 360;
        return new MapPoint((longitude - West) * PerLongitude, (North - latitude) * PerLatitude);
    }

    /// <summary>Where a picture of the whole earth stands, from pole to pole and from -180° to 180°, as often as any of it is in sight.</summary>
    public IEnumerable<(double X, double Y, double Width, double Height)> Earths()
    {
        for (var turn = -360; turn <= 360; turn += 360)
            if (turn - 180 < East && turn + 180 > West)
                yield return ((turn - 180 - West) * PerLongitude, (North - 90) * PerLatitude, 360 * PerLongitude, 180 * PerLatitude);
    }

    /// <summary>The round degrees at which lines are drawn, so that there are four to eight of them across.</summary>
    public int Step => Steps.First(step => (East - West) / step <= 8 || step == Steps[^1]);

    public IEnumerable<int> Meridians => Marks(West, East, Step);

    public IEnumerable<int> Parallels => Marks(South, North, Step);

    private static IEnumerable<int> Marks(double from, double to, int step)
    {
        for (var at = (int)Math.Ceiling(from / step) * step; at <= to; at += step)
            yield return at;
    }

    // The shortest way around the earth that has all of them: what is left out is the widest gap between two.
    private static (double West, double East) Across(double[] longitudes)
    {
        var sorted = longitudes.Distinct().Order().ToArray();
        var (west, widest) = (sorted[0], sorted[0] + 360 - sorted[^1]);
        for (var at = 1; at < sorted.Length; at++)
            if (sorted[at] - sorted[at - 1] > widest)
                (west, widest) = (sorted[at], sorted[at] - sorted[at - 1]);
        return (west, west + 360 - widest);
    }

    private static (double From, double To) Wider(double from, double to) => Grown(from, to, Math.Max(LeastSpan, (to - from) * (1 + 2 * Margin)));

    private static (double From, double To) Grown(double from, double to, double span) => ((from + to - span) / 2, (from + to + span) / 2);

    // Beyond the poles there is nothing.
    private static (double South, double North) Shifted(double south, double north) =>
        north - south >= 180 ? (-90, 90) : north > 90 ? (south - (north - 90), 90) : south < -90 ? (-90, north + (-90 - south)) : (south, north);
}

/// <summary>A point of the drawing, from its upper corner on the left.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct MapPoint(double X, double Y);
