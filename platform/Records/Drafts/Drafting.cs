using System.Text.Json;
using Entente.Bodies.Definitions;
using Entente.Records.Confidential;
using Entente.Shared.Data;
using Entente.Shared.Jobs;
using Npgsql;

namespace Entente.Records.Drafts;

/// <summary>Opens drafts, adds to their logs, ends them.</summary>
public sealed class Drafting(Database database, Queue queue, TimeProvider time)
{
    internal const string PackJob = "pack-draft";

    /// <summary>After how many changes the log is merged into the snapshot that reading begins with.</summary>
    private const int PackEvery = 1_000;

    /// <summary>
    /// Opens a draft in the caller's transaction; where one is open already it stays, and is returned. Where its first
    /// answers come from is said by <see cref="DraftBeginning"/>.
    /// </summary>
    public async Task<OpenDraft> Open(NpgsqlConnection connection, Guid statement, int definitionVersion, DraftBeginning beginning, Guid? by, bool byBody, CancellationToken cancel = default)
    {
        var now = time.GetUtcNow();
        await using var insert = new NpgsqlCommand("""
            insert into records.draft (statement, generation, definition_version, base_version, origin, opened_by, opened_at, changed_at, aside, by_body)
            select $1, coalesce((select max(d.generation) from records.draft d where d.statement = $1), 0) + 1, $2, $3, $4, $5, $6, $6, $7::jsonb, $8
            on conflict (statement) where ended is null do nothing
            returning generation
            """, connection);
        insert.Parameters.AddWithValue(statement);
        insert.Parameters.AddWithValue(definitionVersion);
        insert.Parameters.AddWithValue(beginning.BaseVersion);
        insert.Parameters.AddWithValue(DraftReading.Word(beginning.Origin));
        insert.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid, Value = (object?)by ?? DBNull.Value });
        insert.Parameters.AddWithValue(now);
        var aside = beginning.Aside.Count > 0 && await DraftSeal.Of(connection, statement, cancel) is { } seal ? [.. beginning.Aside.Select(seal.Close)] : beginning.Aside;
        insert.Parameters.AddWithValue(JsonSerializer.Serialize(aside, JsonSerializerOptions.Web));
        insert.Parameters.AddWithValue(byBody);
        if (await insert.ExecuteScalarAsync(cancel) is int generation)
            await Keep(connection, statement, generation, beginning.Draft, cancel);
        return await DraftReading.Find(connection, statement, cancel) ?? throw new InvalidOperationException("The draft that was opened is not there.");
    }

    /// <summary>Adds changes, in one round trip; those sent before count once.</summary>
    /// <param name="state">The open state in which the author found the statement.</param>
    /// <returns>The log's last sequence; null where the draft has ended meanwhile, or the statement left that state.</returns>
    public async Task<long?> Append(Guid statement, int generation, string state, Guid by, string client, IReadOnlyList<Change> changes, CancellationToken cancel = default)
    {
        await using var connection = await database.OpenWriter(cancel);
        if (await DraftSeal.Of(connection, statement, cancel) is { } seal)
            changes = [.. changes.Select(seal.Close)];
        var sequence = await DraftLog.Add(connection, statement, generation, state, by, client, changes, time.GetUtcNow(), cancel);
        if (sequence / PackEvery != (sequence - changes.Count) / PackEvery)
            await queue.Add(connection, PackJob, new { statement }, key: statement.ToString());
        return sequence;
    }

    /// <summary>
    /// The draft with all it says, to be ended in the caller's transaction: whoever adds to it meanwhile waits, and then
    /// finds it ended, so that nothing is lost between the reading and the end.
    /// </summary>
    public static async Task<(OpenDraft Open, Draft Draft)?> Hold(NpgsqlConnection connection, Guid statement, CancellationToken cancel = default)
    {
        await using (var take = new NpgsqlCommand("select 1 from records.draft where statement = $1 and ended is null for update", connection) { Parameters = { new() { Value = statement } } })
            await take.ExecuteNonQueryAsync(cancel);
        return await DraftReading.Read(connection, statement, cancel: cancel);
    }

    /// <summary>Ends the draft in the caller's transaction: what was submitted, or put away. Nothing is deleted; false where none was open.</summary>
    public async Task<bool> End(NpgsqlConnection connection, Guid statement, int generation, DraftEnd end, CancellationToken cancel = default)
    {
        await using var command = new NpgsqlCommand("update records.draft set ended = $3, ended_at = $4 where statement = $1 and generation = $2 and ended is null", connection);
        command.Parameters.AddWithValue(statement);
        command.Parameters.AddWithValue(generation);
        command.Parameters.AddWithValue(end.ToString().ToLowerInvariant());
        command.Parameters.AddWithValue(time.GetUtcNow());
        return await command.ExecuteNonQueryAsync(cancel) == 1;
    }

    /// <summary>
    /// The draft again under another version of its definition, in one transaction: what kept its section, code and type
    /// by itself, the rest as the definition says, what has no place any more set aside.
    /// </summary>
    public Task<OpenDraft?> CarryOver(Guid statement, Definition before, Definition now, int version, CarryFormula? formula, Guid? by, CancellationToken cancel = default) =>
        database.Write(async connection =>
        {
            if (await Hold(connection, statement, cancel) is not { } found)
                return null;
            if (found.Open.DefinitionVersion == version)
                return found.Open;
            var carried = CarriedOver.From(found.Draft, before, now, formula, found.Open);
            await End(connection, statement, found.Open.Generation, DraftEnd.Carried, cancel);
            return await Open(connection, statement, version, carried, by, found.Open.ByBody, cancel);
        }, cancel);

    /// <summary>Merges the log into the snapshot, so that reading needs only what came after.</summary>
    internal Task Pack(Guid statement, CancellationToken cancel) => database.Write(async connection =>
    {
        if (await DraftReading.Read(connection, statement, cancel: cancel) is { } found)
            await Keep(connection, statement, found.Open.Generation, found.Draft, cancel);
    }, cancel);

    private static async Task Keep(NpgsqlConnection connection, Guid statement, int generation, Draft draft, CancellationToken cancel)
    {
        var seal = await DraftSeal.Of(connection, statement, cancel);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var (code, section) in draft.Sections)
        {
            var command = new NpgsqlBatchCommand("""
                insert into records.draft_snapshot as kept (statement, generation, section, through, bytes) values ($1, $2, $3, $4, $5)
                on conflict (statement, generation, section) do update set through = excluded.through, bytes = excluded.bytes
                where kept.through < excluded.through
                """);
            command.Parameters.AddWithValue(statement);
            command.Parameters.AddWithValue(generation);
            command.Parameters.AddWithValue(code);
            command.Parameters.AddWithValue(draft.Through);
            command.Parameters.AddWithValue(SnapshotBytes.Write(seal?.Close(code, section) ?? section));
            batch.BatchCommands.Add(command);
        }
        await batch.ExecuteNonQueryAsync(cancel);
    }
}

public enum DraftEnd { Submitted, Discarded, Carried }
