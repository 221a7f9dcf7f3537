using Entente.Bodies;
using Entente.Records;
using Npgsql;

namespace Entente.Obligations;

/// <summary>Something that a party owes, as its people see it.</summary>
/// <param name="Requirement">The entry of a register of requirements; null for a return.</param>
/// <param name="DueOn">The last day on which it is in time; null: it has no deadline.</param>
/// <param name="GivenTo">The colleague to whom it is given; null: to nobody in particular.</param>
public sealed record OwedItem(Guid Id, string Body, string Definition, string Party, Guid? Requirement, Called? Called, DateOnly Start, DateOnly End, string PeriodCode,
    DateOnly? DueOn, DateTimeOffset? DueAt, DutyReason? Reason, IReadOnlyList<DutyStep> Sum, Guid? GivenTo, string? Note);

/// <summary>What is owed, for whoever declares for a party.</summary>
public sealed class Owed(ReadersOf readers, TimeProvider time)
{
    private const string Open = """
        select o.id, o.body, o.definition, o.party, o.requirement, o.called::text, lower(o.period), upper(o.period), o.period_code, o.due_on, o.due_at, g.reason::text, g.sum::text, d.person, d.note
        from unnest($1::text[], $2::text[]) mine (body, party)
        join obligations.obligation o on o.body = mine.body and o.party = mine.party and o.state = 'owed'
        join obligations.ground g on g.obligation = o.id and g.seq = o.seq
        left join obligations.delegation d on d.obligation = o.id and d.until is null
        order by o.due_at nulls last, upper(o.period), o.body, o.definition, o.id
        limit $3
        """;

    // More than anybody can go through; beyond it the status pages of each body have the rest.
    private const int Most = 2000;

    /// <summary>What the parties owe for which this person enters, approves or submits, in all bodies, the most urgent first. Periods that begin within the next days are among it.</summary>
    public Task<IReadOnlyList<OwedItem>> Of(Person person, CancellationToken cancel = default) => Of(person, body: null, cancel);

    /// <summary>The same in one body.</summary>
    public async Task<IReadOnlyList<OwedItem>> Of(Person person, string? body, CancellationToken cancel = default)
    {
        var mine = person.Holdings.Where(holding => holding.Party is not null && (body is null || holding.Body == body) && holding.Rights.Any(right => right is Right.Enter or Right.Approve or Right.Submit))
            .Select(holding => (holding.Body, Party: holding.Party!)).Distinct().ToList();
        return mine.Count == 0 ? [] : await readers.As(person, "what one's own party owes", connection => Read(connection, mine, cancel), cancel);
    }

    /// <summary>Whether it can still be in time.</summary>
    public bool IsLate(OwedItem item) => item.DueAt <= time.GetUtcNow();

    private static async Task<IReadOnlyList<OwedItem>> Read(NpgsqlConnection connection, List<(string Body, string Party)> mine, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Open, connection) { Parameters = { new() { Value = mine.Select(one => one.Body).ToArray() }, new() { Value = mine.Select(one => one.Party).ToArray() }, new() { Value = Most } } };
        await using var row = await command.ExecuteReaderAsync(cancel);
        var items = new List<OwedItem>();
        while (await row.ReadAsync(cancel))
            items.Add(new OwedItem(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), KeptRows.Maybe<Guid>(row, 4), KeptRows.Json<Called>(row, 5), row.GetFieldValue<DateOnly>(6), row.GetFieldValue<DateOnly>(7), row.GetString(8),
                KeptRows.Maybe<DateOnly>(row, 9), KeptRows.Maybe<DateTimeOffset>(row, 10), KeptRows.Json<DutyReason>(row, 11), KeptRows.Json<List<DutyStep>>(row, 12) ?? [], KeptRows.Maybe<Guid>(row, 13), row.IsDBNull(14) ? null : row.GetString(14)));
        return items;
    }
}

/// <summary>One thing that is owed, or was, with all that became known about it, the first first.</summary>
public sealed record OwedHistory(Guid Id, string Body, string Definition, string Party, Guid? Requirement, DateOnly Start, DateOnly End, string PeriodCode, State State, IReadOnlyList<Happening> Events)
{
    public Status Now => Events[^1].Status;
}

/// <summary>Why something is owed, how its day was worked out, and what became of it: for the party and the body's serving people.</summary>
public sealed class WhyOwed(ReadersOf readers)
{
    private const string Ever = """
        select o.body, o.definition, o.party, o.requirement, lower(o.period), upper(o.period), o.period_code, o.state,
               e.seq, e.kind, e.at, e.derived, e.state, e.due_on, e.due_at, e.nil, e.met_at, e.called::text, g.reason::text, g.sum::text, g.statement, g.version, g.note
        from obligations.obligation o join obligations.event e on e.obligation = o.id join obligations.ground g on g.obligation = e.obligation and g.seq = e.seq
        where o.id = $1 and ($2::timestamptz is null or e.at <= $2)
        order by e.seq
        """;

    /// <summary>Null where there is none that this person may know of.</summary>
    /// <param name="at">As it was known then; null: as it is known now.</param>
    public Task<OwedHistory?> Of(Person? reader, Guid obligation, DateTimeOffset? at = null, CancellationToken cancel = default) => readers.As(reader, "why something is owed", async connection =>
    {
        await using var command = new NpgsqlCommand(Ever, connection) { Parameters = { new() { Value = obligation }, new() { Value = (object?)at?.UtcDateTime ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz } } };
        await using var row = await command.ExecuteReaderAsync(cancel);
        OwedHistory? history = null;
        var events = new List<Happening>();
        while (await row.ReadAsync(cancel))
        {
            history ??= new OwedHistory(obligation, row.GetString(0), row.GetString(1), row.GetString(2), KeptRows.Maybe<Guid>(row, 3), row.GetFieldValue<DateOnly>(4), row.GetFieldValue<DateOnly>(5), row.GetString(6), StateOf(row.GetString(7)), events);
            events.Add(new Happening(row.GetInt32(8), Enum.Parse<EventKind>(row.GetString(9).Replace("-", "", StringComparison.Ordinal), ignoreCase: true), row.GetFieldValue<DateTimeOffset>(10), row.GetBoolean(11),
                new Status(StateOf(row.GetString(12)), KeptRows.Maybe<DateOnly>(row, 13), KeptRows.Maybe<DateTimeOffset>(row, 14), row.GetBoolean(15), KeptRows.Maybe<DateTimeOffset>(row, 16),
                    KeptRows.Json<Called>(row, 17), KeptRows.Json<DutyReason>(row, 18), KeptRows.Json<List<DutyStep>>(row, 19) ?? [], KeptRows.Maybe<Guid>(row, 20), KeptRows.Maybe<int>(row, 21), row.IsDBNull(22) ? null : row.GetString(22))));
        }
        return history;
    }, cancel);

    private static State StateOf(string word) => Enum.Parse<State>(word, ignoreCase: true);
}
