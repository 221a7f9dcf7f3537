using Entente.Bodies;
using Entente.Bodies.Definitions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Records.Pages;

/// <summary>All that a body asks for, by kind.</summary>
[AllowAnonymous]
public sealed class Declarations(BodyCatalogue bodies, DefinitionCatalogue definitions) : BodyPage(bodies)
{
    public IEnumerable<(DefinitionKind Kind, IReadOnlyList<Definition> Definitions)> Kinds { get; private set; } = [];

    /// <summary>What is asked no longer; what was declared stays to be read.</summary>
    public IReadOnlyList<Definition> Past { get; private set; } = [];

    public IActionResult OnGet(string body)
    {
        if (!Find(body))
            return Refuse(StatusCodes.Status404NotFound);
        Kinds = [.. from published in definitions.All(body)
                    where !published.Withdrawn
                    group published.Definition by published.Definition.Kind into kind
                    orderby kind.Key
                    select (kind.Key, (IReadOnlyList<Definition>)[.. kind])];
        Past = [.. definitions.All(body).Where(published => published.Withdrawn).Select(published => published.Definition)];
        return Page();
    }
}
