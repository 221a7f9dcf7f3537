using Entente.Bodies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Entente.SignIn.Registration;

/// <summary>What the invited person sees under the link. Opening it accepts nothing: mail scanners open links too.</summary>
[AllowAnonymous]
public sealed class InvitationPage(BodyCatalogue catalogue, Places places, Invitations invitations, PrivateLinks links, PostNames names, TimeProvider time) : BodyPage(catalogue)
{
    [BindProperty] public string? Name { get; set; }
    [BindProperty] public string? Language { get; set; }

    public Invitation Invited { get; private set; } = null!;

    public InvitationState State { get; private set; }

    public (string Post, string Side, string Body) Names => names.In(T, Invited.Body, Invited.Party, Invited.Post);

    public async Task<IActionResult> OnGet(string link)
    {
        if (!await Fill(link))
            return Refuse(StatusCodes.Status404NotFound);
        (Name, Language) = (Invited.Name, Invited.Language);
        return Page();
    }

    public async Task<IActionResult> OnPost(string link)
    {
        if (!await Fill(link))
            return Refuse(StatusCodes.Status404NotFound);
        if (!PersonName.IsGood(Name))
        {
            Problems.Add(nameof(Name), T[string.IsNullOrWhiteSpace(Name) ? "sign-in.name.missing" : "registration.problem.name"]);
            return Again();
        }
        var language = Shared.Localisation.Language.Find(Language, Shared.Localisation.Language.All)?.Code ?? Invited.Language;
        var accepted = await invitations.Accept(Invited.Id, Invited.Issue, Name!.Trim(), language, Cancelled);
        if (accepted.Problems.Count == 0)
            return Go(accepted.Enrol ?? "/sign-in");
        foreach (var problem in accepted.Problems)
            Problems.Add(T[problem]);
        return Again(StatusCodes.Status409Conflict);
    }

    private async Task<bool> Fill(string link)
    {
        Response.Headers.CacheControl = "no-cache, no-store";
        if (PrivateLinks.IdOf(link) is not { } id || await invitations.OfBearer(id, Cancelled) is not { } invited
            || !links.Is(link, id, invited.Issue) || places.Find(invited.Body) is null)
            return false;
        if (invited.Body != Places.Installation)
            Find(invited.Body);
        Invited = invited;
        State = invited.At(time.GetUtcNow());
        return true;
    }
}
