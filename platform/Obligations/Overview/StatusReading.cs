using Entente.Bodies;
using Entente.Records;
using Npgsql;
using NpgsqlTypes;

namespace Entente.Obligations;

/// <summary>
/// Who owed what and what became of it, as far as a person may know it: row security gives each obligation to whom its definition says that
/// status is shown. Every number here opens the rows behind it, which are counted by the same words.
/// </summary>
public sealed class StatusReading(ReadersOf readers, TimeProvider time)
{
    private const string Why = "who owed what, which is a declared release";

    // As it stands now.
    private const string AsNow = """
        with o as (
          select id, seq, party, definition, requirement, period, period_code, due_on, due_at, state, nil, met_at, called
          from obligations.obligation
          where body = @body and starts >= @from and starts < @until and state <> 'lifted'
            and (@parties::text[] is null or party = any (@parties)) and (@definition::text is null or definition = @definition) and (@requirement::uuid is null or requirement = @requirement))

        """;

    // As the last event up to an instant left it; what became known later is not in it.
    private const string AsKnownThen = """
        with o as (
          select b.id, e.seq, b.party, b.definition, b.requirement, b.period, b.period_code, e.due_on, e.due_at, e.state, e.nil, e.met_at, e.called
          from obligations.obligation b
          cross join lateral (select e.* from obligations.event e where e.obligation = b.id and e.at <= @now order by e.at desc, e.seq desc limit 1) e
          where b.body = @body and b.starts >= @from and b.starts < @until and e.state <> 'lifted'
            and (@parties::text[] is null or b.party = any (@parties)) and (@definition::text is null or b.definition = @definition) and (@requirement::uuid is null or b.requirement = @requirement))

        """;

    private const string Counts = """
        count(*) filter (where o.state = 'met' and (o.due_at is null or o.met_at < o.due_at))::int,
        count(*) filter (where o.state = 'met' and o.met_at >= o.due_at)::int,
        count(*) filter (where o.state = 'owed' and o.due_at <= @now)::int,
        count(*) filter (where o.state = 'owed' and (o.due_at is null or o.due_at > @now))::int,
        count(*) filter (where o.state = 'excused')::int,
        count(*) filter (where o.state = 'met' and o.nil)::int
        """;

    /// <summary>The question of the matrix as it stands now, for whoever measures it.</summary>
    public const string MatrixNow = AsNow + $"select o.party, o.definition, o.requirement, any_value(o.id), {Counts} from o group by o.party, o.definition, o.requirement";

    /// <summary>Every party and duty, with how many things are how.</summary>
    public Task<IReadOnlyList<StatusCell>> Matrix(Person? reader, StatusAsked asked, CancellationToken cancel) => Ask<StatusCell>(reader, asked,
        $"select o.party, o.definition, o.requirement, any_value(o.id), {Counts} from o group by o.party, o.definition, o.requirement",
        row => new StatusCell(row.GetString(0), new DutyKey(row.GetString(1), row.IsDBNull(2) ? null : row.GetGuid(2)), Read(row, 4), row.GetGuid(3)), cancel);

    /// <summary>By the year in which the periods begin, of the years asked.</summary>
    public Task<IReadOnlyList<(int Year, StatusCounts Counts)>> Trend(Person? reader, StatusAsked asked, CancellationToken cancel) => Ask(reader, asked,
        $"select extract(year from lower(o.period))::int, 0, 0, 0, {Counts} from o group by 1 order by 1", row => (row.GetInt32(0), Read(row, 4)), cancel);

    /// <summary>The obligations themselves, in the order of their days and parties.</summary>
    public Task<IReadOnlyList<StatusRow>> Rows(Person? reader, StatusAsked asked, CancellationToken cancel) => Ask(reader, asked, """
        select o.id, o.party, o.definition, o.requirement, o.called::text, o.period_code, o.due_on, o.due_at, o.state, o.nil, o.met_at, g.statement, lower(o.period), upper(o.period)
        from o left join obligations.ground g on g.obligation = o.id and g.seq = o.seq and o.state = 'met' order by o.due_at nulls last, o.party, o.definition, o.id
        """, row => StatusRow.Read(row, asked.KnownAt ?? time.GetUtcNow()), cancel);

