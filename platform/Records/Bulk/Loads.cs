using Dapper;
using Entente.Shared.Data;
using Entente.Shared.Jobs;
using Npgsql;

namespace Entente.Records.Bulk;

/// <summary>
/// The queue of loads. It is fair between parties: whose loads run least, and who was served longest ago, comes first. A
/// statement takes one at a time.
/// </summary>
public sealed class Loads(Database database, Queue queue, TimeProvider time)
{
    internal const string Job = "load-rows";

    private const string Columns = """
        id, statement, (select s.body from records.statement s where s.id = load.statement) as "Body", (select s.definition from records.statement s where s.id = load.statement) as "Code",
        section, party, step, expected, excuse, type, size, asked_by as "AskedBy", asked_key as "AskedKey", asked_at as "AskedAt", valid_from as "ValidFrom", valid_until as "ValidUntil", definition_version as "DefinitionVersion"
        """;

    // In the order in which they are served.
    private const string Order = """
        (select count(*) from records.load r where r.state = 'running' and r.party is not distinct from w.party),
        (select max(r.started_at) from records.load r where r.party is not distinct from w.party) nulls first, w.asked_at, w.id
        """;

    /// <summary>Takes a file in. The same file for the same table, while it waits or runs, is the same load.</summary>
    public Task<Guid> Receive(Load load, Stream file, CancellationToken cancel) => database.Write(async connection =>
    {
        var (digest, size) = await Parts.Write(connection, load.Id, file, cancel);
        var added = await connection.QuerySingleOrDefaultAsync<Guid?>("""
            insert into records.load (id, statement, section, party, step, expected, excuse, type, digest, size, asked_by, asked_key, asked_at, valid_from, valid_until, definition_version, state)
            values (@Id, @Statement, @Section, @Party, @Step, @Expected, @Excuse, @Type, @digest, @size, @AskedBy, @AskedKey, @AskedAt, @ValidFrom, @ValidUntil, @DefinitionVersion, 'waiting')
            on conflict (statement, section, digest) where state in ('waiting', 'running') do nothing
            returning id
            """, new { load.Id, load.Statement, load.Section, load.Party, load.Step, load.Expected, load.Excuse, load.Type, digest, size, load.AskedBy, load.AskedKey, load.AskedAt, load.ValidFrom, load.ValidUntil, load.DefinitionVersion });
        if (added is not null)
        {
            await queue.Add(connection, Job, new { load.Id }, attempts: 5);
            return load.Id;
        }
        await Parts.Forget(connection, load.Id);
        return await connection.QuerySingleAsync<Guid>("""
            select id from records.load where statement = @Statement and section = @Section and digest = @digest and state in ('waiting', 'running')
            """, new { load.Statement, load.Section, digest });
    }, cancel);

    /// <summary>The load that this job carries out: the one it had when its node died, or the next in turn.</summary>
    public Task<Load?> Next(Guid job, CancellationToken cancel) => database.Write(async connection =>
    {
        // One at a time chooses, so that two jobs see each other's choice.
        await connection.ExecuteAsync("select pg_advisory_xact_lock(hashtext('entente loads'))");
        return await connection.QuerySingleOrDefaultAsync<Load>($"select {Columns} from records.load where job = @job and state = 'running'", new { job })
            ?? await connection.QuerySingleOrDefaultAsync<Load>($"""
                update records.load set state = 'running', job = @job, started_at = @now, rows = 0, taken = 0, faults = 0
                where id = (select w.id from records.load w
                            where w.state = 'waiting' and not exists (select from records.load r where r.state = 'running' and r.statement = w.statement)
                            order by {Order} limit 1)
                returning {Columns}
                """, new { job, now = time.GetUtcNow() });
    }, cancel);

    /// <summary>Says how far it is; true when it is to stop.</summary>
    internal async Task<bool> Progress(Guid id, long rows, long taken, long faults, CancellationToken cancel)
    {
        await using var connection = await database.OpenWriter(cancel);
        return await connection.QuerySingleAsync<bool>("update records.load set rows = @rows, taken = @taken, faults = @faults where id = @id returning stop", new { id, rows, taken, faults });
    }

    /// <summary>In the caller's transaction: what became of it. Whatever waited for the same statement gets its turn.</summary>
    internal async Task End(NpgsqlConnection connection, Guid id, string state, long rows, long faults, int? version)
    {
        await connection.ExecuteAsync("update records.load set state = @state, ended_at = @now, rows = @rows, taken = size, faults = @faults, version = @version where id = @id",
            new { id, state, now = time.GetUtcNow(), rows, faults, version });
        await Parts.Forget(connection, id);
        if (await connection.QuerySingleAsync<bool>("select exists (select from records.load where state = 'waiting')"))
            await queue.Add(connection, Job, key: "next", attempts: 5);
    }

    /// <summary>A waiting one is gone at once, a running one within a second; false where there is nothing to stop.</summary>
    public Task<bool> Cancel(Guid statement, Guid id, CancellationToken cancel) => database.Write(async connection =>
    {
        var waited = await connection.ExecuteAsync("update records.load set state = 'cancelled', stop = true, ended_at = @now where id = @id and statement = @statement and state = 'waiting'", new { id, statement, now = time.GetUtcNow() });
        if (waited == 1)
            await Parts.Forget(connection, id);
        return waited == 1 || await connection.ExecuteAsync("update records.load set stop = true where id = @id and statement = @statement and state = 'running'", new { id, statement }) == 1;
    }, cancel);

    /// <summary>The loads of a statement as the connection's reader may see them, the newest first.</summary>
    public static async Task<IReadOnlyList<LoadShown>> Of(NpgsqlConnection connection, Guid statement, CancellationToken cancel) =>
        [.. await connection.QueryAsync<LoadShown>(new CommandDefinition("""
            select id, section, state, asked_at as "AskedAt", started_at as "StartedAt", ended_at as "EndedAt", size, taken, rows, faults, version, 0 as "Ahead"
            from records.load where statement = @statement order by asked_at desc, id desc
            """, new { statement }, cancellationToken: cancel))];

    /// <summary>How many are served before each that waits: every party has its turn before any has a second. The number tells nothing of whose they are.</summary>
    public async Task<IReadOnlyDictionary<Guid, int>> Ahead(CancellationToken cancel)
    {
        await using var connection = await database.OpenWriter(cancel);
        return (await connection.QueryAsync<(Guid Id, int Place)>(new CommandDefinition($"""
            with turn as (
              select w.*, row_number() over (partition by w.party order by w.asked_at, w.id)
                + (select count(*) from records.load r where r.state = 'running' and r.party is not distinct from w.party) as round
              from records.load w where w.state = 'waiting')
            select w.id, (row_number() over (order by w.round, {Order}))::int - 1 from turn w
            """, cancellationToken: cancel)))
            .ToDictionary(one => one.Id, one => one.Place);
    }
}
