using Entente.Shared.Components;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Bodies;

/// <summary>Gives a post to somebody who is known; with a predecessor, hands theirs over.</summary>
public sealed class GiveAPost(BodyCatalogue catalogue, Places places, Holders holders, Appointments appointments, People people) : PeoplePage(catalogue, places)
{
    [BindProperty] public Guid? Person { get; set; }
    [BindProperty] public string? Party { get; set; }
    [BindProperty] public string? Post { get; set; }
    [BindProperty] public DateEntry From { get; set; } = new();
    [BindProperty] public DateEntry Until { get; set; } = new();
    [BindProperty] public string? Basis { get; set; }

    /// <summary>Whose post is handed over; null when one is given anew.</summary>
    public HeldPost? Predecessor { get; private set; }

    public IReadOnlyList<Option> Known { get; private set; } = [];

    public IReadOnlyList<Option> Parties { get; private set; } = [];

    public IReadOnlyList<Option> Posts { get; private set; } = [];

    public string InviteAddress => $"{BodyAddress}/invitations/new" + (Predecessor is null ? "" : $"?succeeds={Predecessor.Id}");

    public async Task<IActionResult> OnGet(string code, Guid? id, Guid? person)
    {
        if (!await Fill(code, id))
            return Refuse(StatusCodes.Status404NotFound);
        Person = person;
        Party ??= Parties is [var only] ? only.Value : null;
        From = DateEntry.From(people.Today);
        return Page();
    }

    public async Task<IActionResult> OnPost(string code, Guid? id)
    {
        if (!await Fill(code, id))
            return Refuse(StatusCodes.Status404NotFound);
        if (Read() is not { } asked)
            return Again();
        var done = await appointments.Give(Me!, code, asked, Cancelled);
        if (!done.Refused)
            return Go($"{PeopleAddress}/{done.Holding}?done={(done.Waits ? "proposed" : Predecessor is null ? "given" : "handed-over")}");
        Add(done.Problems);
        return Again(StatusCodes.Status409Conflict);
    }

    private Appointment? Read()
    {
        if (Person is null)
            Problems.Add(nameof(Person), T["people.problem.choose-person"]);
        if (Predecessor is null && string.IsNullOrEmpty(Post))
            Problems.Add(nameof(Post), T["people.problem.choose-post"]);
        var from = ReadDate(nameof(From), From, T["people.from"]);
        var until = ReadDate(nameof(Until), Until, T["people.until"], required: false);
        var basis = Basis?.Trim();
        if (basis?.Length > Longest.Note)
            Problems.Add(nameof(Basis), T["people.problem.too-long", ("most", Longest.Note)]);
        if (Problems.Any)
            return null;
        var post = Predecessor?.Post ?? Post!;
        var described = Body.Post(post);
        var party = Predecessor is { } before ? before.Party : described?.For == PostFor.Party ? Party is { Length: > 0 } chosen ? chosen : null : null;
        if (described?.For == PostFor.Party && party is null)
        {
            Problems.Add(nameof(Party), T["people.problem.choose-party"]);
            return null;
        }
        until ??= described is null ? null : AppointmentRules.UsualEnd(described, from!.Value);
        return new Appointment(Person!.Value, party, post, from!.Value, until, basis is { Length: > 0 } ? basis : null, Predecessor?.Id);
    }

    private async Task<bool> Fill(string code, Guid? id)
    {
        if (!Enter(code))
            return false;
        if (id is { } given)
        {
            Predecessor = await holders.Find(Me!, code, given, Cancelled);
            if (Predecessor is null || !HeldRules.MayHandOver(Me!, Predecessor, successor: null, people.Today).Yes)
                return false;
        }
        var seats = Appointing.Seats(Me!, Body, people.Today).ToList();
        Parties = [.. seats.Select(seat => seat.Party).OfType<string>().Distinct().Select(party => new Option(party, SideName(party), Search: party)).OrderBy(option => option.Text, T.Alphabet)];
        Posts = [.. Body.Posts.Where(post => seats.Exists(seat => seat.Post == post.Code)).Select(post => new Option(post.Code, Say(post.Name).Text))];
        Known = [.. (await holders.Known(Me!, code, Cancelled)).Where(known => known.Id != Me!.Id && known.Id != Predecessor?.Person)
            .Select(known => new Option(known.Id.ToString(), $"{known.Name} ({known.Email})", Search: known.Email)).OrderBy(option => option.Text, T.Alphabet)];
        return Predecessor is not null || Posts.Count > 0;
    }

    protected override bool Shows(string field) => Predecessor is null || field is not (nameof(Post) or nameof(Party));
}
