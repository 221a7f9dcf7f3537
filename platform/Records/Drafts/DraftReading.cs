using System.Text.Json;
using Entente.Records.Confidential;
using Npgsql;

namespace Entente.Records.Drafts;

/// <summary>Reads drafts, on whatever connection: under row security for whoever looks, on the writer's for what is then written.</summary>
public static class DraftReading
{
    private static readonly TimeSpan Present = TimeSpan.FromMinutes(2);
    private const string Open = """
        select d.statement, d.generation, d.definition_version, d.base_version, d.origin, d.sequence, d.opened_by, d.opened_at, d.changed_at, d.aside::text, d.by_body
        from records.draft d where d.statement = $1 and d.ended is null
        """;

    /// <summary>The draft that is open; null where none is, or none that the reader may see.</summary>
    public static async Task<OpenDraft?> Find(NpgsqlConnection connection, Guid statement, CancellationToken cancel = default)
    {
        await using var command = new NpgsqlCommand(Open, connection) { Parameters = { new() { Value = statement } } };
        await using var rows = await command.ExecuteReaderAsync(cancel);
        return await rows.ReadAsync(cancel) ? ReadOpen(connection, rows) : null;
    }

    /// <summary>The draft with all it says; or only one of its sections.</summary>
    public static async Task<(OpenDraft Open, Draft Draft)?> Read(NpgsqlConnection connection, Guid statement, string? section = null, CancellationToken cancel = default)
    {
        // One statement: what is read belongs together, whatever is added meanwhile.
        await using var command = new NpgsqlCommand("""
            with open as (select * from records.draft where statement = $1 and ended is null),
            kept as (select s.* from records.draft_snapshot s join open d on s.statement = d.statement and s.generation = d.generation where $2::text is null or s.section = $2)
            select 1 as part, k.section, k.through, k.bytes, null::uuid as id, 0::bigint as sequence, null::text as kind, null::uuid as row_id, null::text as field, null::text as place,
                   null::text as was, null::text as now, null::text as client, 0::bigint as seen, null::uuid as by, null::timestamptz as made_at,
                   null::int as generation, 0 as definition_version, 0 as base_version, null::text as origin, null::timestamptz as opened_at, null::text as aside, false as by_body
            from kept k
            union all
            select 2, o.section, 0, null, o.id, o.sequence, o.kind, o.row_id, o.field, o.place, o.was, o.now, o.client, o.seen, o.by, o.made_at, null, 0, 0, null, null, null, false
            from records.cell_operation o join open d on o.statement = d.statement and o.generation = d.generation
            where o.sequence > coalesce((select min(k.through) from kept k), 0) and ($2::text is null or o.section = $2)
            union all
            select 3, null, 0, null, null, d.sequence, null, null, null, null, null, null, null, 0, d.opened_by, d.changed_at, d.generation, d.definition_version, d.base_version, d.origin, d.opened_at, d.aside::text, d.by_body
            from open d
            order by part, sequence
            """, connection);
        command.Parameters.AddWithValue(statement);
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text, Value = (object?)section ?? DBNull.Value });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        return await Gather(connection, rows, statement, cancel);
    }

    /// <summary>What changed after <paramref name="since"/>; null where no draft is open.</summary>
    /// <param name="client">Whose own changes need no telling.</param>
    public static async Task<News?> Since(NpgsqlConnection connection, OpenDraft draft, long since, string? client, DateTimeOffset now, CancellationToken cancel = default)
    {
        await using var batch = new NpgsqlBatch(connection);
        // What is added between the two questions is told twice rather than not at all.
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Open) { Parameters = { new() { Value = draft.Statement } } });
        batch.BatchCommands.Add(DraftLog.Since(draft.Statement, draft.Generation, since));
        batch.BatchCommands.Add(Others(draft, now));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        if (!await rows.ReadAsync(cancel) || ReadOpen(connection, rows) is not { } open || open.Generation != draft.Generation)
            return null;
        await rows.NextResultAsync(cancel);
        var operations = await DraftLog.Read(connection, draft.Statement, rows, cancel);
        await rows.NextResultAsync(cancel);
        var others = new List<Colleague>();
        while (await rows.ReadAsync(cancel))
            others.Add(new Colleague(rows.GetGuid(0), rows.GetFieldValue<DateTimeOffset>(1)));
        return Tell(open, operations, since, client, others);
    }

    internal static News Tell(OpenDraft open, List<Operation> operations, long since, string? client, IReadOnlyList<Colleague> others)
    {
        var merged = Draft.Merge(new Draft(0, new Dictionary<string, DraftSection>()), operations);
        var cells = new List<CellNews>();
        var rows = new Dictionary<(string, Guid), RowNews>();
        foreach (var operation in operations.Where(operation => operation.Sequence > since).DistinctBy(operation => (operation.Section, operation.Row, operation.Field)))
        {
            var row = merged.Sections[operation.Section].Rows[operation.Row];
            if (operation.Field is null || row.Presence.Heads is not null)
                rows[(operation.Section, operation.Row)] = new RowNews(operation.Section, operation.Row, row.Removed ? null : row.Order, row.Unsettled);
            if (operation.Field is null)
                continue;
            var rivals = merged.Sections[operation.Section][operation.Row, operation.Field].Rivals;
            if (rivals is not [var only] || only.Client != client)
                cells.Add(new CellNews(operation.Section, operation.Row, operation.Field, rivals));
        }
        return new News(open, cells, [.. rows.Values], others);
    }

    private static async Task<(OpenDraft, Draft)?> Gather(NpgsqlConnection connection, NpgsqlDataReader rows, Guid statement, CancellationToken cancel)
    {
        var sections = new Dictionary<string, DraftSection>(StringComparer.Ordinal);
        var through = new Dictionary<string, long>(StringComparer.Ordinal);
        var operations = new List<Operation>();
        while (await rows.ReadAsync(cancel))
        {
            switch (rows.GetInt32(0))
            {
                case 1:
                    sections[rows.GetString(1)] = Opened(connection, statement, rows.GetString(1), SnapshotBytes.Read(rows.GetFieldValue<byte[]>(3)));
                    through[rows.GetString(1)] = rows.GetInt64(2);
                    break;
                case 2:
                    // A section that was packed later than another holds these already.
                    if (rows.GetInt64(5) > through.GetValueOrDefault(rows.GetString(1)))
                        operations.Add(ReadOperation(connection, statement, rows));
                    break;
                default:
                    var open = new OpenDraft(statement, rows.GetInt32(16), rows.GetInt32(17), rows.GetInt32(18), Origin(rows.GetString(19)), rows.GetInt64(5),
                        Person(rows, 14), rows.GetFieldValue<DateTimeOffset>(20), rows.GetFieldValue<DateTimeOffset>(15), Aside(connection, statement, rows.GetString(21))) { ByBody = rows.GetBoolean(22) };
                    return (open, Draft.Merge(new Draft(0, sections), operations) with { Through = open.Sequence });
            }
        }
        return null;
    }

    private static Operation ReadOperation(NpgsqlConnection connection, Guid statement, NpgsqlDataReader rows)
    {
        return new Operation(rows.GetGuid(4), rows.GetInt64(5), OperationKinds.Read(rows.GetString(6)), rows.GetString(1), rows.GetGuid(7), Text(8), Text(9), Said(10), Said(11),
            rows.GetString(12), rows.GetInt64(13), Person(rows, 14), rows.GetFieldValue<DateTimeOffset>(15));

        string? Text(int column) => rows.IsDBNull(column) ? null : rows.GetString(column);

        string? Said(int column) => Text(column) is { } text && Text(8) is { } field ? Boxed.Open(connection, Boxed.Drafted(statement, rows.GetString(1), rows.GetGuid(7), field), text) : null;
    }

    private static DraftSection Opened(NpgsqlConnection connection, Guid statement, string code, DraftSection section) =>
        section.Each((row, field, text) => text is null ? null : Boxed.Open(connection, Boxed.Drafted(statement, code, row, field), text));

    private static NpgsqlBatchCommand Others(OpenDraft draft, DateTimeOffset now)
    {
        var command = new NpgsqlBatchCommand("""
            select o.by, max(o.added_at) from records.cell_operation o
            where o.statement = $1 and o.generation = $2 and o.by is not null and o.added_at > $3
              and o.sequence > (select d.sequence - 1000 from records.draft d where d.statement = $1 and d.generation = $2)
            group by o.by order by max(o.added_at) desc
            """);
        command.Parameters.AddWithValue(draft.Statement);
        command.Parameters.AddWithValue(draft.Generation);
        command.Parameters.AddWithValue(now - Present);
        return command;
    }

    private static OpenDraft ReadOpen(NpgsqlConnection connection, NpgsqlDataReader rows) => new(
        rows.GetGuid(0), rows.GetInt32(1), rows.GetInt32(2), rows.GetInt32(3), Origin(rows.GetString(4)), rows.GetInt64(5), Person(rows, 6),
        rows.GetFieldValue<DateTimeOffset>(7), rows.GetFieldValue<DateTimeOffset>(8), Aside(connection, rows.GetGuid(0), rows.GetString(9))) { ByBody = rows.GetBoolean(10) };

    internal static string Word(DraftOrigin origin) => origin == DraftOrigin.LastPeriod ? "last-period" : origin.ToString().ToLowerInvariant();

    private static DraftOrigin Origin(string word) => Enum.GetValues<DraftOrigin>().First(origin => Word(origin) == word);

    private static Guid? Person(NpgsqlDataReader rows, int column) => rows.IsDBNull(column) ? null : rows.GetGuid(column);

    private static SetAside[] Aside(NpgsqlConnection connection, Guid statement, string json) =>
        [.. (JsonSerializer.Deserialize<SetAside[]>(json, JsonSerializerOptions.Web) ?? []).Select(one => one with { Answer = Boxed.Open(connection, Boxed.Drafted(statement, one.Section, one.Row, one.Field), one.Answer) })];
}
