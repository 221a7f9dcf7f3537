using System.Text.RegularExpressions;

namespace Entente.Bodies.Loading;

/// <summary>Time zones by their names in the IANA database.</summary>
internal static partial class Zones
{
    public static bool IsKnown(string name) =>
        Shape().IsMatch(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId;

    public static string Hint(string name)
    {
        var known = TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).Where(id => id.Contains('/', StringComparison.Ordinal)).ToList();
        var city = known.Find(id => string.Equals(id.Split('/')[^1], name.Replace(' ', '_'), StringComparison.OrdinalIgnoreCase));
        return city is not null ? $"Did you mean \"{city}\"?"
            : Nearest.Find(name, known) is { } nearest ? $"Did you mean \"{nearest}\"?"
            : "Write area and city, such as Europe/Madrid or Africa/Accra.";
    }

    [GeneratedRegex(@"\A[A-Z][A-Za-z]+(/[A-Z][A-Za-z0-9_+\-]+){1,2}\z", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Shape();
}
