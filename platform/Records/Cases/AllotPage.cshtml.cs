using Entente.Bodies;
using Entente.Records.Pages;
using Entente.Records.Writing;
using Entente.Shared.Components;
using Entente.Shared.Data;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Records.Cases;

/// <summary>Gives a case to somebody of the body's people, or takes it.</summary>
public sealed class AllotPage(BodyCatalogue bodies, DefinitionCatalogue definitions, Desks desks, CaseDesk cases, People people, Database database, Door door) : StatementPages(bodies, definitions, desks)
{
    public CaseView Case { get; private set; } = null!;

    public IReadOnlyList<Option> Officers { get; private set; } = [];

    public string? Officer { get; private set; }

    public string? Note { get; private set; }

    public async Task<IActionResult> OnGetAsync(string body, string definition, Guid id)
    {
        if (await FindCase(body, definition, id) is { } refused)
            return refused;
        Officer = Case.OfficerId?.ToString();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string body, string definition, Guid id, string? officer, string? note)
    {
        if (await FindCase(body, definition, id) is { } refused)
            return refused;
        (Officer, Note) = (officer, note);
        var chosen = string.IsNullOrEmpty(officer) ? null : Guid.TryParse(officer, out var known) ? known : (Guid?)Guid.Empty;
        var reply = await door.Do(new Allot(id, body, definition, chosen, note is { Length: > 0 and <= 2000 } ? note : null), Actor.Of(Me!), cancel: Cancelled);
        if (reply.Done || reply.Faults.Any(fault => fault.Rule == Refusals.AllottedAlready))
            return Go(Address);
        foreach (var fault in reply.Faults)
            Problems.Add(nameof(officer), SayFault(fault));
        return Again();
    }

    private async Task<IActionResult?> FindCase(string body, string definition, Guid id)
    {
        if (await FindHead(body, definition, id) is { } refused)
            return refused;
        if (await cases.Find(Me, Body, Definition, Head, Cancelled) is not { } view)
            return Refuse(StatusCodes.Status404NotFound);
        if (!view.MayAllot)
            return Refuse(StatusCodes.Status403Forbidden);
        Case = view;
        var officers = await database.Write(connection => people.WhoMay(connection, body, person => Actor.Of(person).Serves(body)), Cancelled);
        Officers = [.. officers.OrderBy(person => person.Id != Me!.Id).ThenBy(person => person.Name, T.Alphabet).Select(person => new Option(person.Id.ToString(), person.Id == Me!.Id ? T["records.case.me", ("name", person.Name)] : person.Name))];
        return null;
    }
}
