using Entente.Shared.Components;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Bodies;

/// <summary>What waits for the reader: posts to agree to, and people to confirm in theirs.</summary>
public sealed class DueConfirmations(BodyCatalogue catalogue, Places places, Holders holders, Appointments appointments, People people) : PeoplePage(catalogue, places)
{
    [BindProperty] public List<string> Still { get; set; } = [];

    public IReadOnlyList<HeldPost> ToAgree { get; private set; } = [];

    public IReadOnlyList<HeldPost> ToConfirm { get; private set; } = [];

    public DateOnly Today => people.Today;

    public IEnumerable<Option> Choices => ToConfirm.Select(held => new Option(held.Id.ToString(), $"{held.Name}: {PostName(held.Post)}, {SideName(held.Party)}",
        held.SuspendedAt is null ? T["people.due.before", ("day", T.Date(held.AskedAt!.Value.AddDays(Reconfirmation.DaysToConfirm)))] : StateName(HeldState.Suspended)));

    public async Task<IActionResult> OnGet(string code) => await Fill(code) ? Page() : Refuse(StatusCodes.Status404NotFound);

    public async Task<IActionResult> OnPost(string code)
    {
        if (!await Fill(code))
            return Refuse(StatusCodes.Status404NotFound);
        var chosen = ToConfirm.Where(held => Still.Contains(held.Id.ToString())).ToList();
        if (chosen.Count == 0)
        {
            Problems.Add(nameof(Still), T["people.problem.choose-person"]);
            return Again();
        }
        foreach (var held in chosen)
            Add((await appointments.Confirm(Me!, held.Id, Cancelled)).Problems);
        return Problems.Any ? Again(StatusCodes.Status409Conflict) : Go($"{PeopleAddress}/due?done=confirmed");
    }

    private async Task<bool> Fill(string code)
    {
        if (!Enter(code))
            return false;
        (ToAgree, ToConfirm) = await holders.WaitingFor(Me!, code, Cancelled);
        return true;
    }

    protected override bool Shows(string field) => false;
}
