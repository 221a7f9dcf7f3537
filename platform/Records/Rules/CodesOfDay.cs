using System.Collections.Concurrent;
using Entente.Bodies;

namespace Entente.Records.Rules;

/// <summary>The codes of the body's lists that count on a day, each with its parent.</summary>
internal sealed class CodesOfDay(Body body)
{
    // Statements of one time are about the same days; what else is asked for is made anew.
    private const int MostKept = 64;

    private readonly ConcurrentDictionary<(string List, string? Above, DateOnly Day), IReadOnlyDictionary<string, string?>> _kept = new();

    /// <param name="above">The list that parents are from, where codes are chosen within a code; null where nobody asks for parents.</param>
    public IReadOnlyDictionary<string, string?> Of(string list, DateOnly day, string? above = null)
    {
        if (_kept.TryGetValue((list, above, day), out var known))
            return known;
        if (_kept.Count >= MostKept)
            _kept.Clear();
        return _kept[(list, above, day)] = Made(list, above, day);
    }

    private Dictionary<string, string?> Made(string list, string? above, DateOnly day)
    {
        var codes = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (code, parent) in Rows(list, above, day))
            codes[code] = parent;
        return codes;
    }

    private IEnumerable<(string, string?)> Rows(string list, string? above, DateOnly day) => list switch
    {
        "countries" => Countries.All.Select(country => (country.Alpha3, (string?)null)),
        "currencies" => Currencies.All.Where(currency => currency.LastDay is null || day <= currency.LastDay).Select(currency => (currency.Code, (string?)null)),
        "languages" => IsoLanguages.All.Select(language => (language.Code, (string?)null)),
        _ => body.List(list) is { } own ? own.On(day).Select(row => (row.Code, ParentOf(row, Tied(own, above)))) : [],
    };

    // Parents of another list stand in the column that is tied to it; those of the same list in "parent".
    private static ListColumn? Tied(CodeList list, string? above) =>
        above is null || above == list.Code ? null : list.Columns.FirstOrDefault(column => column.Kind == ColumnKind.Code && column.List == above);

    private static string? ParentOf(ListCode row, ListColumn? tied) => tied is null ? row.Parent : row.Values.GetValueOrDefault(tied.Code);
}
