using Dapper;
using Entente.Shared.Data;
using Npgsql;

namespace Entente.Bodies;

/// <summary>What the pages about people read: always as the reader, so that row security decides what there is.</summary>
public sealed class Holders(Database database, People people)
{
    /// <summary>Everything the reader sees in this body, past and future included.</summary>
    public Task<List<HeldPost>> In(Person reader, string body, CancellationToken cancel) => Read(reader, "where h.body = @body", new { body }, cancel);

    public async Task<HeldPost?> Find(Person reader, string body, Guid id, CancellationToken cancel) =>
        (await Read(reader, "where h.body = @body and h.id = @id", new { body, id }, cancel)).SingleOrDefault();

    /// <summary>What happened in this post of this side to the person who holds it here.</summary>
    public Task<List<HoldingStep>> History(Person reader, HeldPost held, CancellationToken cancel) => database.Read(reader.Id, async connection =>
        (await connection.QueryAsync<HoldingStep>(new CommandDefinition("""
            select s.at, s.act, s.post, d.name as by, s.note
            from bodies.holding_step s left join bodies.person d on d.id = s.done_by
            where s.holding = @Id order by s.at desc, s.id desc
            """, new { held.Id }, cancellationToken: cancel))).ToList(), cancel);

    /// <summary>People whom the reader sees and who have or had a post in this body: from whom a successor may be chosen.</summary>
    public Task<List<(Guid Id, string Name, string Email)>> Known(Person reader, string body, CancellationToken cancel) => database.Read(reader.Id, async connection =>
        (await connection.QueryAsync<(Guid, string, string)>(new CommandDefinition("""
            select p.id, p.name, p.email from bodies.person p
            where p.left_at is null and p.id in (select h.person from bodies.holding h where h.body = @body)
            """, new { body }, cancellationToken: cancel))).ToList(), cancel);

    /// <summary>What waits for this person's agreement or confirmation, the oldest first.</summary>
    public async Task<(List<HeldPost> ToAgree, List<HeldPost> ToConfirm)> WaitingFor(Person reader, string? body, CancellationToken cancel)
    {
        var waiting = await Read(reader, """
            where (h.awaits_second or h.asked_at is not null or h.end_proposed_at is not null) and (@body::text is null or h.body = @body)
              and (upper_inf(h.period) or upper(h.period) > @today) order by coalesce(h.end_proposed_at, h.asked_at, h.granted_at)
            """, new { body, today = people.Today }, cancel);
        return ([.. waiting.Where(held => HeldRules.MayAgree(reader, held, people.Today).Yes)],
            [.. waiting.Where(held => held.AskedAt is not null && HeldRules.MayConfirm(reader, held, people.Today).Yes)]);
    }

    /// <summary>The parties of the body that have somebody today who vouches for their people.</summary>
    public Task<HashSet<string>> PartiesWithContact(Person reader, string body, CancellationToken cancel) => database.Read(reader.Id, async connection =>
        (await connection.QueryAsync<string>(new CommandDefinition("""
            select distinct h.party from bodies.holding h join bodies.post r on r.body = h.body and r.code = h.post
            where h.body = @body and h.party is not null and 'vouch' = any (r.rights) and h.period @> @today and not h.awaits_second and h.suspended_at is null
            """, new { body, today = people.Today }, cancellationToken: cancel))).ToHashSet(StringComparer.Ordinal), cancel);

    private Task<List<HeldPost>> Read(Person reader, string condition, object values, CancellationToken cancel) => database.Read(reader.Id, async connection =>
        (await connection.QueryAsync<HeldPost>(new CommandDefinition(HeldPost.Select + condition, values, cancellationToken: cancel))).ToList(), cancel);

    /// <summary>
    /// For whoever changes it: the row as it stands, held until the transaction ends. It is read by a statement of its
    /// own: one that had to wait for the lock would see its successors as they were before.
    /// </summary>
    internal static async Task<HeldPost?> Lock(NpgsqlConnection connection, Guid id) =>
        await connection.QuerySingleOrDefaultAsync<Guid?>("select id from bodies.holding where id = @id for update", new { id }) is null
            ? null
            : await connection.QuerySingleOrDefaultAsync<HeldPost>(HeldPost.Select + "where h.id = @id", new { id });
}
