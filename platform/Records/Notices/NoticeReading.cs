using Dapper;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Disclosure;
using Entente.Records.Content;
using Entente.Records.Reading;
using Entente.Records.Tables;
using Entente.Shared.Data;
using Npgsql;

namespace Entente.Records.Notices;

/// <summary>A notice in a list.</summary>
/// <param name="Read">The version that the reader has seen; null: none.</param>
public sealed record Announced(Guid Id, string Definition, string? Title, int Version, DateTimeOffset MadeAt, int? Read, DateTimeOffset? ReadAt, bool Over, DateTimeOffset? ReplyBy)
{
    public bool IsNew => Read is null;

    public bool Changed => Read < Version;
}

/// <summary>A notice as its reader may see it.</summary>
public sealed record OpenNotice(PublishedDefinition Published, Statement Content, DateTimeOffset MadeAt, string? Reason);

public sealed record GivenReply(string Party, string Text, DateTimeOffset At);

/// <summary>Notices under the policies of their readers, and the marks that readers leave.</summary>
public sealed class NoticeReading(Readings readings, DefinitionCatalogue definitions, Database database, TimeProvider time)
{
    private const string Standing = """
        from records.statement s join records.version v on v.statement = s.id and v.number = s.version
        left join records.audience a on a.id = s.aud
        left join records.notice n on n.statement = s.id
        left join records.read_mark m on m.statement = s.id and m.person = $3
        where s.body = $1 and s.definition || ' ' || s.state = any ($2)
        """;

    public Task<(IReadOnlyList<Announced> Rows, int Total)> List(Person? reader, string body, int offset, int size, CancellationToken cancel) =>
        readings.As(reader, found => Showing.List(found.Item1.Select(row => row.Id)), async connection =>
        {
            await using var batch = new NpgsqlBatch(connection);
            batch.BatchCommands.Add(Narrowed($"select count(*)::int {Standing}", body, reader));
            var page = Narrowed($"select s.id, s.definition, s.title, s.version, greatest(v.made_at, a.opens_at), m.version, m.at, coalesce(n.ends_at <= $4, false), n.reply_by {Standing} order by coalesce(n.ends_at <= $4, false), (m.version is not null and m.version = s.version), greatest(v.made_at, a.opens_at) desc, s.id offset $5 limit $6", body, reader);
            page.Parameters.AddWithValue(time.GetUtcNow().UtcDateTime);
            page.Parameters.AddWithValue(offset);
            page.Parameters.AddWithValue(size);
            batch.BatchCommands.Add(page);
            await using var row = await batch.ExecuteReaderAsync(cancel);
            await row.ReadAsync(cancel);
            var total = row.GetInt32(0);
            await row.NextResultAsync(cancel);
            return ((IReadOnlyList<Announced>)await Read(row, cancel), total);
        }, cancel);

    /// <summary>What somebody has not read, or what changed since.</summary>
    public Task<List<Announced>> Unread(Person reader, string body, int most, CancellationToken cancel) =>
        readings.As(reader, found => Showing.List(found.Select(row => row.Id)), async connection =>
        {
            await using var batch = new NpgsqlBatch(connection);
            var page = Narrowed($"select s.id, s.definition, s.title, s.version, greatest(v.made_at, a.opens_at), m.version, m.at, coalesce(n.ends_at <= $4, false), n.reply_by {Standing} and (m.version is null or m.version < s.version) and (n.ends_at is null or n.ends_at > $4) order by greatest(v.made_at, a.opens_at) desc limit $5", body, reader);
            page.Parameters.AddWithValue(time.GetUtcNow().UtcDateTime);
            page.Parameters.AddWithValue(most);
            batch.BatchCommands.Add(page);
            await using var row = await batch.ExecuteReaderAsync(cancel);
            return await Read(row, cancel);
        }, cancel);

    public Task<OpenNotice?> Find(Person? reader, string body, string definition, Guid id, CancellationToken cancel) =>
        readings.As<OpenNotice?>(reader, Showing.Versions(id), async connection =>
        {
            var head = await connection.QuerySingleOrDefaultAsync<(int Version, int Under, DateTimeOffset At, string? Reason)?>(new CommandDefinition("""
                select v.number, v.definition_version, v.made_at, v.reason from records.statement s join records.version v on v.statement = s.id and v.number = s.version where s.id = @id
                """, new { id }, cancellationToken: cancel));
            return head is var (version, under, at, reason) && await definitions.Find(body, definition, under, cancel) is { } published
                ? new OpenNotice(published, await TypedRows.Load(connection, published, id, version, cancel), at, reason)
                : null;
        }, cancel);

