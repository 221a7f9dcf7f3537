using System.Globalization;
using Entente.Bodies.Definitions;

namespace Entente.Bodies.Loading.Definitions;

/// <summary>Where a place must lie: <c>latitude: [-55, 31], longitude: [20, 150]</c>.</summary>
internal sealed class BoxPart(MapReader map)
{
    public Box? Read()
    {
        var (latitude, longitude) = (Pair("latitude", 90), Pair("longitude", 180));
        if (latitude is null && longitude is null)
            return null;
        var (south, north) = latitude ?? (-90, 90);
        var (west, east) = longitude ?? (-180, 180);
        if (south > north)
            map.Findings.Add(map.Take("latitude")!.At, "limits", "The first latitude is the southern one.", "Exchange them: south of the equator latitudes are negative.");
        return new Box(south, north, west, east);
    }

    private (decimal, decimal)? Pair(string key, int most)
    {
        if (!map.Has(key) || map.Words(key) is not { } words)
            return null;
        var numbers = words.Select(word => decimal.TryParse(word.Value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) <= most ? number : (decimal?)null).ToList();
        if (numbers is [{ } first, { } last])
            return (first, last);
        map.Findings.Add(map.Take(key)!.At, "limits", $"\"{key}\" must name two edges in degrees.", key == "latitude" ? "Write the southern and the northern one: [-55, 31]." : "Write the western and the eastern one: [20, 150]; [150, -120] lies across the 180th meridian.");
        return null;
    }
}
