using Entente.Bodies;
using Entente.Records.Pages;
using Entente.Shared.Web;
using Entente.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Records.Certificates;

/// <summary>The official document, to be printed and to go with the goods: its number, its code and what leads to its verification.</summary>
[AllowAnonymous]
public sealed class DocumentPage(BodyCatalogue bodies, DefinitionCatalogue definitions, Desks desks, Issued issued, Site site, TimeProvider time) : StatementPages(bodies, definitions, desks)
{
    public Certificate Certificate { get; private set; } = null!;

    public DateOnly Today => Body.Today(time);

    public CertificateStatus Status => Certificate.Standing.On(Today);

    public string VerifyAddress => site.Link($"/verify?number={Uri.EscapeDataString(Head.Number ?? "")}&code={Certificate.Code}");

    public string VerifyPlace => site.Link("/verify");

    public QrPicture Picture => field ??= QrPicture.Of(VerifyAddress);

    public IReadOnlyList<SectionView> Sections => field ??= ContentView.Of(Certificate.Content, Body, Today, T, Certificate.Standing, (_, _) => true);

    public async Task<IActionResult> OnGetAsync(string body, string definition, Guid id)
    {
        if (await FindHead(body, definition, id) is { } refused)
            return refused;
        if (await issued.Find(Me, body, definition, id, Cancelled) is not { } certificate)
            return Refuse(StatusCodes.Status404NotFound);
        Certificate = certificate;
        return Page();
    }
}
