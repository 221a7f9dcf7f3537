using Entente.Shared.Data;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;

namespace Entente.SignIn;

/// <summary>One's own name, ways in and open sessions.</summary>
[Authorize]
public sealed class AccountPage(AccountWays ways, Sessions sessions, Database database, DoorLog log, TimeProvider time) : DoorPage
{
    public WaysShown Ways { get; private set; } = null!;

    public IReadOnlyList<SessionShown> Standing { get; private set; } = [];

    public DateTimeOffset Now => time.GetUtcNow();

    public Session Current => HttpContext.Features.GetRequiredFeature<Session>();

    [BindProperty(SupportsGet = true)]
    public string? Welcome { get; set; }

    public async Task OnGet()
    {
        Ways = await ways.Of(Me!.Id, Cancelled);
        Standing = await sessions.Standing(Me.Id, Cancelled);
    }

    public Task<IActionResult> OnPostEnd(Guid session) => End(connection => sessions.End(connection, Me!.Id, session, "ended-elsewhere"));

    public Task<IActionResult> OnPostEndOthers() => End(connection => sessions.EndOthers(connection, Me!.Id, Current.Id, "ended-elsewhere"));

    private async Task<IActionResult> End(Func<Npgsql.NpgsqlConnection, Task<int>> end)
    {
        await database.Write(async connection =>
        {
            if (await end(connection) > 0)
                await log.Write(connection, HttpContext, Happened.SessionEnded, Me!.Id);
        }, Cancelled);
        return Go("/account");
    }
}
