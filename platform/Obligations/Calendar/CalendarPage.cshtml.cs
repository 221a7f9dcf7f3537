using Entente.Shared.Web;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Obligations.Calendar;

/// <summary>The addresses of one's own calendar: made, shown once, revoked.</summary>
public sealed class CalendarPage(CalendarAddresses addresses, Site site) : RoomPage
{
    private const int LongestName = 100;

    [BindProperty] public string? Name { get; set; }

    /// <summary>The address just made; this page is the only one that ever shows it.</summary>
    public string? Made { get; private set; }

    public IReadOnlyList<CalendarAddress> Addresses { get; private set; } = [];

    public Task OnGetAsync() => Fill();

    public async Task<IActionResult> OnPostAsync()
    {
        var name = Name?.Trim();
        if (string.IsNullOrEmpty(name) || name.Length > LongestName)
            Problems.Add(nameof(Name), T["obligations.calendar.name.missing", ("longest", LongestName)]);
        else if (await addresses.Make(Me!, name, Cancelled) is not { } made)
            Problems.Add(nameof(Name), T["obligations.calendar.many", ("most", CalendarAddresses.Most)]);
        else
            (Made, Name) = (site.Link(made), null);
        await Fill();
        // Shown in this very answer: kept for a page behind a redirect, the address would lie somewhere.
        return Made is null ? Again() : Page();
    }

    public async Task<IActionResult> OnPostRevokeAsync(Guid address) =>
        await addresses.Revoke(Me!, address, Cancelled) ? Go("/workspace/calendar") : Refuse(StatusCodes.Status404NotFound);

    private async Task Fill() => Addresses = await addresses.Of(Me!, Cancelled);
}
