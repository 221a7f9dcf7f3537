using Entente.Bodies;
using Entente.Disclosure;
using Entente.Records.Reading;
using Npgsql;
using NpgsqlTypes;

namespace Entente.Records.Pages;

/// <summary>What a list shows of a statement, and every page about it at its top.</summary>
public sealed record Filed(
    Guid Id, string Body, string Definition, string? Party, Period? Period, string? Number, string State, int Version, string? Title,
    Guid? OpenedBy, DateTimeOffset ChangedAt, Period? Valid);

/// <summary>Which statements a list is about; what is null does not narrow it.</summary>
public sealed record Asked(string Body, string Definition)
{
    public string? Party { get; init; }

    public string? State { get; init; }

    public string? Text { get; init; }

    public Period? Period { get; init; }

    /// <summary>For a register: what holds on this day.</summary>
    public DateOnly? On { get; init; }

    /// <summary>The columns to order by, checked before they come here.</summary>
    public string Sort { get; init; } = "changed";

    public bool Descending { get; init; }
}

/// <summary>Statements as their reader may see them.</summary>
public sealed class FiledStatements(Readings readings)
{
    private const string Columns = """
        s.id, s.body, s.definition, s.party, lower(s.period), upper(s.period), s.number, s.state, s.version, s.title, s.opened_by, s.changed_at, lower(v.valid), upper(v.valid)
        from records.statement s left join records.version v on v.statement = s.id and v.number = s.version
        """;

    private const string Narrowed = """

        where s.body = $1 and s.definition = $2
          and ($3::text is null or s.party = $3) and ($4::text is null or s.state = $4)
          and ($5::text is null or position(lower($5) in lower(coalesce(s.title, '') || ' ' || coalesce(s.number, ''))) > 0)
          and ($6::daterange is null or s.period = $6) and ($7::date is null or v.valid @> $7)
        """;

    public Task<Filed?> Find(Person? reader, string body, string definition, Guid id, CancellationToken cancel) =>
        readings.As(reader, Showing.At(id), async connection =>
        {
            await using var command = new NpgsqlCommand($"select {Columns} where s.id = $1 and s.body = $2 and s.definition = $3", connection) { Parameters = { new() { Value = id }, new() { Value = body }, new() { Value = definition } } };
            return (await Read(command, cancel)).SingleOrDefault();
        }, cancel);

    /// <summary>The party's statement of a period; at most one.</summary>
    public Task<Filed?> Of(Person reader, string body, string definition, string? party, Period? period, CancellationToken cancel) =>
        readings.As(reader, found => Showing.At(found!.Id), async connection =>
        {
            await using var command = new NpgsqlCommand($"select {Columns} where s.body = $1 and s.definition = $2 and s.party is not distinct from $3 and s.period is not distinct from $4 limit 1", connection);
            command.Parameters.AddWithValue(body);
            command.Parameters.AddWithValue(definition);
            command.Parameters.Add(Text(party));
            command.Parameters.Add(Range(period));
            return (await Read(command, cancel)).SingleOrDefault();
        }, cancel);

    public Task<(IReadOnlyList<Filed> Rows, int Total)> List(Person? reader, Asked asked, int offset, int size, CancellationToken cancel) =>
        readings.As(reader, found => Showing.List(found.Item1.Select(row => row.Id)), async connection =>
        {
            await using var batch = new NpgsqlBatch(connection);
            batch.BatchCommands.Add(Command($"select count(*)::int from records.statement s left join records.version v on v.statement = s.id and v.number = s.version {Narrowed}", asked));
            var page = Command($"select {Columns} {Narrowed} order by {Order(asked)}, s.id offset $8 limit $9", asked);
            page.Parameters.AddWithValue(offset);
            page.Parameters.AddWithValue(size);
            batch.BatchCommands.Add(page);
            await using var rows = await batch.ExecuteReaderAsync(cancel);
            await rows.ReadAsync(cancel);
            var total = rows.GetInt32(0);
            await rows.NextResultAsync(cancel);
            return ((IReadOnlyList<Filed>)await Read(rows, cancel), total);
        }, cancel);

