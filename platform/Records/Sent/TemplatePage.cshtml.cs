using Entente.Bodies;
using Entente.Records.Interchange;
using Entente.Records.Pages;
using Entente.Shared.Localisation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Records.Sent;

/// <summary>The blank workbook of a definition, in the reader's language or another: <c>?language=fr</c>.</summary>
[AllowAnonymous]
public sealed class TemplatePage(BodyCatalogue bodies, DefinitionCatalogue definitions, Copies copies, Texts texts, TimeProvider time) : DefinitionPage(bodies, definitions)
{
    public async Task<IActionResult> OnGetAsync(string body, string definition, string? language)
    {
        if (!Find(body, definition))
            return Refuse(StatusCodes.Status404NotFound);
        var words = Language.Find(language) is { } other && other != T.Language ? texts.WordsIn(other.Code, Me?.Zone, Body.Zone) : T;
        var file = await copies.Blank(Published, new Wanted(SentKind.Xlsx, null, words, new CellText(Body, Body.Today(time))), Cancelled);
        return File(file!, Copies.WorkbookType, $"{Body.Code}-{Definition.Code}-{words.Language.Code}.xlsx");
    }
}
