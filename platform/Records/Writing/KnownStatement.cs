using System.Text.Json;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Confidential;
using Entente.Records.Content;
using Npgsql;
using NpgsqlTypes;

namespace Entente.Records.Writing;

/// <summary>A statement as a command finds it, with the segments of its last version: one round trip.</summary>
internal sealed record KnownStatement(Known Known, int DefinitionVersion, IReadOnlyList<Segment> Segments)
{
    private const string Head = """
        select s.party, s.period, s.state, s.version, s.shown_to, s.compiled_in,
               v.definition_version, v.on_behalf and v.confirmed_at is null, v.valid, e.by, e.by_key,
               (select array_agg(distinct o.by) from records.cell_operation o join records.draft d on d.statement = o.statement and d.generation = o.generation
                where o.statement = s.id and o.by is not null and d.ended is distinct from 'discarded' and d.generation > coalesce(
                  -- While a draft is open, its authors; else those of the one that became the last version.
                  (select b.generation from records.draft b where b.statement = s.id and b.ended = 'submitted' order by b.generation desc
                   offset case when exists (select from records.draft w where w.statement = s.id and w.ended is null) then 0 else 1 end limit 1), 0)),
               s.opened_at
        from records.statement s
        left join records.version v on v.statement = s.id and v.number = s.version
        left join lateral (select by, by_key from records.event where statement = s.id and (from_state is distinct from to_state or version is not null) order by turn desc limit 1) e on true
        where s.id = $1 and s.body = $2 and s.definition = $3
        """;

    private const string Waiting = "select id, on_version, content::text, proposed_by, reason from records.proposal where statement = $1 and settled_at is null";

    private const string Parts = """
        select g.section, g.block, a.members, g.salt, g.commitment, g.bytes, g.aud, g.since
        from records.segment g join records.audience a on a.id = g.aud
        where g.statement = $1 and g.until is null and ($2::text[] is null or g.section = any ($2))
        """;

    /// <param name="only">The sections whose segments are needed; null: all of them. Those of a large table are as large as it is.</param>
    public static async Task<KnownStatement?> Load(NpgsqlConnection connection, Command command, Definition definition, CancellationToken cancel, IReadOnlyList<string>? only = null)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Head) { Parameters = { new() { Value = command.Statement }, new() { Value = command.Body }, new() { Value = command.Code } } });
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Waiting) { Parameters = { new() { Value = command.Statement } } });
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Parts) { Parameters = { new() { Value = command.Statement }, new() { Value = (object?)only?.ToArray() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text } } });
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        if (!await rows.ReadAsync(cancel))
            return null;
        var (known, version) = Read(rows, command.Statement);
        await rows.NextResultAsync(cancel);
        if (await rows.ReadAsync(cancel))
            known = known with { Proposal = new Proposal(rows.GetGuid(0), rows.GetInt32(1), Content(definition, Opened(connection, command.Statement, rows.GetString(2))), Maybe<Guid>(rows, 3), rows.GetString(4)) };
        await rows.NextResultAsync(cancel);
        var segments = new List<Segment>();
        while (await rows.ReadAsync(cancel))
            segments.Add(new Segment(rows.GetString(0), rows.GetInt32(1), rows.GetFieldValue<string[]>(2), rows.GetFieldValue<byte[]>(3), rows.GetFieldValue<byte[]>(4),
                Boxed.Open(connection, Boxed.Segment(command.Statement, rows.GetString(0), rows.GetInt32(1), rows.GetInt32(6), rows.GetInt32(7)), rows.GetFieldValue<byte[]>(5)) is { } bytes ? Packed.Open(bytes) : []) { Aud = rows.GetInt32(6) });
        return new KnownStatement(known, version, segments);
    }

    /// <summary>The content of a proposal, which is kept as the segments it would make.</summary>
    internal static string Text(IEnumerable<Segment> segments) => $"[{string.Join(',', segments.Select(segment => Canonical.Text(segment.Bytes)))}]";

    /// <summary>A proposal's segments as they were closed when they were kept.</summary>
    internal static string Opened(NpgsqlConnection connection, Guid statement, string content) => Boxed.Open(connection, Boxed.Of("proposal", statement), content, erased: "[]");

    internal static Statement Content(Definition definition, string segments)
    {
        var content = new Statement(definition);
        using var list = JsonDocument.Parse(segments);
        foreach (var segment in list.RootElement.EnumerateArray())
            global::Entente.Records.Writing.Segments.Put(content, JsonSerializer.SerializeToUtf8Bytes(segment));
        return content;
    }

    private static (Known Known, int DefinitionVersion) Read(NpgsqlDataReader row, Guid id)
    {
        Guid? person = Maybe<Guid>(row, 9), key = Maybe<Guid>(row, 10);
        var last = person is null && key is null ? null : new Actor(person, key, []);
        var known = new Known(id, row.IsDBNull(0) ? null : row.GetString(0), Span(row, 1), row.GetString(2), row.GetInt32(3), row.GetString(4),
            Maybe<Guid>(row, 5), last, row.IsDBNull(11) ? [] : row.GetFieldValue<Guid[]>(11), !row.IsDBNull(7) && row.GetBoolean(7), null) { Valid = Span(row, 8), OpenedAt = row.GetFieldValue<DateTimeOffset>(12) };
        return (known, row.IsDBNull(6) ? 0 : row.GetInt32(6));
    }

    private static T? Maybe<T>(NpgsqlDataReader row, int column) where T : struct => row.IsDBNull(column) ? null : row.GetFieldValue<T>(column);

    private static Period? Span(NpgsqlDataReader row, int column)
    {
        if (row.IsDBNull(column))
            return null;
        var range = row.GetFieldValue<NpgsqlRange<DateOnly>>(column);
        return new Period(range.LowerBoundInfinite ? null : range.LowerBound, range.UpperBoundInfinite ? null : range.UpperBound);
    }
}
