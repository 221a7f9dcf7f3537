using Dapper;
using Entente.Bodies;
using Entente.Shared.Data;
using Entente.Shared.Work;
using Npgsql;

namespace Entente.SignIn;

/// <summary>
/// The way back for somebody who lost every way in. It needs two halves: a colleague who vouches after speaking with
/// the person over a channel known before, and the mail with the link. A stolen mailbox alone opens nothing.
/// </summary>
public sealed class Recoveries(Database database, People people, UnendedPosts posts, Tickets tickets, DoorLog log, DoorMail mail, TimeProvider time)
{
    public async Task<IReadOnlyList<OpenRecovery>> OpenFor(Person helper, CancellationToken cancel)
    {
        var open = await database.Read(helper.Id, async connection => (await connection.QueryAsync<(Guid Id, Guid Person, DateTimeOffset AskedAt, DateTimeOffset Until)>(
            "select id, person, asked_at, until from sign_in.open_recoveries(@now)", new { now = time.GetUtcNow() })).ToList(), cancel);
        var mine = new List<OpenRecovery>();
        foreach (var asked in open)
            if (Vouching.MayHelp(helper, asked.Person, await posts.Of(asked.Person, cancel), time.GetUtcNow() - asked.AskedAt) && await people.Find(asked.Person, cancel) is { } lost)
                mine.Add(new OpenRecovery(asked.Id, lost, asked.AskedAt, asked.Until));
        return mine;
    }

    /// <summary>The same for the workspace of whoever may vouch.</summary>
    public async Task<IReadOnlyList<WorkItem>> Work(Person helper, CancellationToken cancel) => !Vouching.MayHelpAnybody(helper) ? []
        : [.. (await OpenFor(helper, cancel)).Select(open =>
            new WorkItem(WorkKind.Task, null, null, "sign-in.work.recovery", [("name", open.Person.Name)], open.Address, open.Until))];

    /// <summary>The code to tell the person, or null when somebody else settled it first.</summary>
    public Task<string?> Confirm(HttpContext context, Person helper, OpenRecovery open, string statement) => database.Write(async connection =>
    {
        if (!await Settle(connection, open, helper, "confirmed", statement))
            return null;
        var issued = await tickets.IssueRecovery(connection, open.Person.Id, helper.Id);
        await connection.ExecuteAsync("update sign_in.recovery set ticket = @Ticket where id = @Id", new { issued.Ticket, open.Id });
        await log.Write(connection, context, Happened.RecoveryConfirmed, open.Person.Id, detail: null, helper.Id);
        await mail.RecoveryLink(connection, open.Person, issued.Address, helper, time.GetUtcNow() + Tickets.RecoverWithin);
        return (string?)issued.Code;
    }, context.RequestAborted);

    public Task<bool> Decline(HttpContext context, Person helper, OpenRecovery open) => database.Write(async connection =>
    {
        var first = await Settle(connection, open, helper, "declined", statement: null);
        if (first)
            await log.Write(connection, context, Happened.RecoveryDeclined, open.Person.Id, detail: null, helper.Id);
        return first;
    }, context.RequestAborted);

    private async Task<bool> Settle(NpgsqlConnection connection, OpenRecovery open, Person helper, string outcome, string? statement) => await connection.ExecuteAsync("""
        update sign_in.recovery set settled_at = @now, settled_by = @by, outcome = @outcome, statement = @statement
        where id = @Id and settled_at is null and until > @now
        """, new { open.Id, by = helper.Id, outcome, statement, now = time.GetUtcNow() }) == 1;
}

public sealed record OpenRecovery(Guid Id, Person Person, DateTimeOffset AskedAt, DateTimeOffset Until)
{
    public string Address => $"/people/recovery/{Id}";
}
