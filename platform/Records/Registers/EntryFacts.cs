using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Drafts;
using Entente.Records.Tables;
using Entente.Records.Writing;
using Npgsql;

namespace Entente.Records.Registers;

/// <summary>Loads what is known of an entry before something is done to it: one more round trip, for registers only.</summary>
internal static class EntryFacts
{
    private const string Last = """
        select act, exists (select from records.entry_merger m where m.statement = $1 and m.undone_in is null), exists (select from records.entry_split p where p.statement = $1 and p.undone_in is not null)
        from records.version where statement = $1 order by number desc limit 1
        """;

    private const string Other = """
        select s.party, s.state, not exists (select from records.entry_merger m where m.statement = s.id and m.undone_in is null)
               and not exists (select from records.entry_split p where p.statement = s.id and p.undone_in is not null)
        from records.statement s where s.body = $3 and s.definition = $4
          and s.id = coalesce($2, (select m.survivor from records.entry_merger m where m.statement = $1 and m.undone_in is null))
        """;

    public static async Task<KnownEntry?> Load(NpgsqlConnection connection, DefinitionCatalogue definitions, PublishedDefinition published, Command command, Known? known, CancellationToken cancel)
    {
        if (published.Definition.Kind != DefinitionKind.Register || known is not { Version: > 0 })
            return null;
        var table = SectionTable.Of(published, RegisterLists.Heading(published.Definition));
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"""
            select valid_from, valid_until, since, until is null, greatest(known_from, nullif(known_until, 'infinity')) from {table.Quoted} where statement = $1 order by valid_from
            """) { Parameters = { new() { Value = command.Statement } } });
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Last) { Parameters = { new() { Value = command.Statement } } });
        var into = command is Amend { Into: { } survivor } ? survivor : (Guid?)null;
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Other)
        {
            Parameters = { new() { Value = command.Statement }, new() { Value = (object?)into ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid }, new() { Value = published.Body }, new() { Value = published.Definition.Code } },
        });
        var entry = await Read(batch, published, into, cancel);
        return command is not (Amend or Split) ? entry : entry with { Content = await Said(connection, definitions, published, command.Statement, entry.Stretches is [.., var last] ? last.Version : known.Version, cancel) };
    }

    private static async Task<KnownEntry> Read(NpgsqlBatch batch, PublishedDefinition published, Guid? into, CancellationToken cancel)
    {
        await using var row = await batch.ExecuteReaderAsync(cancel);
        var (stretches, latest) = (new List<Stretch>(), DateTimeOffset.MinValue);
        while (await row.ReadAsync(cancel))
        {
            if (row.GetBoolean(3))
                stretches.Add(new Stretch(row.GetFieldValue<DateOnly>(0), row.GetFieldValue<DateOnly>(1), row.GetInt32(2)));
            latest = row.GetFieldValue<DateTimeOffset>(4) is var at && at > latest ? at : latest;
        }
        await row.NextResultAsync(cancel);
        await row.ReadAsync(cancel);
        var (merged, takenBack) = (row.GetBoolean(1), row.GetBoolean(2));
        Act? act = !row.IsDBNull(0) && Enum.TryParse<Act>(row.GetString(0), ignoreCase: true, out var last) ? last : null;
        await row.NextResultAsync(cancel);
        var survivor = await row.ReadAsync(cancel) ? new Survivor(into ?? Guid.Empty, row.IsDBNull(0) ? null : row.GetString(0), published.Standing.Contains(row.GetString(1), StringComparer.Ordinal) && row.GetBoolean(2)) : null;
        return new KnownEntry(stretches, act, latest, null, survivor) { Merged = merged, TakenBack = takenBack };
    }

    /// <summary>What a version said, as far as this version of the definition asks the same.</summary>
    public static async Task<Statement?> Said(NpgsqlConnection connection, DefinitionCatalogue definitions, PublishedDefinition published, Guid entry, int version, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select definition_version from records.version where statement = $1 and number = $2", connection) { Parameters = { new() { Value = entry }, new() { Value = version } } };
        if (await command.ExecuteScalarAsync(cancel) is not int under || await definitions.Find(published.Body, published.Definition.Code, under, cancel) is not { } then)
            return null;
        if (under == published.Version)
            return await TypedRows.Load(connection, published, entry, version, cancel);
        return DraftBeginning.Version(await TypedRows.Load(connection, then, entry, version, cancel), version).Draft.Content(published.Definition);
    }
}
