using Entente.Bodies;
using Entente.Records.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Records.Certificates;

/// <summary>The ledger of a certificate: what each line was issued for, what used it and when, what was given back, and what is left.</summary>
[AllowAnonymous]
public sealed class UsesPage(BodyCatalogue bodies, DefinitionCatalogue definitions, Desks desks, Issued issued) : StatementPages(bodies, definitions, desks)
{
    public Certificate Certificate { get; private set; } = null!;

    public IReadOnlyList<LedgerLine> Uses { get; private set; } = [];

    public string Unit => Definition.Traits.Certificate is { Lines: { } lines, Amount: { } amount } && Definition.Section(lines)?.Field(amount)?.Unit is { } unit ? $" ({unit})" : "";

    public async Task<IActionResult> OnGetAsync(string body, string definition, Guid id)
    {
        if (await FindHead(body, definition, id) is { } refused)
            return refused;
        if (Definition.Traits.Certificate?.Lines is null || await issued.Find(Me, body, definition, id, Cancelled) is not { } certificate)
            return Refuse(StatusCodes.Status404NotFound);
        (Certificate, Uses) = (certificate, await issued.Uses(Me, id, Cancelled));
        return Page();
    }

    public string NameOf(UsedBy by) => by.Number ?? by.Title ?? T["records.page.untitled"];
}
