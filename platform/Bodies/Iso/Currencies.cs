using System.Collections.Frozen;
using System.Globalization;
using Entente.Bodies.Iso;

namespace Entente.Bodies;

/// <summary>
/// A currency of ISO 4217. <paramref name="Decimals"/> is how many are usually written, which for a few is fewer than
/// exist; <paramref name="LastDay"/> is the last day on which it was legal tender anywhere, if that is over.
/// </summary>
public sealed record Currency(string Code, string Numeric, int Decimals, DateOnly? LastDay, LocalText Name);

/// <summary>What is legal tender somewhere or ceased to be so since 2000, and the special drawing right.</summary>
public static class Currencies
{
    public static IReadOnlyList<Currency> All { get; } =
        [.. IsoFile.Rows("currencies").Select(row => new Currency(row.Text(0), row.Text(1), row.Number(2), Day(row.Text(3)), row.Names(4)))];

    private static readonly FrozenDictionary<string, Currency> ByCode = All.ToFrozenDictionary(currency => currency.Code, StringComparer.Ordinal);

    public static Currency? Find(string code) => ByCode.GetValueOrDefault(code);

    private static DateOnly? Day(string text) => text.Length == 0 ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
