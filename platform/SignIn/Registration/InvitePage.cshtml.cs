using Entente.Bodies;
using Entente.Shared.Components;
using Entente.Shared.Mail;
using Microsoft.AspNetCore.Mvc;

namespace Entente.SignIn.Registration;

/// <summary>Invites an e-mail address to a post; with a predecessor, to succeed in theirs.</summary>
public sealed class InvitePage(BodyCatalogue catalogue, Places places, Invitations invitations, Holders holders, People people) : PeoplePage(catalogue, places)
{
    [BindProperty] public string? Name { get; set; }
    [BindProperty] public string? Email { get; set; }
    [BindProperty] public string? Party { get; set; }
    [BindProperty] public string? Post { get; set; }
    [BindProperty] public DateEntry From { get; set; } = new();
    [BindProperty] public DateEntry Until { get; set; } = new();
    [BindProperty] public string? Basis { get; set; }
    [BindProperty] public string? Language { get; set; }
    [BindProperty(SupportsGet = true)] public Guid? Succeeds { get; set; }

    public string ListAddress => BodyAddress + "/invitations";

    public HeldPost? Predecessor { get; private set; }

    public IReadOnlyList<Option> Parties { get; private set; } = [];

    public IReadOnlyList<Option> Posts { get; private set; } = [];

    public async Task<IActionResult> OnGet(string code)
    {
        if (!await Fill(code))
            return Refuse(StatusCodes.Status404NotFound);
        (Party, From, Language) = (Parties is [var only] ? only.Value : null, DateEntry.From(people.Today), T.Language.Code);
        return Page();
    }

    public async Task<IActionResult> OnPost(string code)
    {
        if (!await Fill(code))
            return Refuse(StatusCodes.Status404NotFound);
        if (Read() is not { } invite)
            return Again();
        var problems = await invitations.Send(Me!, invite, Cancelled);
        if (problems.Count == 0)
            return Go($"{BodyAddress}/invitations?done=sent");
        Add(problems);
        return Again(StatusCodes.Status409Conflict);
    }

    private Invite? Read()
    {
        var email = Email?.Trim() ?? "";
        Require(nameof(Name), PersonName.IsGood(Name), string.IsNullOrWhiteSpace(Name) ? "registration.problem.no-name" : "registration.problem.name");
        Require(nameof(Email), Recipient.IsAddress(email), "registration.problem.email");
        Require(nameof(Language), Shared.Localisation.Language.Find(Language, Shared.Localisation.Language.All) is not null, "registration.problem.language");
        var described = Body.Post(Predecessor?.Post ?? Post ?? "");
        Require(nameof(Post), described is not null, "people.problem.choose-post");
        var party = described?.For == PostFor.Party ? Predecessor?.Party ?? (Party is { Length: > 0 } ? Party : null) : null;
        Require(nameof(Party), described is null || described.For == PostFor.Body || party is not null, "people.problem.choose-party");
        var from = ReadDate(nameof(From), From, T["people.from"]);
        var until = ReadDate(nameof(Until), Until, T["people.until"], required: false);
        if (Basis?.Trim().Length > Longest.Note)
            Problems.Add(nameof(Basis), T["people.problem.too-long", ("most", Longest.Note)]);
        if (Problems.Any)
            return null;
        until ??= AppointmentRules.UsualEnd(described!, from!.Value);
        var post = new Appointment(Guid.Empty, party, described!.Code, from!.Value, until, Basis?.Trim() is { Length: > 0 } basis ? basis : null, Predecessor?.Id);
        return new Invite(Body.Code, post, Name!.Trim(), email, Language!);
    }

    private async Task<bool> Fill(string code)
    {
        if (!Enter(code))
            return false;
        if (Succeeds is { } id)
        {
            Predecessor = await holders.Find(Me!, code, id, Cancelled);
            return Predecessor is not null && HeldRules.MayHandOver(Me!, Predecessor, successor: null, people.Today).Yes;
        }
        var seats = Appointing.Seats(Me!, Body, people.Today).ToList();
        Parties = [.. seats.Select(seat => seat.Party).OfType<string>().Distinct().Select(party => new Option(party, SideName(party), Search: party)).OrderBy(option => option.Text, T.Alphabet)];
        Posts = [.. Body.Posts.Where(post => seats.Exists(seat => seat.Post == post.Code)).Select(post => new Option(post.Code, Say(post.Name).Text))];
        return seats.Count > 0;
    }

    private void Require(string field, bool given, string problem)
    {
        if (!given)
            Problems.Add(field, T[problem]);
    }

    protected override bool Shows(string field) => field is nameof(From) or nameof(Until) || (Predecessor is null && field is nameof(Post) or nameof(Party));
}
