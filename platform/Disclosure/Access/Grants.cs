using Dapper;
using Entente.Bodies;
using Entente.Shared.Data;
using Entente.Shared.Localisation;
using Entente.Shared.Mail;
using Entente.Shared.Web;
using Entente.Shared.Work;
using Npgsql;

namespace Entente.Disclosure.Access;

/// <summary>Restricted access: asked for, agreed to, begun and ended; each step tells the owner.</summary>
public sealed class Grants(Database database, People people, BodyCatalogue bodies, Outbox outbox, Texts texts, Site site, TimeProvider time)
{
    private const string Columns = """
        select g.id, g.body, g.party, g.definition, g.statement, g.sections, g.label, g.person, g.purpose, g.lasts, g.asked_at, g.begins_at, g.ends_at, g.ended_at, g.ended_by, g.refused,
               array(select a.person from disclosure.approval a where a.grant_id = g.id order by a.at)
        from disclosure.access_grant g
        """;

    private const int Most = 200;

    public Task<List<AccessGrant>> In(Person reader, string body, CancellationToken cancel) =>
        database.Read(reader.Id, connection => Read(connection, $"{Columns} where g.body = $1 order by g.asked_at desc limit {Most}", body, cancel), cancel);

    public async Task<AccessGrant?> Find(Person reader, Guid id, CancellationToken cancel) =>
        (await database.Read(reader.Id, connection => Read(connection, $"{Columns} where g.id = $1", id, cancel), cancel)).SingleOrDefault();

    public Task<Guid> Ask(Person person, AccessGrant asked, CancellationToken cancel) => database.Write(async connection =>
    {
        await connection.ExecuteAsync("""
            insert into disclosure.access_grant (id, body, party, definition, statement, sections, label, person, purpose, lasts, asked_at)
            values (@Id, @Body, @Party, @Definition, @Statement, @Sections, @Label, @Person, @Purpose, make_interval(mins => @minutes), @AskedAt)
            """, new { asked.Id, asked.Body, asked.Party, asked.Definition, asked.Statement, Sections = asked.Sections?.ToArray(), asked.Label, asked.Person, asked.Purpose, minutes = (int)asked.Lasts.TotalMinutes, asked.AskedAt });
        foreach (var approver in await people.Holding(connection, asked.Body, other => other.Id != person.Id && Granting.Watches(other, asked.Body)))
            await Tell(connection, approver, asked, person.Name, "asked");
        return asked.Id;
    }, cancel);

    /// <summary>False where this person may not agree, or no longer.</summary>
    public Task<bool> Approve(Person approver, Guid id, CancellationToken cancel) => Change(id, async (connection, grant, now) =>
    {
        if (!Granting.MayApprove(approver, grant, now))
            return false;
        await connection.ExecuteAsync("insert into disclosure.approval (grant_id, person, at) values (@id, @approver, @now)", new { id, approver = approver.Id, now });
        if (!Granting.Begins(grant, approver.Id))
            return true;
        await connection.ExecuteAsync("update disclosure.access_grant set begins_at = @now, ends_at = @ends where id = @id", new { id, now, ends = now + grant.Lasts });
        var holder = await people.Find(connection, grant.Person);
        await TellOwner(connection, grant with { BeginsAt = now, EndsAt = now + grant.Lasts }, holder?.Name ?? "", "begun");
        if (holder is not null)
            await Tell(connection, holder, grant with { BeginsAt = now, EndsAt = now + grant.Lasts }, holder.Name, "given");
        return true;
    }, cancel);

    /// <summary>Refuses what waits, or ends what lives.</summary>
    public Task<bool> End(Person by, Guid id, CancellationToken cancel) => Change(id, async (connection, grant, now) =>
    {
        var refuses = Granting.MayRefuse(by, grant, now);
        if (!refuses && !Granting.MayEnd(by, grant, now))
            return false;
        await connection.ExecuteAsync("update disclosure.access_grant set ended_at = @now, ended_by = @by, refused = @refuses where id = @id", new { id, now, by = by.Id, refuses });
        var holder = await people.Find(connection, grant.Person);
        if (holder is not null && holder.Id != by.Id)
            await Tell(connection, holder, grant, by.Name, refuses ? "refused" : "ended");
        if (!refuses)
            await TellOwner(connection, grant, holder?.Name ?? "", "over");
        return true;
    }, cancel);

