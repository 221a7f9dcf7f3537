using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Writing;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Records.Pages;

/// <summary>Begins a statement: for a return the one of its party and period, which there is once.</summary>
public sealed class NewStatement(BodyCatalogue bodies, DefinitionCatalogue definitions, FiledStatements filed, Door door, Desks desks, TimeProvider time) : DefinitionPage(bodies, definitions)
{
    public IActionResult OnGet(string body, string definition) => Find(body, definition) ? Go(DefinitionAddress) : Refuse(StatusCodes.Status404NotFound);

    public async Task<IActionResult> OnPostAsync(string body, string definition, string? party, string? period)
    {
        if (!Find(body, definition))
            return Refuse(StatusCodes.Status404NotFound);
        party = string.IsNullOrEmpty(party) ? null : party;
        if (!MayEnter(party) && !MayEnterFor(party))
            return Refuse(StatusCodes.Status403Forbidden);
        var asked = Definition.Traits.Return is { } trait ? Periods.Find(trait, period, Body.Today(time)) : null;
        if (Definition.Traits.Return is not null && await filed.Of(Me!, body, definition, party, asked, Cancelled) is { } known)
            return Go($"{DefinitionAddress}/{known.Id}");
        var id = Guid.CreateVersion7(time.GetUtcNow());
        var outcome = await door.Do(new Open(id, body, definition, new Subject(party, asked)), Actor.Of(Me!), cancel: Cancelled);
        if (!outcome.Done)
        {
            // A colleague may have begun it in this very moment.
            if (await filed.Of(Me!, body, definition, party, asked, Cancelled) is { } other && Definition.Traits.Return is not null)
                return Go($"{DefinitionAddress}/{other.Id}");
            foreach (var fault in outcome.Faults)
                Problems.Add(SayFault(fault));
            return Again();
        }
        await desks.Begin(Me!, Body, Published, id, party, asked, byBody: party is not null && !MayEnter(party), Cancelled);
        return Go($"{DefinitionAddress}/{id}");
    }
}
