using Entente.Bodies;
using Entente.Shared.Components;
using Microsoft.AspNetCore.Mvc;

namespace Entente.SignIn.Registration;

/// <summary>The requests for access that the reader's posts concern; those that wait for the reader stand first.</summary>
public sealed class RequestList(BodyCatalogue catalogue, Places places, RequestLists lists) : PeoplePage(catalogue, places)
{
    public ListState State { get; private set; } = null!;

    public IReadOnlyList<AccessRequest> Rows { get; private set; } = [];

    public int Total { get; private set; }

    public IReadOnlySet<Guid> Waiting { get; private set; } = new HashSet<Guid>();

    public IEnumerable<Option> States => Enum.GetValues<RequestState>().Where(state => state is not RequestState.Unproved)
        .Select(state => new Option(state.ToString().ToLowerInvariant(), RequestStates.Name(T, state)));

    public async Task<IActionResult> OnGet(string code)
    {
        if (!Enter(code) || !Me!.Holdings.Any(holding => holding.Body == code && (holding.Rights.Contains(Right.Vouch) || holding.Rights.Contains(Right.Serve))))
            return Refuse(StatusCodes.Status404NotFound);
        State = ListState.Of(Request, "asked", "name", "party");
        Waiting = (await lists.WaitingFor(Me, code, Cancelled)).Select(request => request.Id).ToHashSet();
        var all = Ordered((await lists.In(Me, code, Cancelled)).Where(Matches)).ToList();
        if (State.AsCsv)
            return Csv(all);
        Total = all.Count;
        Rows = [.. all.Skip(State.Offset).Take(ListState.Size)];
        return Page();
    }

    private bool Matches(AccessRequest request) =>
        (State.Filter("state") is { } state ? request.State.ToString().Equals(state, StringComparison.OrdinalIgnoreCase) : request.IsOpen)
        && (State.Filter("q")?.Trim() is not { Length: > 0 } text || T.Alphabet.Contains(request.Name, text) || T.Alphabet.Contains(request.Email, text) || T.Alphabet.Contains(SideName(request.Party), text));

    private IEnumerable<AccessRequest> Ordered(IEnumerable<AccessRequest> requests)
    {
        var order = State.Sort switch
        {
            "name" => requests.OrderBy(request => request.Name, T.Alphabet),
            "party" => requests.OrderBy(request => SideName(request.Party), T.Alphabet),
            _ => requests.OrderBy(request => !Waiting.Contains(request.Id)).ThenByDescending(request => request.AskedAt),
        };
        return State.Descending ? order.Reverse() : order;
    }

    private CsvDownload Csv(List<AccessRequest> all) =>
        new($"{Body.Code}-requests", ["asked", "name", "email", "party", "post", "state", "waiting since"],
            all.Select(request => (IReadOnlyList<object?>)[request.AskedAt, request.Name, request.Email, request.Party, request.Post, request.State.ToString().ToLowerInvariant(), request.WaitingSince]));
}
