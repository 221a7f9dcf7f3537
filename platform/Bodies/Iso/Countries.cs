using System.Collections.Frozen;
using Entente.Bodies.Iso;

namespace Entente.Bodies;

/// <summary>A country or territory of ISO 3166-1. <paramref name="Numeric"/> keeps its zeros: "004".</summary>
public sealed record Country(string Alpha2, string Alpha3, string Numeric, LocalText Name);

/// <summary>The countries of ISO 3166-1, named as in the Unicode Common Locale Data Repository.</summary>
public static class Countries
{
    public static IReadOnlyList<Country> All { get; } =
        [.. IsoFile.Rows("countries").Select(row => new Country(row.Text(0), row.Text(1), row.Text(2), row.Names(3)))];

    private static readonly FrozenDictionary<string, Country> ByAlpha3 = All.ToFrozenDictionary(country => country.Alpha3, StringComparer.Ordinal);
    private static readonly FrozenDictionary<string, Country> ByAlpha2 = All.ToFrozenDictionary(country => country.Alpha2, StringComparer.Ordinal);

    private static readonly Lazy<Dictionary<string, Country>> ByName = new(() =>
    {
        var names = new Dictionary<string, Country>(StringComparer.OrdinalIgnoreCase);
        foreach (var country in All)
        {
            foreach (var (_, name) in country.Name.All)
                names.TryAdd(name, country);
        }
        return names;
    });

    public static Country? Find(string alpha3) => ByAlpha3.GetValueOrDefault(alpha3);

    /// <summary>The country that has this name in one of the application's languages.</summary>
    public static Country? Named(string name) => ByName.Value.GetValueOrDefault(name);

    public static Country? FindAlpha2(string alpha2) => ByAlpha2.GetValueOrDefault(alpha2);
}
