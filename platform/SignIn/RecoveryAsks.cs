using System.Net;
using System.Text.Json;
using Dapper;
using Entente.Bodies;
using Entente.Shared.Data;
using Entente.Shared.Jobs;
using Npgsql;

namespace Entente.SignIn;

/// <summary>
/// Asking to be let back in. There is more to do for an address that somebody has than for one that nobody has, so
/// all of it is done by a job: neither the answer nor the time it takes tells which it was.
/// </summary>
public sealed class RecoveryAsks(Database database, People people, UnendedPosts posts, Attempts attempts, Queue queue, InstallationSecret secret, DoorLog log, DoorMail mail, TimeProvider time)
{
    public const string Job = "pass-on-recovery";
    private static readonly TimeSpan StaysOpen = TimeSpan.FromDays(7);
    private readonly Sealed _sealed = new(secret, "recovery ask");

    /// <summary>How long to wait, when there were too many; nothing else.</summary>
    public async Task<TimeSpan?> Ask(HttpContext context, string email)
    {
        var (visit, cancel) = (Visit.Of(context), context.RequestAborted);
        var address = await people.SameAddress(email, cancel);
        var wait = await attempts.Take(Allowance.Network, visit.Network, cancel) ?? await attempts.Take(Allowance.Recovery, address, cancel);
        if (wait is not null)
            return wait;
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var box = _sealed.Close(JsonSerializer.SerializeToUtf8Bytes(new Asked(address, visit.Address, visit.UserAgent)), id.ToString());
        await database.Write(async connection =>
        {
            await connection.ExecuteAsync("insert into sign_in.recovery_ask (id, asked_at, box) values (@id, @now, @box)", new { id, now, box });
            await queue.Add(connection, Job, new Waiting(id));
        }, cancel);
        return null;
    }

    /// <summary>Taken by deleting it, in the transaction of what follows from it.</summary>
    internal Task PassOn(Job job, CancellationToken stop) => database.Write(async connection =>
    {
        var id = job.Read<Waiting>().Id;
        if (await connection.QuerySingleOrDefaultAsync<(DateTimeOffset At, byte[] Box)?>("delete from sign_in.recovery_ask where id = @id returning asked_at, box", new { id }) is not { } waiting)
            return;
        var asked = JsonSerializer.Deserialize<Asked>(_sealed.Open(waiting.Box, id.ToString()))!;
        var visit = new Visit(asked.Ip is null ? null : IPAddress.Parse(asked.Ip), asked.UserAgent);
        if (await people.FindByEmail(asked.Address, stop) is { } person)
            await Open(connection, visit, person, await posts.Of(person.Id, stop), waiting.At);
        else
            await log.Write(connection, visit, session: null, Happened.Refused, person: null, DoorLog.Word(Refused.UnknownAddress));
    }, stop);

    private async Task Open(NpgsqlConnection connection, Visit visit, Person person, IReadOnlyList<Holding> theirs, DateTimeOffset asked)
    {
        await connection.ExecuteAsync("""
            insert into sign_in.recovery (id, person, asked_at, until, ip) values (@id, @person, @asked, @until, @Address::inet)
            on conflict (person) where settled_at is null do update set until = excluded.until, ip = excluded.ip,
              asked_at = case when recovery.until <= excluded.asked_at then excluded.asked_at else recovery.asked_at end
            """, new { id = Guid.CreateVersion7(asked), person = person.Id, asked, until = asked + StaysOpen, visit.Address });
        await log.Write(connection, visit, session: null, Happened.RecoveryAsked, person.Id);
        await mail.Tell(connection, visit, person, News.RecoveryAsked);
        // Whoever may help because of two bodies, or runs the installation, is told once.
        var helpers = new Dictionary<Guid, Person>();
        foreach (var body in theirs.Select(post => post.Body).Append(Places.Installation).Distinct())
            foreach (var helper in await people.WhoMay(connection, body, helper => Vouching.MayHelp(helper, person.Id, theirs, TimeSpan.Zero)))
                helpers[helper.Id] = helper;
        foreach (var helper in helpers.Values)
            await mail.RecoveryWaiting(connection, helper, person);
    }

    private sealed record Waiting(Guid Id);

    private sealed record Asked(string Address, string? Ip, string UserAgent);
}
