using Microsoft.AspNetCore.Authorization;

namespace Entente.SignIn;

/// <summary>What happened at one's own door.</summary>
[Authorize]
public sealed class ActivityPage(DoorLog log) : DoorPage
{
    private const int Most = 200;

    public IReadOnlyList<Logged> Lines { get; private set; } = [];

    public async Task OnGet() => Lines = await log.Of(Me!.Id, Most, Cancelled);

    // texts: sign-in.log.*
    // texts: sign-in.refused.*
    public string Say(Logged line) => line.Event == DoorLog.Word(Happened.Refused)
        ? T[$"sign-in.refused.{line.Detail}"]
        : T[$"sign-in.log.{line.Event}"];
}
