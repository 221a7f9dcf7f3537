using Entente.Bodies;
using Entente.Shared.Components;
using Entente.Shared.Localisation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Entente.SignIn;

[Authorize]
public sealed class AccountProfilePage(People people, TimeProvider time) : DoorPage
{
    [BindProperty]
    public string? Language { get; set; }

    [BindProperty]
    public string? Zone { get; set; }

    public IEnumerable<Option> Languages => Shared.Localisation.Language.All.Select(language => new Option(language.Code, language.OwnName));

    public IEnumerable<Option> ZoneChoices => Zones.Choices(T.Language, time.GetUtcNow()).Select(zone => new Option(zone.Id, zone.Label, Search: zone.SearchedBy));

    public void OnGet() => (Language, Zone) = (Me!.Language ?? T.Language.Code, Me.Zone ?? T.Zone.Id);

    public async Task<IActionResult> OnPost()
    {
        if (Shared.Localisation.Language.Find(Language, Shared.Localisation.Language.All) is null)
            Problems.Add(nameof(Language), T["sign-in.profile.language.unknown"]);
        if (!Zones.IsKnown(Zone))
            Problems.Add(nameof(Zone), T["sign-in.profile.zone.unknown"]);
        if (Problems.Any)
            return Again();
        await people.ChooseLanguage(Me!.Id, Language!, Cancelled);
        await people.ChooseZone(Me.Id, Zone!, Cancelled);
        // A choice made earlier in this browser would hide the one made here.
        Response.Cookies.Delete(LocalisationRoom.Cookie(Request), new CookieOptions { Secure = Request.IsHttps });
        return Go("/account");
    }
}
