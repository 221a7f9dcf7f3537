using System.Globalization;
using Entente.Bodies;
using Entente.Records.Pages;
using Entente.Records.Writing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Entente.Records.Registers;

/// <summary>Entries that are probably in the register twice, for the body's people: the same, or only alike.</summary>
public sealed class DuplicatesPage(BodyCatalogue bodies, DefinitionCatalogue definitions, Alike alike, Desks desks) : DefinitionPage(bodies, definitions)
{
    public AlikePart Part { get; private set; } = null!;

    /// <summary>The address of what comes next; null where all was looked at.</summary>
    public string? Next => Part.Next is not { } place ? null : QueryHelpers.AddQueryString($"{DefinitionAddress}/duplicates",
        new Dictionary<string, string?>(StringComparer.Ordinal) { ["before"] = place.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), ["entry"] = place.Entry.ToString() });

    public async Task<IActionResult> OnGetAsync(string body, string definition)
    {
        if (FindMine(body, definition) is { } refused)
            return refused;
        var place = DateTimeOffset.TryParse(Request.Query["before"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && Guid.TryParse(Request.Query["entry"], out var entry)
            ? new AlikePlace(at, entry) : new AlikePlace(desks.Now.AddDays(1), Guid.Empty);
        Part = await alike.Pairs(Me!, Published, place, Cancelled);
        return Page();
    }

    /// <summary>Somebody looked: they are not the same.</summary>
    public async Task<IActionResult> OnPostAsync(string body, string definition, Guid one, Guid other)
    {
        if (FindMine(body, definition) is { } refused)
            return refused;
        if (one == other || await desks.Head(Me, Body.Code, Definition.Code, one, Cancelled) is null || await desks.Head(Me, Body.Code, Definition.Code, other, Cancelled) is null)
            return Refuse(StatusCodes.Status404NotFound);
        await alike.Apart(one, other, Me!.Id, Cancelled);
        return Go(Request.Path + Request.QueryString);
    }

    private StatusCodeResult? FindMine(string body, string definition) =>
        !Find(body, definition) ? Refuse(StatusCodes.Status404NotFound) : !Actor.Of(Me!).Serves(Body.Code) ? Refuse(StatusCodes.Status403Forbidden) : null;
}
