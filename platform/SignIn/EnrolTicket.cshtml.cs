using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Entente.SignIn;

/// <summary>Where the link of a ticket leads. Opening it changes nothing; the button goes on.</summary>
[AllowAnonymous]
public sealed class EnrolTicketPage(Tickets tickets, Unfinished unfinished, Attempts attempts, DoorLog log) : DoorPage
{
    [BindProperty]
    public string? SpokenCode { get; set; }

    /// <summary>Null: there is no such ticket.</summary>
    public Ticket? Ticket { get; private set; }

    public bool IsGood => Ticket?.State == TicketState.Good;

    public async Task<IActionResult> OnGet(string token)
    {
        Ticket = await tickets.Find(token, Cancelled);
        if (IsGood)
            return Page();
        // Counted as well, so that nobody fills the log by opening invented links.
        return await attempts.Take(Allowance.Network, Network, Cancelled) is { } wait ? TooMany(wait) : await NotGood();
    }

    public async Task<IActionResult> OnPost(string token)
    {
        if (await attempts.Take(Allowance.Network, Network, Cancelled) is { } wait)
            return TooMany(wait);
        Ticket = await tickets.Find(token, Cancelled);
        if (!IsGood)
            return await NotGood();
        if (Me is not null)
            return Page();
        if (Ticket!.Purpose == TicketPurpose.Recover && !await tickets.CodeIsRight(Ticket, SpokenCode ?? "", Cancelled))
        {
            await log.Write(HttpContext, Refused.TicketCodeWrong, Ticket.Person);
            Problems.Add(nameof(SpokenCode), T["sign-in.ticket.code.wrong"]);
            Ticket = await tickets.Find(token, Cancelled);
            return IsGood ? Again() : await NotGood();
        }
        await attempts.Forgive(Allowance.Network, Network, Cancelled);
        await unfinished.Begin(HttpContext, Steps.Ticket, Ticket.Person, new TicketShown(Ticket.Id, Ticket.Purpose));
        return Go("/enrol");
    }

    private string Network => Visit.Of(HttpContext).Network;

    private async Task<IActionResult> NotGood()
    {
        await log.Write(HttpContext, Refused.TicketNotGood, Ticket?.Person);
        return Again(Ticket is null ? StatusCodes.Status404NotFound : StatusCodes.Status410Gone);
    }
}
