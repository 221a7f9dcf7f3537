using Entente.Bodies;
using Entente.Disclosure;
using Entente.Records.Pages;
using Entente.Records.Reading;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Records.Views;

/// <summary>What a version says, in the version of the definition under which it was declared.</summary>
[AllowAnonymous]
public sealed class VersionPage(BodyCatalogue bodies, DefinitionCatalogue definitions, Desks desks, People people, DeclaredReading reading, Readings readings) : VersionPages(bodies, definitions, desks, people)
{
    public VersionMade Made { get; private set; } = null!;

    public DeclaredView Said { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string body, string definition, Guid id, int number)
    {
        if (await FindHead(body, definition, id) is { } refused)
            return refused;
        if (await readings.As(Me, Showing.Versions(id, number), connection => Past.Version(connection, id, number, Cancelled), Cancelled) is not { } made
            || await reading.Read(Me, Body, definition, id, number, Paging(), Cancelled) is not { } declared)
            return Refuse(StatusCodes.Status404NotFound);
        (Made, Definition) = (made, declared.Published.Definition);
        Cells = await Desks.Cells(Me, Body, Definition, Head, Cancelled);
        Said = View(declared);
        return Page();
    }
}
