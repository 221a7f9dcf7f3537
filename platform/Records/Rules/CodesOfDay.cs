using System.Collections.Concurrent;
using Entente.Bodies;

namespace Entente.Records.Rules;

/// <summary>The codes of the body's lists that count on a day, each with its parent.</summary>
internal sealed class CodesOfDay(Body body)
{
    // Statements of one time are about the same days; what else is asked for is made anew.
    private const int MostKept = 64;

    private readonly ConcurrentDictionary<(string List, DateOnly Day), IReadOnlyDictionary<string, string?>> _kept = new();

    public IReadOnlyDictionary<string, string?> Of(string list, DateOnly day)
    {
        if (_kept.TryGetValue((list, day), out var known))
            return known;
        if (_kept.Count >= MostKept)
            _kept.Clear();
        return _kept[(list, day)] = Made(list, day);
    }

    private Dictionary<string, string?> Made(string list, DateOnly day)
    {
        var codes = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (code, parent) in Rows(list, day))
            codes[code] = parent;
        return codes;
    }

    private IEnumerable<(string, string?)> Rows(string list, DateOnly day) => list switch
    {
        "countries" => Countries.All.Select(country => (country.Alpha3, (string?)null)),
        "currencies" => Currencies.All.Where(currency => currency.LastDay is null || day <= currency.LastDay).Select(currency => (currency.Code, (string?)null)),
        "languages" => IsoLanguages.All.Select(language => (language.Code, (string?)null)),
        _ => body.List(list)?.On(day).Select(row => (row.Code, row.Parent)) ?? [],
    };
}
