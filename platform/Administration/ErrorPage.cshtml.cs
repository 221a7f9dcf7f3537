using Entente.Shared.Data;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Administration;

/// <summary>One error, with where in the program it happened.</summary>
public sealed class ErrorPage(Database database) : AdministrationPage
{
    public ErrorRow Error { get; private set; } = null!;

    public async Task<IActionResult> OnGet(Guid id)
    {
        if (await database.Read(Me!.Id, connection => Errors.Find(connection, id), Cancelled) is not { } error)
            return Refuse(StatusCodes.Status404NotFound);
        Error = error;
        return Page();
    }
}
