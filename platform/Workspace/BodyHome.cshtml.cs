using Entente.Bodies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Workspace;

[AllowAnonymous]
public sealed class BodyHome(BodyCatalogue catalogue, DefinitionCatalogue definitions, TimeProvider time) : BodyPage(catalogue)
{
    public DateOnly Today { get; private set; }

    /// <summary>How many members there are of each standing today, the standings in the body's own order.</summary>
    public IReadOnlyList<(Standing Standing, int Count)> Members { get; private set; } = [];

    /// <summary>What is declared to the body.</summary>
    public IReadOnlyList<PublishedDefinition> Declared { get; private set; } = [];

    /// <summary>Whether something was declared to it that is asked no longer, and stays to be read.</summary>
    public bool AnyPast { get; private set; }

    public IActionResult OnGet(string code)
    {
        if (!Find(code))
            return Refuse(StatusCodes.Status404NotFound);
        Today = Body.Today(time);
        var members = Body.Members(Today).ToList();
        Members = [.. Body.Standings.Select(standing => (standing, members.Count(member => member.Membership.Standing == standing.Code))).Where(row => row.Item2 > 0)];
        Declared = [.. definitions.All(code).Where(published => !published.Withdrawn)];
        AnyPast = definitions.All(code).Count > Declared.Count;
        return Page();
    }
}
