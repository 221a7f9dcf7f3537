using Entente.Bodies;
using Entente.Disclosure;
using Entente.Records.Reading;
using Entente.Records.Writing;
using Npgsql;
using NpgsqlTypes;

namespace Entente.Records.Registers;

/// <summary>What somebody asked to be done with an entry, and what became of it.</summary>
/// <param name="Act">An act, or the step of the workflow that is asked for.</param>
/// <param name="OnVersion">The version of the entry that was seen.</param>
/// <param name="Outcome">Null: it waits.</param>
/// <param name="Answer">What the body's people said.</param>
public sealed record EntryRequest(Guid Id, Guid Entry, string? Title, string? Party, string Act, Period? Valid, string? Reason, DateTimeOffset At, Guid? By, int OnVersion, RequestOutcome? Outcome, string? Answer, DateTimeOffset? SettledAt, Guid? SettledBy)
{
    public bool Waits => Outcome is null;
}

/// <summary>Requests about entries, for those who asked and those who answer; nobody else knows of them.</summary>
public sealed class RequestReading(Readings readings, DefinitionCatalogue definitions)
{
    private const string Columns = """
        select r.id, r.statement, coalesce(s.title, r.title), s.party, r.act, r.valid, r.reason, r.asked_at, r.asked_by, r.on_version, r.outcome, r.answer, r.settled_at, r.settled_by
        from records.entry_request r join records.statement s on s.id = r.statement
        """;

    /// <summary>Those that wait, the oldest first; then those that were answered, the latest first.</summary>
    public Task<List<EntryRequest>> Of(Person reader, string body, string definition, int from, int most, CancellationToken cancel) =>
        Many(reader, $"{Columns} where s.body = $1 and s.definition = $2 order by r.settled_at desc nulls first, r.asked_at offset $3 limit $4", cancel, body, definition, from, most);

    /// <summary>All about one entry, the latest first.</summary>
    public Task<List<EntryRequest>> About(Person reader, Guid entry, CancellationToken cancel) =>
        Many(reader, $"{Columns} where r.statement = $1 order by r.asked_at desc limit 20", cancel, entry);

    /// <summary>What waits at a body, with the definition that each is about.</summary>
    public Task<List<(string Definition, EntryRequest Request)>> Waiting(Person reader, string body, int most, CancellationToken cancel) =>
        readings.As(reader, found => Showing.List(found.Select(one => one.Item2.Entry)), async connection =>
        {
            await using var command = new NpgsqlCommand($"{Columns.Replace("r.settled_by", "r.settled_by, s.definition", StringComparison.Ordinal)} where s.body = $1 and r.settled_at is null order by r.asked_at limit $2", connection) { Parameters = { new() { Value = body }, new() { Value = most } } };
            await using var row = await command.ExecuteReaderAsync(cancel);
            var waiting = new List<(string, EntryRequest)>();
            while (await row.ReadAsync(cancel))
                waiting.Add((row.GetString(14), Read(row)));
            return waiting;
        }, cancel);

    public Task<int> Count(Person reader, string body, string definition, CancellationToken cancel) =>
        readings.As(reader, Showing.Nothing("how many requests wait"), async connection =>
        {
            await using var command = new NpgsqlCommand("select count(*)::int from records.entry_request r join records.statement s on s.id = r.statement where s.body = $1 and s.definition = $2 and r.settled_at is null", connection) { Parameters = { new() { Value = body }, new() { Value = definition } } };
            return (int)(await command.ExecuteScalarAsync(cancel))!;
        }, cancel);

    /// <summary>One request with all that it asks for.</summary>
    public Task<(EntryRequest Request, Command Wanted)?> Find(Person reader, PublishedDefinition published, Guid entry, Guid request, CancellationToken cancel) =>
        readings.As<(EntryRequest, Command)?>(reader, Showing.History(entry), async connection =>
        {
            await using var command = new NpgsqlCommand($"{Columns.Replace("r.settled_by", "r.settled_by, r.wanted::text, r.definition_version", StringComparison.Ordinal)} where r.id = $1 and r.statement = $2", connection) { Parameters = { new() { Value = request }, new() { Value = entry } } };
            await using var row = await command.ExecuteReaderAsync(cancel);
            if (!await row.ReadAsync(cancel))
                return null;
            var (found, wanted, under) = (Read(row), row.GetString(14), row.GetInt32(15));
            var then = await definitions.Find(published.Body, published.Definition.Code, under, cancel) ?? published;
            return (found, RequestWriting.Read(wanted, published.Body, then.Definition, published.Definition, entry));
        }, cancel);

    private Task<List<EntryRequest>> Many(Person reader, string sql, CancellationToken cancel, params object[] values) =>
        readings.As(reader, found => Showing.List(found.Select(one => one.Entry)), async connection =>
        {
            await using var command = new NpgsqlCommand(sql, connection);
            foreach (var value in values)
                command.Parameters.Add(new NpgsqlParameter { Value = value });
            await using var row = await command.ExecuteReaderAsync(cancel);
            var found = new List<EntryRequest>();
            while (await row.ReadAsync(cancel))
                found.Add(Read(row));
            return found;
        }, cancel);

    private static EntryRequest Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), Text(row, 2), Text(row, 3), row.GetString(4), Days(row, 5), Text(row, 6), row.GetFieldValue<DateTimeOffset>(7), Id(row, 8), row.GetInt32(9),
        row.IsDBNull(10) ? null : Enum.Parse<RequestOutcome>(row.GetString(10), ignoreCase: true), Text(row, 11), row.IsDBNull(12) ? null : row.GetFieldValue<DateTimeOffset>(12), Id(row, 13));

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static Guid? Id(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetGuid(column);

    private static Period? Days(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetFieldValue<NpgsqlRange<DateOnly>>(column) is var range ? new Period(range.LowerBoundInfinite ? null : range.LowerBound, range.UpperBoundInfinite ? null : range.UpperBound) : null;
}
