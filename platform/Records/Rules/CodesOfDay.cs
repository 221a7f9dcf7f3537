using System.Collections.Concurrent;
using System.Globalization;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Feel.Values;

namespace Entente.Records.Rules;

/// <summary>The codes of the body's lists that count on a day, each with its parent, or with all that its row holds.</summary>
internal sealed class CodesOfDay(Body body)
{
    // Statements of one time are about the same days; what else is asked for is made anew.
    private const int MostKept = 64;

    private readonly ConcurrentDictionary<(string List, string? Above, DateOnly Day), IReadOnlyDictionary<string, string?>> _kept = new();

    private readonly ConcurrentDictionary<(string List, DateOnly Day), IReadOnlyDictionary<string, Value>> _rows = new();

    /// <summary>The rows of a list by their codes, as formulas see them.</summary>
    public IReadOnlyDictionary<string, Value> Rows(string list, DateOnly day)
    {
        if (_rows.TryGetValue((list, day), out var known))
            return known;
        if (_rows.Count >= MostKept)
            _rows.Clear();
        return _rows[(list, day)] = RowsOf(list, day);
    }

    private readonly ConcurrentDictionary<(string Party, DateOnly Day), Value> _parties = new();

    /// <summary>A party as formulas see it.</summary>
    public Value Party(string code, DateOnly day)
    {
        if (_parties.TryGetValue((code, day), out var known))
            return known;
        if (_parties.Count >= MostKept * MostKept)
            _parties.Clear();
        return _parties[(code, day)] = body.Party(code) is { } party ? Surroundings.ValueOf(body, party, day) : Value.Null;
    }

    private Dictionary<string, Value> RowsOf(string list, DateOnly day)
    {
        var own = body.List(list);
        var shape = Shape.Of([.. ListRow.NamesOf(list, own)]);
        return own is null
            ? Of(list, day).Keys.ToDictionary(code => code, code => Value.Of(new Context(shape, BuiltIn(code, shape))), StringComparer.Ordinal)
            : own.On(day).ToDictionary(row => row.Code, row => Value.Of(new Context(shape, [Value.Of(row.Code), Value.Of(row.Parent), .. own.Columns.Select(column => CellOf(column, row))])), StringComparer.Ordinal);
    }

    private static Value[] BuiltIn(string code, Shape shape) =>
        shape.SlotOf(ListRow.Alpha2) >= 0 ? [Value.Of(code), Value.Of(Countries.Find(code)!.Alpha2)] : [Value.Of(code)];

    private static Value CellOf(ListColumn column, ListCode row) => CellOf(column, row.Values);

    /// <summary>What stands in a column that a body gave a list or its parties.</summary>
    public static Value CellOf(ListColumn column, IReadOnlyDictionary<string, string>? values) => values?.GetValueOrDefault(column.Code) is not { } text ? Value.Null : column.Kind switch
    {
        ColumnKind.Number => Value.Of(decimal.Parse(text, CultureInfo.InvariantCulture)),
        ColumnKind.Date => Value.Of((Date)DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture)),
        ColumnKind.YesNo => Value.Of(text == "yes"),
        _ => Value.Of(text),
    };

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
        foreach (var (code, parent) in Codes(list, above, day))
            codes[code] = parent;
        return codes;
    }

    private IEnumerable<(string, string?)> Codes(string list, string? above, DateOnly day) => list switch
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
