using System.Globalization;
using Entente.Bodies;
using Entente.Records.Interchange;
using Entente.Records.Pages;

namespace Entente.Records.Views;

/// <summary>A page about what was declared, and when.</summary>
public abstract class VersionPages(BodyCatalogue bodies, DefinitionCatalogue definitions, Desks desks, People people) : StatementPages(bodies, definitions, desks)
{
    private const int RowsOfPage = 100;

    private readonly Dictionary<Guid, string?> _names = [];

    protected CellText Cells { get; set; } = null!;

    public string Views => $"{Address}/view";

    public string VersionsAddress => $"{Views}/versions";

    /// <summary>The page of a table, from the address: <c>?catches=3</c>.</summary>
    protected Paging Paging(int rows = RowsOfPage) => new(rows, section => Number(section) ?? 1);

    protected int? Number(string name) => int.TryParse(Request.Query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    protected async Task Know(IEnumerable<Guid?> who)
    {
        foreach (var id in who.OfType<Guid>())
            if (!_names.ContainsKey(id))
                _names[id] = (await people.Find(id, Cancelled))?.Name;
    }

    public string? NameOf(Guid? person, bool program = false) =>
        (person is { } id ? _names.GetValueOrDefault(id) ?? T["records.page.somebody"] : null, program) switch
        {
            ({ } name, true) => $"{name} ({T["records.view.by-program"]})",
            (var name, false) => name,
            _ => T["records.view.by-program"],
        };

    public string? ValidWords(Period? valid) => valid is not { } span ? null
        : string.Join(" ", new[] { span.From is { } from ? $"{T["records.page.valid-from"]} {T.Date(from)}" : null, span.Until is { } until ? $"{T["records.page.valid-until"]} {T.Date(until)}" : null }.OfType<string>());

    public DeclaredView View(Declared declared, Func<string, int, string>? turn = null) => new(declared, Cells, T, turn ?? ((section, page) => string.Create(CultureInfo.InvariantCulture, $"?{section}={page}#{section}")));
}
