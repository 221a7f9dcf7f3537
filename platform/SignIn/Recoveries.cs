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
public sealed class Recoveries(Database database, People people, Attempts attempts, Tickets tickets, DoorLog log, DoorMail mail, TimeProvider time)
{
    private static readonly TimeSpan StaysOpen = TimeSpan.FromDays(7);

    /// <summary>Answers nothing but how long to wait, so that nobody learns who has an account.</summary>
    public async Task<TimeSpan?> Ask(HttpContext context, string email)
    {
        var wait = await attempts.Take(Allowance.Network, Visit.Of(context).Network, context.RequestAborted)
            ?? await attempts.Take(Allowance.Recovery, email, context.RequestAborted);
        if (wait is not null)
            return wait;
        if (await people.FindByEmail(email, context.RequestAborted) is { } person)
            await database.Write(connection => Open(connection, context, person), context.RequestAborted);
        else
            await log.Write(context, Refused.UnknownAddress, null);
        return null;
    }

    public async Task<IReadOnlyList<OpenRecovery>> OpenFor(Person helper, CancellationToken cancel)
    {
        var open = await database.Read(helper.Id, async connection => (await connection.QueryAsync<(Guid Id, Guid Person, DateTimeOffset AskedAt, DateTimeOffset Until)>(
            "select id, person, asked_at, until from sign_in.open_recoveries(@now)", new { now = time.GetUtcNow() })).ToList(), cancel);
        var mine = new List<OpenRecovery>();
        foreach (var asked in open)
            if (await people.Find(asked.Person, cancel) is { } lost && Vouching.MayHelp(helper, lost, time.GetUtcNow() - asked.AskedAt))
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

    private async Task Open(NpgsqlConnection connection, HttpContext context, Person person)
    {
        var now = time.GetUtcNow();
        await connection.ExecuteAsync("""
            insert into sign_in.recovery (id, person, asked_at, until, ip) values (@id, @person, @now, @until, @Address::inet)
            on conflict (person) where settled_at is null do update set until = excluded.until, ip = excluded.ip,
              asked_at = case when recovery.until <= excluded.asked_at then excluded.asked_at else recovery.asked_at end
            """, new { id = Guid.CreateVersion7(now), person = person.Id, now, until = now + StaysOpen, Visit.Of(context).Address });
        await log.Write(connection, context, Happened.RecoveryAsked, person.Id);
        await mail.Tell(connection, context, person, News.RecoveryAsked);
        foreach (var body in person.Holdings.Select(holding => holding.Body).Append(Places.Installation).Distinct())
            foreach (var helper in await people.WhoMay(connection, body, helper => Vouching.MayHelp(helper, person, TimeSpan.Zero)))
                await mail.RecoveryWaiting(connection, helper, person);
    }

    private async Task<bool> Settle(NpgsqlConnection connection, OpenRecovery open, Person helper, string outcome, string? statement) => await connection.ExecuteAsync("""
        update sign_in.recovery set settled_at = @now, settled_by = @by, outcome = @outcome, statement = @statement
        where id = @Id and settled_at is null and until > @now
        """, new { open.Id, by = helper.Id, outcome, statement, now = time.GetUtcNow() }) == 1;
}

public sealed record OpenRecovery(Guid Id, Person Person, DateTimeOffset AskedAt, DateTimeOffset Until)
{
    public string Address => $"/people/recovery/{Id}";
}

/// <summary>Who may vouch for whom.</summary>
public static class Vouching
{
    /// <summary>How long the national contact is asked alone; a contact who is away keeps nobody out for longer.</summary>
    public static readonly TimeSpan ContactFirst = TimeSpan.FromDays(2);

    /// <summary>
    /// The national contact for the people of the party (after a while the secretariat as well), the secretariat for a
    /// contact, an administrator for the secretariat and for other administrators: always somebody one step nearer to
    /// whoever gave the post.
    /// </summary>
    public static bool MayHelp(Person helper, Person lost, TimeSpan waited)
    {
        if (helper.Id == lost.Id || lost.Holdings.Count == 0)
            return false;
        if (lost.Holdings.Any(holding => holding.Rights.Contains(Right.Serve) || holding.Rights.Contains(Right.Administer) || holding.Rights.Contains(Right.Describe)))
            return helper.Administers;
        var contactIn = lost.Holdings.Where(holding => holding.Rights.Contains(Right.Vouch)).ToList();
        return contactIn.Count > 0
            ? contactIn.Any(holding => helper.May(Right.Serve, holding.Body))
            : lost.Holdings.Any(holding => helper.May(Right.Vouch, holding.Body, holding.Party) || (waited >= ContactFirst && helper.May(Right.Serve, holding.Body)));
    }

    public static bool MayHelpAnybody(Person helper) =>
        helper.Administers || helper.Holdings.Any(holding => holding.Rights.Contains(Right.Vouch) || holding.Rights.Contains(Right.Serve));
}
