using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Entente.SignIn;

/// <summary>Vouching for one person, after having spoken with them over a channel known before.</summary>
[Authorize, RecentSignIn]
public sealed class PeopleRecoverySettlePage(Recoveries recoveries, Unfinished unfinished) : DoorPage
{
    private const int LongestStatement = 1000;

    [BindProperty]
    public string? Statement { get; set; }

    [BindProperty]
    public bool Spoken { get; set; }

    public OpenRecovery Open { get; private set; } = null!;

    public async Task<IActionResult> OnGet(Guid id) => await Fill(id) ? Page() : Refuse(StatusCodes.Status404NotFound);

    public async Task<IActionResult> OnPost(Guid id)
    {
        if (!await Fill(id))
            return Refuse(StatusCodes.Status404NotFound);
        if (!Spoken)
            Problems.Add(nameof(Spoken), T["sign-in.vouch.spoken.missing"]);
        if (string.IsNullOrWhiteSpace(Statement) || Statement.Length > LongestStatement)
            Problems.Add(nameof(Statement), T["sign-in.vouch.statement.missing", ("longest", LongestStatement)]);
        if (Problems.Any)
            return Again();
        if (await recoveries.Confirm(HttpContext, Me!, Open, Statement!.Trim()) is not { } code)
            return Go("/people/recovery");
        await unfinished.Begin(HttpContext, Steps.SpokenCode, Me!.Id, new SpokenCode(Open.Person.Name, code));
        return Go("/people/recovery/code");
    }

    public async Task<IActionResult> OnPostDecline(Guid id)
    {
        if (!await Fill(id))
            return Refuse(StatusCodes.Status404NotFound);
        await recoveries.Decline(HttpContext, Me!, Open);
        return Go("/people/recovery");
    }

    private async Task<bool> Fill(Guid id) =>
        (Open = (await recoveries.OpenFor(Me!, Cancelled)).FirstOrDefault(open => open.Id == id)!) is not null;
}
