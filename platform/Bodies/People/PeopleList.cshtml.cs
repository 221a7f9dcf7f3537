using Entente.Shared.Components;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Bodies;

/// <summary>Who holds what, as far as the reader may know it.</summary>
public sealed class PeopleList(BodyCatalogue catalogue, Places places, Holders holders, People people) : PeoplePage(catalogue, places)
{
    public ListState State { get; private set; } = null!;

    public IReadOnlyList<HeldPost> Rows { get; private set; } = [];

    public int Total { get; private set; }

    /// <summary>How many posts wait for the reader's agreement or confirmation.</summary>
    public int Waiting { get; private set; }

    public DateOnly Today => people.Today;

    public bool MayGive => Me!.Holdings.Any(holding => Appointing.MayGiveSomething(Me, Body.Code, holding.Party)) || Me.Administers;

    public IEnumerable<Option> Posts => Body.Posts.Select(post => new Option(post.Code, Say(post.Name).Text));

    public IEnumerable<Option> States => new[] { HeldState.Current, HeldState.Future, HeldState.Waits, HeldState.Suspended, HeldState.Past, HeldState.Lapsed }
        .Select(state => new Option(state.ToString().ToLowerInvariant(), StateName(state)));

    public async Task<IActionResult> OnGet(string code)
    {
        if (!Enter(code))
            return Refuse(StatusCodes.Status404NotFound);
        State = ListState.Of(Request, "name", "post", "party", "from", "until", "confirmed");
        var all = Ordered((await holders.In(Me!, code, Cancelled)).Where(Matches)).ToList();
        if (State.AsCsv)
            return Csv(all);
        var (toAgree, toConfirm) = await holders.WaitingFor(Me!, code, Cancelled);
        Waiting = toAgree.Count + toConfirm.Count;
        Total = all.Count;
        Rows = [.. all.Skip(State.Offset).Take(ListState.Size)];
        return Page();
    }

    private bool Matches(HeldPost held)
    {
        var state = held.On(Today);
        // Those who left are there when asked for; otherwise they would hide those who can be asked.
        if (State.Filter("state") is { } wanted ? !state.ToString().Equals(wanted, StringComparison.OrdinalIgnoreCase) : state is HeldState.Past or HeldState.Lapsed)
            return false;
        return (State.Filter("post") ?? held.Post) == held.Post
            && (State.Filter("party") ?? held.Party) == held.Party
            && (State.Filter("q")?.Trim() is not { Length: > 0 } text || T.Alphabet.Contains(held.Name, text) || T.Alphabet.Contains(held.Email, text) || T.Alphabet.Contains(SideName(held.Party), text));
    }

    private IEnumerable<HeldPost> Ordered(IEnumerable<HeldPost> held)
    {
        var order = State.Sort switch
        {
            "post" => held.OrderBy(one => PostName(one.Post), T.Alphabet),
            "party" => held.OrderBy(one => SideName(one.Party), T.Alphabet),
            "from" => held.OrderBy(one => one.From),
            "until" => held.OrderBy(one => one.Until ?? DateOnly.MaxValue),
            "confirmed" => held.OrderBy(one => one.ConfirmedAt ?? DateTimeOffset.MinValue),
            _ => held.OrderBy(one => one.Name, T.Alphabet),
        };
        var whole = order.ThenBy(one => one.Name, T.Alphabet).ThenBy(one => one.Id);
        return State.Descending ? whole.Reverse() : whole;
    }

    private CsvDownload Csv(List<HeldPost> all) =>
        new($"{Body.Code}-people", ["name", "email", "party", "post", "from", "until", "confirmed", "state"],
            all.Select(held => (IReadOnlyList<object?>)[held.Name, held.Email, held.Party, held.Post, held.From, held.Until, held.ConfirmedAt, held.On(Today).ToString().ToLowerInvariant()]));
}