    /// <summary>What waits for the reader, and for an owner what lives.</summary>
    public async Task<IReadOnlyList<WorkItem>> Work(Person person, CancellationToken cancel)
    {
        var (work, now) = (new List<WorkItem>(), time.GetUtcNow());
        foreach (var body in person.Holdings.Where(holding => holding.Rights.Contains(Right.Oversee) || holding.Rights.Contains(Right.Vouch)).Select(holding => holding.Body).Distinct(StringComparer.Ordinal))
        {
            if (bodies.Find(body) is not { } known)
                continue;
            foreach (var grant in await In(person, body, cancel))
            {
                // texts: disclosure.access.work.*
                if (Granting.MayApprove(person, grant, now))
                    work.Add(new WorkItem(WorkKind.Task, body, null, "disclosure.access.work.approve", [("party", PartyName(known, grant.Party, person))], $"/bodies/{body}/access", grant.AskedAt + Granting.Waits));
                else if (grant.On(now) == GrantState.Live && person.In(body).Any(holding => holding.Party == grant.Party))
                    work.Add(new WorkItem(WorkKind.Message, body, grant.Party, "disclosure.access.work.live", [("until", grant.EndsAt!.Value)], $"/bodies/{body}/access", null));
            }
        }
        return work;
    }

    private string PartyName(Body body, string party, Person reader) => body.Party(party)?.Name.In(texts.WordsIn(reader.Language, reader.Zone).Language.Code).Text ?? party;

    // One at a time: two who agree at once are two.
    private Task<bool> Change(Guid id, Func<NpgsqlConnection, AccessGrant, DateTimeOffset, Task<bool>> change, CancellationToken cancel) => database.Write(async connection =>
    {
        await connection.ExecuteAsync("select 1 from disclosure.access_grant where id = @id for update", new { id });
        return (await Read(connection, $"{Columns} where g.id = $1", id, cancel)).SingleOrDefault() is { } grant && await change(connection, grant, time.GetUtcNow());
    }, cancel);

    private async Task TellOwner(NpgsqlConnection connection, AccessGrant grant, string who, string what)
    {
        foreach (var owner in await people.Holding(connection, grant.Body, person => person.In(grant.Body).Any(holding => holding.Party == grant.Party && (holding.Rights.Contains(Right.Vouch) || holding.Rights.Contains(Right.Oversee)))))
            await Tell(connection, owner, grant, who, what);
    }

    // texts: disclosure.access.mail.*.subject, disclosure.access.mail.*.body
    private async Task Tell(NpgsqlConnection connection, Person to, AccessGrant grant, string who, string what)
    {
        var body = bodies.Find(grant.Body);
        var t = texts.WordsIn(to.Language, to.Zone);
        await outbox.Send(connection, to, $"disclosure.access.mail.{what}",
            ("name", to.Name), ("who", who), ("body", body?.ShortName.In(t.Language.Code).Text ?? grant.Body), ("party", body is null ? grant.Party : PartyName(body, grant.Party, to)),
            ("purpose", grant.Purpose), ("until", grant.EndsAt), ("link", site.Link($"/bodies/{grant.Body}/access")));
    }

    private static async Task<List<AccessGrant>> Read(NpgsqlConnection connection, string sql, object value, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = value } } };
        await using var row = await command.ExecuteReaderAsync(cancel);
        var grants = new List<AccessGrant>();
        while (await row.ReadAsync(cancel))
            grants.Add(new AccessGrant(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.IsDBNull(4) ? null : row.GetGuid(4), row.IsDBNull(5) ? null : row.GetFieldValue<string[]>(5),
                row.IsDBNull(6) ? null : row.GetString(6), row.GetGuid(7), row.GetString(8), row.GetTimeSpan(9), row.GetFieldValue<DateTimeOffset>(10), At(11), At(12), At(13), row.IsDBNull(14) ? null : row.GetGuid(14),
                row.GetBoolean(15), row.GetFieldValue<Guid[]>(16)));
        return grants;

        DateTimeOffset? At(int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
    }
}
