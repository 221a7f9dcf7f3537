using Entente.Shared.Components;
using Entente.Shared.Data;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Administration;

/// <summary>The latest errors; whoever met one and reads out its reference is found here.</summary>
public sealed class ErrorsPage(Database database) : AdministrationPage
{
    public ListState List { get; private set; } = null!;

    public IReadOnlyList<ErrorRow> Rows { get; private set; } = [];

    public int Total { get; private set; }

    public async Task<IActionResult> OnGet()
    {
        List = ListState.Of(Request, Errors.Sortable);
        (Rows, Total) = await database.Read(Me!.Id, connection => Errors.List(connection, List.Filter("q")?.Trim(), List.Sort, List.Descending, List.Offset, ListState.Size), Cancelled);
        return Page();
    }
}