    /// <summary>The replies that the reader may read, each party's last.</summary>
    public Task<List<GivenReply>> Replies(Person? reader, Guid notice, CancellationToken cancel) =>
        readings.As(reader, Showing.Versions(notice), async connection => (await connection.QueryAsync<GivenReply>(new CommandDefinition("""
            select distinct on (party) party as "Party", text as "Text", at as "At" from records.reply where notice = @notice order by party, number desc
            """, new { notice }, cancellationToken: cancel))).AsList(), cancel);

    public Task<List<(string Party, DateTimeOffset At)>> Replied(Person? reader, Guid notice, CancellationToken cancel) =>
        readings.As(reader, Showing.Nothing("which parties replied, to whom the notice says so"), async connection => (await connection.QueryAsync<(string, DateTimeOffset)>(new CommandDefinition("select party, at from records.replied(@notice)", new { notice }, cancellationToken: cancel))).AsList(), cancel);

    /// <summary>How many of each party have read it; empty for whoever does not publish it.</summary>
    public Task<List<(string Party, long Readers)>> ReadBy(Person? reader, Guid notice, CancellationToken cancel) =>
        readings.As(reader, Showing.Nothing("how many of each party have read it"), async connection => (await connection.QueryAsync<(string, long)>(new CommandDefinition("select party, readers from records.read_by(@notice)", new { notice }, cancellationToken: cancel))).AsList(), cancel);

    /// <summary>Notes that somebody has read this version, and says which they had read before.</summary>
    public async Task<(int Version, DateTimeOffset At)?> Mark(Person reader, string body, Guid notice, int version, CancellationToken cancel)
    {
        var before = await readings.As(reader, Showing.Nothing("their own mark"), connection => connection.QuerySingleOrDefaultAsync<(int, DateTimeOffset)?>(new CommandDefinition(
            "select version, at from records.read_mark where statement = @notice and person = @reader", new { notice, reader = reader.Id }, cancellationToken: cancel)), cancel);
        if (before is not var (seen, _) || seen < version)
            await database.Write(connection => connection.ExecuteAsync(new CommandDefinition("""
                insert into records.read_mark as m (statement, person, parties, version, first_at, at) values (@notice, @reader, @parties, @version, @now, @now)
                on conflict (statement, person) do update set version = excluded.version, parties = excluded.parties, at = excluded.at where m.version < excluded.version
                """, new { notice, reader = reader.Id, parties = reader.In(body).Select(holding => holding.Party ?? "").Distinct(StringComparer.Ordinal).ToArray(), version, now = time.GetUtcNow() }, cancellationToken: cancel)), cancel);
        return before;
    }

    // Only what stands is announced: not what is being worked on, nor what was withdrawn.
    private NpgsqlBatchCommand Narrowed(string sql, string body, Person? reader) => new(sql)
    {
        Parameters =
        {
            new() { Value = body },
            new() { Value = definitions.All(body).Where(published => published.Definition.Kind == DefinitionKind.Notice).SelectMany(published => published.Definition.Workflow.States.Where(state => state.Stands).Select(state => $"{published.Definition.Code} {state.Code}")).ToArray() },
            new() { Value = (object?)reader?.Id ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid },
        },
    };

    private static async Task<List<Announced>> Read(NpgsqlDataReader row, CancellationToken cancel)
    {
        var rows = new List<Announced>();
        while (await row.ReadAsync(cancel))
            rows.Add(new Announced(row.GetGuid(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), row.GetInt32(3), row.GetFieldValue<DateTimeOffset>(4),
                row.IsDBNull(5) ? null : row.GetInt32(5), row.IsDBNull(6) ? null : row.GetFieldValue<DateTimeOffset>(6), row.GetBoolean(7), row.IsDBNull(8) ? null : row.GetFieldValue<DateTimeOffset>(8)));
        return rows;
    }
}
