using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Entente.Shared.Components;

/// <summary>
/// Which part of a list is asked for: order, page and filters, all of it in the address, so that a link to it is a
/// link to what one sees. <c>?sort=-name&amp;page=2&amp;q=cod</c>
/// </summary>
public sealed class ListState
{
    public const int Size = 25;

    // Beyond, counting past the rows costs more than anybody's patience with paging.
    private const int LastPage = 100_000;

    private readonly string _path;
    private readonly Dictionary<string, StringValues> _others;

    private ListState(HttpRequest request, string[] sortable)
    {
        _path = request.Path;
        var asked = request.Query["sort"].ToString();
        if (!sortable.Any(known => Column(known) == Column(asked)))
            asked = sortable[0];
        Sort = Column(asked);
        Descending = asked is ['-', ..];
        Page = int.TryParse(request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, LastPage) : 1;
        AsCsv = request.Query["format"] == "csv";
        _others = request.Query.Where(entry => entry.Key is not ("sort" or "page" or "format") && entry.Value.ToString().Length > 0)
            .ToDictionary(entry => entry.Key, entry => entry.Value);
    }

    /// <summary>Reads the address. <paramref name="sortable"/> are the only orders there are, the usual one first ("-at" for the newest on top), so they may name columns in SQL.</summary>
    public static ListState Of(HttpRequest request, params string[] sortable) => new(request, sortable);

    public string Sort { get; }

    public bool Descending { get; }

    public int Page { get; }

    public int Offset => (Page - 1) * Size;

    /// <summary>Whether all rows are asked for as a file.</summary>
    public bool AsCsv { get; }

    /// <summary>Whether anything narrows the list.</summary>
    public bool Filtered => _others.Count > 0;

    public string? Filter(string name) => _others.TryGetValue(name, out var value) ? value.ToString() : null;

    public string Unfiltered => Address([]);

    public string OnPage(int page) => Address(Known(page: page));

    /// <summary>Sorted by the column; by the same one again turns the order round.</summary>
    public string SortedBy(string column) =>
        Address(Known(sort: column == Sort && !Descending ? "-" + column : column));

    public string Csv => Address(Known(sort: Order).Append(new("format", "csv")));

    private static string Column(string order) => order is ['-', .. var column] ? column : order;

    private string? Order => (Descending ? "-" : "") + Sort;

    private IEnumerable<KeyValuePair<string, StringValues>> Known(string? sort = null, int page = 1)
    {
        foreach (var other in _others)
            yield return other;
        yield return new("sort", sort ?? Order);
        if (page > 1)
            yield return new("page", page.ToString(CultureInfo.InvariantCulture));
    }

    private string Address(IEnumerable<KeyValuePair<string, StringValues>> query) => QueryHelpers.AddQueryString(_path, query);
}
