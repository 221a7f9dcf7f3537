using Entente.Shared.Components;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Bodies;

/// <summary>One person in one post: what it rests on, what happened, and what the reader may do about it.</summary>
public sealed class HeldPostPage(BodyCatalogue catalogue, Places places, Holders holders, Appointments appointments, People people) : PeoplePage(catalogue, places)
{
    [BindProperty] public DateEntry Until { get; set; } = new();
    [BindProperty] public string? Why { get; set; }
    [BindProperty] public string? Reason { get; set; }

    public HeldPost Held { get; private set; } = null!;

    public IReadOnlyList<HoldingStep> Steps { get; private set; } = [];

    public HeldState State => Held.On(people.Today);

    public bool MayAgree => HeldRules.MayAgree(Me!, Held, people.Today).Yes;

    public bool MayDecline => HeldRules.MayDecline(Me!, Held, people.Today).Yes;

    public bool MayConfirm => HeldRules.MayConfirm(Me!, Held, people.Today).Yes;

    public Permit MayEnd => HeldRules.MayEnd(Me!, Held, people.Today);

    public bool MayHandOver => HeldRules.MayHandOver(Me!, Held, successor: null, people.Today).Yes;

    /// <summary>Somebody proposed to end what is in force.</summary>
    public bool EndWaits => Held.EndProposedAt is not null && State is not HeldState.Past;

    public bool IsMine => Held.Person == Me!.Id;

    public async Task<IActionResult> OnGet(string code, Guid id)
    {
        if (!await Fill(code, id))
            return Refuse(StatusCodes.Status404NotFound);
        Until = DateEntry.From(people.Today);
        return Page();
    }

    public async Task<IActionResult> OnPostEnd(string code, Guid id)
    {
        if (!await Fill(code, id))
            return Refuse(StatusCodes.Status404NotFound);
        var until = ReadDate(nameof(Until), Until, T["people.end.until"]);
        var why = Said(nameof(Why), Why);
        if (Problems.Any)
            return Again();
        var done = await appointments.End(Me!, id, until!.Value, why, Cancelled);
        return After(done, done.Waits ? Held.Address + "?done=end-proposed" : PeopleAddress + "?done=ended");
    }

    public async Task<IActionResult> OnPostConfirm(string code, Guid id) =>
        await Fill(code, id) ? After(await appointments.Confirm(Me!, id, Cancelled), Held.Address + "?done=confirmed") : Refuse(StatusCodes.Status404NotFound);

    public async Task<IActionResult> OnPostAgree(string code, Guid id) =>
        await Fill(code, id) ? After(await appointments.Agree(Me!, id, Cancelled), Held.Address + (Held.AwaitsSecond ? "?done=agreed" : "?done=end-agreed")) : Refuse(StatusCodes.Status404NotFound);

    public async Task<IActionResult> OnPostDecline(string code, Guid id)
    {
        if (!await Fill(code, id))
            return Refuse(StatusCodes.Status404NotFound);
        var why = Said(nameof(Reason), Reason);
        return Problems.Any ? Again() : After(await appointments.Decline(Me!, id, why, Cancelled), Held.AwaitsSecond ? PeopleAddress + "?done=declined" : Held.Address + "?done=end-declined");
    }

    private async Task<bool> Fill(string code, Guid id)
    {
        if (!Enter(code) || await holders.Find(Me!, code, id, Cancelled) is not { } held)
            return false;
        Held = held;
        Steps = await holders.History(Me!, held, Cancelled);
        return true;
    }

    private string Said(string field, string? typed)
    {
        var text = typed?.Trim() ?? "";
        if (text.Length == 0)
            Problems.Add(field, T["people.problem.say-why"]);
        else if (text.Length > Longest.Note)
            Problems.Add(field, T["people.problem.too-long", ("most", Longest.Note)]);
        return text;
    }

    private IActionResult After(Done done, string next)
    {
        if (!done.Refused)
            return Go(next);
        Add(done.Problems);
        return Again(StatusCodes.Status409Conflict);
    }

    protected override bool Shows(string field) => field == nameof(Until);
}

/// <summary>How long texts about posts may be, as the tables have it.</summary>
public static class Longest
{
    public const int Note = 500;
    public const int Name = 200;
    public const int Email = 254;
}
