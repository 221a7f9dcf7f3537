using Entente.Bodies;
using Entente.Shared.Components;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Workspace;

/// <summary>One of the body's code lists, so that whoever fills a form or reads a table can look a code up.</summary>
[AllowAnonymous]
public sealed class CodeListPage(BodyCatalogue catalogue, TimeProvider time) : BodyPage(catalogue)
{
    public CodeList List { get; private set; } = null!;

    public ListState State { get; private set; } = null!;

    public IReadOnlyList<ListCode> Rows { get; private set; } = [];

    public int Total { get; private set; }

    public IActionResult OnGet(string code, string list)
    {
        if (!Find(code) || Body.List(list) is not { } found)
            return Refuse(StatusCodes.Status404NotFound);
        List = found;
        State = ListState.Of(Request, "code", "label");
        var all = Ordered(found.Codes.Where(Matches)).ToList();
        if (State.AsCsv)
            return Csv(all);
        Total = all.Count;
        Rows = [.. all.Skip(State.Offset).Take(ListState.Size)];
        return Page();
    }

    /// <summary>For fields in which one of the codes of today is looked up.</summary>
    public IActionResult OnGetFind(string code, string list, string? q) =>
        Find(code) && Body.List(list) is { } found ? new JsonResult(LookupAnswer.To(q, CodeSearch.In(found, T.Language.Code, Body.Today(time)))) : Refuse(StatusCodes.Status404NotFound);

    private bool Matches(ListCode row) =>
        State.Filter("q")?.Trim() is not { Length: > 0 } text || row.Code.Contains(text, StringComparison.OrdinalIgnoreCase)
        || row.Label.All.Any(label => T.Alphabet.Contains(label.Text, text));

    private IEnumerable<ListCode> Ordered(IEnumerable<ListCode> rows)
    {
        var order = State.Sort == "label"
            ? rows.OrderBy(row => Say(row.Label).Text, T.Alphabet)
            : rows.OrderBy(row => row.Code, StringComparer.Ordinal);
        return State.Descending ? order.Reverse() : order;
    }

    private CsvDownload Csv(List<ListCode> rows) =>
        new($"{Body.Code}-{List.Code}", ["code", .. Body.Languages.Select(language => $"label.{language}"), "from", "until", "parent", .. List.Columns.Select(column => column.Code)],
            rows.Select(row => (IReadOnlyList<object?>)[row.Code, .. Body.Languages.Select(language => (object?)row.Label.In(language).Text), row.Period.From, row.Period.Until, row.Parent, .. List.Columns.Select(column => (object?)row.Values.GetValueOrDefault(column.Code))]));
}