    /// <summary>What duties are called, by one obligation of each.</summary>
    public Task<IReadOnlyDictionary<Guid, Called>> Names(Person? reader, IEnumerable<Guid> samples, CancellationToken cancel) => readers.As(reader, Why, async connection =>
    {
        await using var command = new NpgsqlCommand("select id, called::text from obligations.obligation where id = any ($1) and called is not null", connection) { Parameters = { new() { Value = samples.ToArray() } } };
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var names = new Dictionary<Guid, Called>();
        while (await rows.ReadAsync(cancel))
            names[rows.GetGuid(0)] = KeptRows.Json<Called>(rows, 1)!;
        return (IReadOnlyDictionary<Guid, Called>)names;
    }, cancel);

    /// <summary>The years for which the reader sees anything, the latest first.</summary>
    public Task<IReadOnlyList<int>> Years(Person? reader, string body, CancellationToken cancel) => readers.As(reader, Why, async connection =>
    {
        // From year to year by the index, rather than over every row.
        await using var command = new NpgsqlCommand("""
            with recursive y (first) as (
              (select date_trunc('year', starts)::date from obligations.obligation where body = $1 order by starts desc limit 1)
              union all
              select (select date_trunc('year', o.starts)::date from obligations.obligation o where o.body = $1 and o.starts < y.first order by o.starts desc limit 1) from y where y.first is not null)
            select extract(year from first)::int from y where first is not null
            """, connection) { Parameters = { new() { Value = body } } };
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var years = new List<int>();
        while (await rows.ReadAsync(cancel))
            years.Add(rows.GetInt32(0));
        return (IReadOnlyList<int>)years;
    }, cancel);

    private Task<IReadOnlyList<T>> Ask<T>(Person? reader, StatusAsked asked, string select, Func<NpgsqlDataReader, T> read, CancellationToken cancel) => readers.As(reader, Why, async connection =>
    {
        if (asked.As is { } another)
        {
            await using var set = new NpgsqlCommand("select set_config('entente.audiences', records.audiences_as($1, $2, house.today(), $3)::text, false)", connection)
            { Parameters = { new() { Value = asked.Body }, new() { Value = another }, new() { Value = (asked.KnownAt ?? time.GetUtcNow()).UtcDateTime } } };
            await set.ExecuteNonQueryAsync(cancel);
        }
        await using var command = new NpgsqlCommand((asked.KnownAt is null ? AsNow : AsKnownThen) + select, connection);
        var with = command.Parameters;
        with.AddWithValue("body", asked.Body);
        with.AddWithValue("from", NpgsqlDbType.Date, asked.From);
        with.AddWithValue("until", NpgsqlDbType.Date, asked.Until);
        with.AddWithValue("parties", NpgsqlDbType.Array | NpgsqlDbType.Text, (object?)asked.Parties?.ToArray() ?? DBNull.Value);
        with.AddWithValue("definition", NpgsqlDbType.Text, (object?)asked.Definition ?? DBNull.Value);
        with.AddWithValue("requirement", NpgsqlDbType.Uuid, (object?)asked.Requirement ?? DBNull.Value);
        with.AddWithValue("now", NpgsqlDbType.TimestampTz, (asked.KnownAt ?? time.GetUtcNow()).UtcDateTime);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var found = new List<T>();
        while (await rows.ReadAsync(cancel))
            found.Add(read(rows));
        return (IReadOnlyList<T>)found;
    }, cancel);

    private static StatusCounts Read(NpgsqlDataReader row, int at) =>
        new(row.GetInt32(at), row.GetInt32(at + 1), row.GetInt32(at + 2), row.GetInt32(at + 3), row.GetInt32(at + 4), row.GetInt32(at + 5));
}