    /// <summary>What somebody has to do with: all that is not settled, of these parties of a body.</summary>
    public Task<List<Filed>> Unsettled(Person reader, string body, IReadOnlyList<string?> parties, IReadOnlyList<string> settled, int most, CancellationToken cancel) =>
        readings.As(reader, found => Showing.List(found.Select(row => row.Id)), async connection =>
        {
            await using var command = new NpgsqlCommand($"""
                select {Columns}
                where s.body = $1 and (s.party = any ($2) or ($3 and s.party is null)) and s.definition || ' ' || s.state <> all ($4)
                order by s.changed_at desc limit $5
                """, connection);
            command.Parameters.AddWithValue(body);
            command.Parameters.AddWithValue(parties.OfType<string>().ToArray());
            command.Parameters.AddWithValue(parties.Contains(null));
            command.Parameters.AddWithValue(settled.ToArray());
            command.Parameters.AddWithValue(most);
            return await Read(command, cancel);
        }, cancel);

    /// <summary>What waits for the word of these parties: proposed corrections, and what was entered for them.</summary>
    public Task<List<Filed>> WaitingFor(Person reader, string body, IReadOnlyList<string> parties, int most, CancellationToken cancel) =>
        readings.As(reader, found => Showing.List(found.Select(row => row.Id)), async connection =>
        {
            await using var command = new NpgsqlCommand($"""
                select {Columns}
                where s.body = $1 and s.party = any ($2) and s.own_aud = any (records.reading())
                  and (v.on_behalf and v.confirmed_at is null or exists (select from records.proposal p where p.statement = s.id and p.settled_at is null))
                order by s.changed_at desc limit $3
                """, connection) { Parameters = { new() { Value = body }, new() { Value = parties.ToArray() }, new() { Value = most } } };
            return await Read(command, cancel);
        }, cancel);

    private static string Order(Asked asked)
    {
        var column = asked.Sort switch { "party" => "s.party", "period" => "s.period", "state" => "s.state", "title" => "s.title", "number" => "s.number", _ => "s.changed_at" };
        return column + (asked.Descending ? " desc nulls last" : " nulls last");
    }

    private static NpgsqlBatchCommand Command(string sql, Asked asked) => new(sql)
    {
        Parameters =
        {
            new() { Value = asked.Body }, new() { Value = asked.Definition }, Text(asked.Party), Text(asked.State), Text(asked.Text), Range(asked.Period),
            new() { NpgsqlDbType = NpgsqlDbType.Date, Value = (object?)asked.On ?? DBNull.Value },
        },
    };

    private static NpgsqlParameter Text(string? text) => new() { NpgsqlDbType = NpgsqlDbType.Text, Value = (object?)text ?? DBNull.Value };

    private static NpgsqlParameter Range(Period? period) => new()
    {
        NpgsqlDbType = NpgsqlDbType.DateRange,
        Value = period is { From: { } from, Until: { } until } ? new NpgsqlRange<DateOnly>(from, true, until, false) : DBNull.Value,
    };

    private static async Task<List<Filed>> Read(NpgsqlCommand command, CancellationToken cancel)
    {
        await using var rows = await command.ExecuteReaderAsync(cancel);
        return await Read(rows, cancel);
    }

    private static async Task<List<Filed>> Read(NpgsqlDataReader rows, CancellationToken cancel)
    {
        var heads = new List<Filed>();
        while (await rows.ReadAsync(cancel))
            heads.Add(new Filed(rows.GetGuid(0), rows.GetString(1), rows.GetString(2), Text(3), Period(4), Text(6), rows.GetString(7), rows.GetInt32(8), Text(9),
                rows.IsDBNull(10) ? null : rows.GetGuid(10), rows.GetFieldValue<DateTimeOffset>(11), Period(12)));
        return heads;

        string? Text(int column) => rows.IsDBNull(column) ? null : rows.GetString(column);

        DateOnly? Day(int column) => rows.IsDBNull(column) ? null : rows.GetFieldValue<DateOnly>(column);

        Period? Period(int column) => Day(column) is null && Day(column + 1) is null ? null : new Period(Day(column), Day(column + 1));
    }
}
