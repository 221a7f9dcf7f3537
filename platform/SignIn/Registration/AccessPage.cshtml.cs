using Entente.Bodies;
using Entente.Shared.Components;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Entente.SignIn.Registration;

/// <summary>What the asker sees under the private link: proves the address first, and how the request stands from then on.</summary>
[AllowAnonymous]
public sealed class AccessPage(BodyCatalogue catalogue, Requests requests, RequestLists lists, PrivateLinks links) : BodyPage(catalogue)
{
    public AccessRequest Asked { get; private set; } = null!;

    public IReadOnlyList<RequestStep> Steps { get; private set; } = [];

    public string PostName => Body.Post(Asked.Post) is { } post ? Say(post.Name).Text : Asked.Post;

    public string PartyName => Body.Party(Asked.Party) is { } party ? Say(party.Name).Text : Asked.Party;

    public async Task<IActionResult> OnGet(string link) => await Fill(link) ? Page() : Refuse(StatusCodes.Status404NotFound);

    public Task<IActionResult> OnPostProve(string link) => Act(link, new Act.Prove());

    public Task<IActionResult> OnPostWithdraw(string link) => Act(link, new Act.Withdraw());

    private async Task<IActionResult> Act(string link, Act act)
    {
        if (!await Fill(link))
            return Refuse(StatusCodes.Status404NotFound);
        if (await requests.Act(Asked.Id, act, Cancelled) is not { } problem)
            return Go($"/access/{link}");
        Problems.Add(T[problem]);
        return Again(StatusCodes.Status409Conflict);
    }

    private async Task<bool> Fill(string link)
    {
        Response.Headers.CacheControl = "no-cache, no-store";
        if (links.OfRequest(link) is not { } id || await lists.OfBearer(id, Cancelled) is not { } asked || !Find(asked.Body))
            return false;
        Asked = asked;
        Steps = await lists.HistoryOfBearer(id, Cancelled);
        return true;
    }
}

/// <summary>How states of requests are shown.</summary>
public static class RequestStates
{
    public static StatusKind Kind(RequestState state) => state switch
    {
        RequestState.Confirmed => StatusKind.Good,
        RequestState.Unproved or RequestState.Proved or RequestState.Approved => StatusKind.Waiting,
        RequestState.Refused => StatusKind.Bad,
        _ => StatusKind.Quiet,
    };

    // texts: registration.state.*
    public static string Name(Shared.Localisation.Words t, RequestState state) => t[$"registration.state.{state.ToString().ToLowerInvariant()}"];
}
