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

    public async Task<IActionResult> OnGet(string token) => await Fill(token);

    public async Task<IActionResult> OnPost(string token)
    {
        var network = Visit.Of(HttpContext).Network;
        if (await attempts.Take(Allowance.Network, network, Cancelled) is { } wait)
            return TooMany(wait);
        var page = await Fill(token);
        if (!IsGood || Me is not null)
            return page;
        if (Ticket!.Purpose == TicketPurpose.Recover && !await tickets.CodeIsRight(Ticket, SpokenCode ?? "", Cancelled))
        {
            await log.Write(HttpContext, Refused.TicketCodeWrong, Ticket.Person);
            Problems.Add(nameof(SpokenCode), T["sign-in.ticket.code.wrong"]);
            await Fill(token);
            return IsGood ? Again() : Page();
        }
        await attempts.Forgive(Allowance.Network, network, Cancelled);
        await unfinished.Begin(HttpContext, Steps.Ticket, Ticket.Person, new TicketShown(Ticket.Id, Ticket.Purpose));
        return Go("/enrol");
    }

    private async Task<IActionResult> Fill(string token)
    {
        Ticket = await tickets.Find(token, Cancelled);
        if (!IsGood)
        {
            Response.StatusCode = Ticket is null ? StatusCodes.Status404NotFound : StatusCodes.Status410Gone;
            await log.Write(HttpContext, Refused.TicketNotGood, Ticket?.Person);
        }
        return Page();
    }
}
