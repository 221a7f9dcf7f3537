using Entente.Bodies;
using Entente.Shared.Components;
using Microsoft.AspNetCore.Mvc;

namespace Entente.SignIn.Registration;

/// <summary>Who was invited and has not come yet, and the end of earlier invitations.</summary>
public sealed class InvitationList(BodyCatalogue catalogue, Places places, Invitations invitations, TimeProvider time) : PeoplePage(catalogue, places)
{
    public IReadOnlyList<Invitation> All { get; private set; } = [];

    public InvitationState StateOf(Invitation invitation) => invitation.At(time.GetUtcNow());

    // texts: registration.invitation.state.*
    public string NameOf(InvitationState state) => T[$"registration.invitation.state.{state.ToString().ToLowerInvariant()}"];

    public static StatusKind KindOf(InvitationState state) => state switch
    {
        InvitationState.Open => StatusKind.Waiting,
        InvitationState.Accepted => StatusKind.Good,
        _ => StatusKind.Quiet,
    };

    public bool MayChange(Invitation invitation) => StateOf(invitation) is InvitationState.Open or InvitationState.Late && invitations.MayDecide(Me!, invitation);

    public bool MayInvite => Me!.Administers || Me.Holdings.Any(holding => Appointing.MayGiveSomething(Me, Body.Code, holding.Party));

    public async Task<IActionResult> OnGet(string code) => await Fill(code) ? Page() : Refuse(StatusCodes.Status404NotFound);

    public Task<IActionResult> OnPostRevoke(string code, Guid id) => Change(code, () => invitations.Revoke(Me!, id, Cancelled), "revoked");

    public Task<IActionResult> OnPostResend(string code, Guid id) => Change(code, () => invitations.Resend(Me!, id, Cancelled), "resent");

    private async Task<IActionResult> Change(string code, Func<Task<string?>> change, string done)
    {
        if (!await Fill(code))
            return Refuse(StatusCodes.Status404NotFound);
        if (await change() is not { } problem)
            return Go($"{BodyAddress}/invitations?done={done}");
        Problems.Add(T[problem]);
        return Again(StatusCodes.Status409Conflict);
    }

    private async Task<bool> Fill(string code)
    {
        if (!Enter(code))
            return false;
        All = await invitations.In(Me!, code, Cancelled);
        return true;
    }
}
