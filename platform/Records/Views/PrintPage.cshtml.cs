using Entente.Bodies;
using Entente.Disclosure;
using Entente.Records.Pages;
using Entente.Records.Reading;
using Entente.Shared.Localisation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Records.Views;

/// <summary>A version, or the draft for those who work on it, as the official form: to print, to sign, or to read as a page.</summary>
[AllowAnonymous]
public sealed class PrintPage(BodyCatalogue bodies, DefinitionCatalogue definitions, Desks desks, People people, DeclaredReading reading, Readings readings) : VersionPages(bodies, definitions, desks, people)
{
    /// <summary>What anybody would print; the rest is in the files.</summary>
    public const int MostRows = 2_000;

    /// <summary>Null for a draft.</summary>
    public VersionMade? Made { get; private set; }

    public DeclaredView Said { get; private set; } = null!;

    public IEnumerable<Language> Languages => Language.All.Where(language => language != T.Language && Body.Languages.Contains(language.Code));

    public async Task<IActionResult> OnGetAsync(string body, string definition, Guid id, int? version)
    {
        if (await FindHead(body, definition, id) is { } refused)
            return refused;
        var declared = (version ?? Head.Version) is > 0 and var number
            ? await reading.Read(Me, Body, definition, id, number, Paging(MostRows), Cancelled)
            : Me is not null && await Desks.Find(Me, Body, Published, Head, Cancelled) is { } desk ? Draft(desk) : null;
        if (declared is null)
            return Refuse(StatusCodes.Status404NotFound);
        if (declared.Number > 0)
            Made = await readings.As(Me, Showing.Versions(id, declared.Number), connection => Past.Version(connection, id, declared.Number, Cancelled), Cancelled);
        Definition = declared.Published.Definition;
        Cells = await Desks.Cells(Me, Body, Definition, Head, Cancelled);
        Said = View(declared) with { Numbered = true };
        return Page();
    }

    private Declared Draft(Desk desk) => DraftView.Of(Published, desk, Sight.Whole, MostRows);
}
