using System.Globalization;
using Entente.Bodies.Definitions;

namespace Entente.Records.Writing;

/// <summary>How what has a number is numbered: AR-{year}-{0000}, with the year and the party put in.</summary>
internal static class NumberShape
{
    /// <summary>Null for what has no number of its own.</summary>
    public static string? Of(Definition definition, string zone, string? party, DateTimeOffset at)
    {
        if ((definition.Traits.Case?.Number ?? definition.Traits.Certificate?.Number) is not { } number)
            return null;
        var year = TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(zone)).Year;
        return number.Replace("{year}", year.ToString("0000", CultureInfo.InvariantCulture), StringComparison.Ordinal).Replace("{party}", party ?? "", StringComparison.Ordinal);
    }
}
