using Entente.Bodies;
using Entente.Shared.Components;
using Microsoft.AspNetCore.Mvc;

namespace Entente.SignIn.Registration;

/// <summary>One request, as the contact of the party and the secretariat decide about it.</summary>
[RequestSizeLimit(LargestForm)]
public sealed class RequestPage(BodyCatalogue catalogue, Places places, Requests requests, RequestLists lists, Holders holders, People people) : PeoplePage(catalogue, places)
{
    // Room to tell somebody kindly that the letter is too large, without reading whatever is sent.
    private const int LargestForm = 2 * Letter.Largest;

    [BindProperty] public string? Note { get; set; }
    [BindProperty] public string? Why { get; set; }
    [BindProperty] public string? Reference { get; set; }
    [BindProperty] public DateEntry From { get; set; } = new();
    [BindProperty] public IFormFile? Scan { get; set; }

    public AccessRequest Asked { get; private set; } = null!;

    public IReadOnlyList<RequestStep> Steps { get; private set; } = [];

    public AttachedLetter? Attached { get; private set; }

    public string ListAddress => BodyAddress + "/requests";

    public bool HasContact { get; private set; }

    private bool WaitsForMe => RequestRules.WaitsFor(Asked, Me!, HasContact);

    public bool MayApprove => Asked.State is RequestState.Proved && WaitsForMe;

    public bool ActsForParty => MayApprove && !RequestRules.IsContact(Me!, Asked);

    public bool MayConfirm => Asked.State is RequestState.Approved && WaitsForMe;

    public bool MayRefuse => MayApprove || MayConfirm || (Asked.State is RequestState.Proved && Me!.May(Right.Serve, Body.Code) && !RequestRules.IsAsker(Asked, Me!));

    public async Task<IActionResult> OnGet(string code, Guid id)
    {
        if (!await Fill(code, id))
            return Refuse(StatusCodes.Status404NotFound);
        From = DateEntry.From(people.Today);
        return Page();
    }

    public async Task<IActionResult> OnGetLetter(string code, Guid id)
    {
        if (!await Fill(code, id) || Attached is not { } letter || await lists.ContentOf(Me!, code, id, Cancelled) is not { } content)
            return Refuse(StatusCodes.Status404NotFound);
        Response.Headers.CacheControl = "no-store";
        // As a download, whatever it holds: it came from outside and is not shown under our name.
        return File(content, letter.Type, letter.FileName);
    }

    public Task<IActionResult> OnPostApprove(string code, Guid id) => Decide(code, id, nameof(Note), () => new Act.Approve(Tidy(Note)));

    public Task<IActionResult> OnPostRefuse(string code, Guid id) => Decide(code, id, nameof(Why), () => new Act.Refuse(Tidy(Why)));

    public async Task<IActionResult> OnPostConfirm(string code, Guid id)
    {
        if (!await Fill(code, id))
            return Refuse(StatusCodes.Status404NotFound);
        var from = ReadDate(nameof(From), From, T["people.from"]);
        var letter = await ReadLetter();
        if (Problems.Any)
            return Again();
        var problems = await requests.Confirm(Me!, id, letter, from!.Value, Cancelled);
        if (problems.Count == 0)
            return Go(Asked.Address + "?done=1");
        Add(problems);
        return Again(StatusCodes.Status409Conflict);
    }

    private async Task<IActionResult> Decide(string code, Guid id, string field, Func<Act> act)
    {
        if (!await Fill(code, id))
            return Refuse(StatusCodes.Status404NotFound);
        if ((field == nameof(Why) ? Why : Note)?.Trim().Length > Longest.Note)
        {
            Problems.Add(field, T["people.problem.too-long", ("most", Longest.Note)]);
            return Again();
        }
        if (await requests.Act(Me!, id, act(), Cancelled) is not { } problem)
            return Go(Asked.Address + "?done=1");
        if (problem == "registration.problem.say-why")
            Problems.Add(field, T[problem]);
        else
            Problems.Add(T[problem]);
        return Again(StatusCodes.Status409Conflict);
    }

    private async Task<Letter?> ReadLetter()
    {
        if (Reference?.Trim() is not { Length: > 0 and <= Longest.Name } reference)
        {
            Problems.Add(nameof(Reference), T["registration.problem.reference"]);
            reference = "";
        }
        if (Scan is not { Length: > 0 } scan)
        {
            Problems.Add(nameof(Scan), T["registration.problem.no-letter"]);
            return null;
        }
        if (scan.Length > Letter.Largest)
        {
            Problems.Add(nameof(Scan), T["registration.problem.letter-too-large"]);
            return null;
        }
        var content = new byte[scan.Length];
        await using (var stream = scan.OpenReadStream())
            await stream.ReadExactlyAsync(content, Cancelled);
        if (Letter.TypeOf(content) is { } type)
            return new Letter(reference, Letter.Tidy(scan.FileName), type, content);
        Problems.Add(nameof(Scan), T["registration.problem.letter-type"]);
        return null;
    }

    private async Task<bool> Fill(string code, Guid id)
    {
        if (!Enter(code) || await lists.Find(Me!, code, id, Cancelled) is not { } asked)
            return false;
        Asked = asked;
        Steps = await lists.History(Me!, id, Cancelled);
        Attached = await lists.LetterOf(Me!, id, Cancelled);
        HasContact = (await holders.PartiesWithContact(Me!, code, Cancelled)).Contains(asked.Party);
        return true;
    }

    private static string? Tidy(string? text) => text?.Trim() is { Length: > 0 } said ? said : null;

    protected override bool Shows(string field) => field == nameof(From);
}
