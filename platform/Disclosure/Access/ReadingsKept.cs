using Dapper;
using Entente.Bodies;
using Entente.Shared.Data;

namespace Entente.Disclosure.Access;

/// <summary>How long readings are kept, and a digest of each day of them that can be compared later.</summary>
public sealed class ReadingsKept(Database database, BodyCatalogue bodies, TimeProvider time)
{
    public const string Job = "tidy-readings";

    private const int Block = 10_000;

    public async Task Tidy(CancellationToken stop)
    {
        foreach (var body in bodies.All)
        {
            await Digest(body, stop);
            while (await Forget(body, stop) == Block)
                stop.ThrowIfCancellationRequested();
        }
    }

    // In blocks, so that nobody waits for it; and what is gone is counted as gone, so that it shows as no gap.
    private Task<int> Forget(Body body, CancellationToken stop) => database.Write(async connection =>
        await connection.QuerySingleAsync<int>(new CommandDefinition($"""
            with old as (select run, body, sequence from disclosure.reading where body = @body and at < @before order by at limit {Block}),
                 gone as (delete from disclosure.reading r using old o where r.run = o.run and r.body = o.body and r.sequence = o.sequence returning r.run, r.sequence),
                 counted as (update disclosure.counted k set gone = greatest(k.gone, g.last) from (select run, max(sequence) as last from gone group by run) g where k.run = g.run and k.body = @body returning 1),
                 refused as (delete from disclosure.refusal where body = @body and at < @before returning 1)
            select count(*)::int from gone
            """, new { body = body.Code, before = time.GetUtcNow().AddMonths(-PersonalData.Of(body).ReadingsMonths).UtcDateTime }, cancellationToken: stop)), stop);

    // Every day that is over, once.
    private Task<int> Digest(Body body, CancellationToken stop) => database.Write(connection => connection.ExecuteAsync(new CommandDefinition("""
        insert into disclosure.reading_day (body, day, readings, digest, made_at)
        select @body, (r.at at time zone 'UTC')::date, count(*),
               sha256(convert_to(string_agg(concat_ws('|', r.run, r.sequence, r.at at time zone 'UTC', r.party, r.definition, r.part, r.statement, r.version, r.statements, r.records, r.way, r.person, r.program_key, r.posts, r.grant_id), E'\n' order by r.run, r.sequence), 'UTF8')), @now
        from disclosure.reading r
        where r.body = @body and r.at < @midnight and r.at >= @midnight - interval '8 days'
        group by 2 on conflict (body, day) do nothing
        """, new { body = body.Code, now = time.GetUtcNow().UtcDateTime, midnight = time.GetUtcNow().UtcDateTime.Date }, cancellationToken: stop)), stop);
}
