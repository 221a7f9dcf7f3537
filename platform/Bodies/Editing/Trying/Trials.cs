using System.Text.Json;
using Dapper;
using Entente.Shared.Data;
using Entente.Shared.Jobs;
using Npgsql;

namespace Entente.Bodies.Editing;

/// <summary>The test spaces of a body: opened for a proposal, brought up to it, closed.</summary>
public sealed class Trials(Database database, Queue queue, TimeProvider time)
{
    /// <summary>The one that is open for a proposal.</summary>
    public Task<Trial?> Of(Person reader, Guid proposal, CancellationToken cancel) => One(reader, "proposal = @of and closed_at is null", proposal, cancel);

    /// <summary>By its code, open or closed.</summary>
    public Task<Trial?> Find(Person reader, string body, CancellationToken cancel) => One(reader, "body = @of", body, cancel);

    /// <summary>Those of a body that the reader was asked to try, or has tried, the last one first.</summary>
    public async Task<IReadOnlyList<Trial>> All(Person reader, string body, CancellationToken cancel) =>
        [.. (await database.Read(reader.Id, connection => Read(connection, "of_body = @of order by opened_at desc", body, cancel), cancel)).Where(trial => trial.Asks(reader))];

    /// <summary>Opens a space for the proposal, or brings the one that is open up to it.</summary>
    public Task Open(Person by, Proposal proposal, IReadOnlyList<string>? parties, DateOnly? lastDay, CancellationToken cancel) => database.Write(async connection =>
    {
        await connection.ExecuteAsync("select pg_advisory_xact_lock(hashtextextended('open a test space: ' || @body, 0))", new { body = proposal.Body });
        var code = (await Read(connection, "proposal = @of and closed_at is null", proposal.Id, cancel)).SingleOrDefault()?.Body ?? await Add(connection, by, proposal);
        await using var asked = new NpgsqlCommand("update editing.trial set title = $2, parties = $3, last_day = $4, ready_at = null, failure = null where body = $1", connection)
        {
            Parameters = { new() { Value = code }, new() { Value = proposal.Title }, new() { Value = (object?)parties?.ToArray() ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Text }, new() { Value = (object?)lastDay ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Date } },
        };
        await asked.ExecuteNonQueryAsync(cancel);
        await queue.Add(connection, MakeTrial.Kind, new MakeTrial.Asked(code), key: code, lane: Lane.Owner, attempts: 5);
    }, cancel);

    /// <summary>From now on nobody can go there; what it holds is erased by the steward.</summary>
    public Task Close(Person by, Trial trial, CancellationToken cancel) =>
        database.Write(connection => Close(connection, by.Id, trial.Body, cancel), cancel);

    /// <summary>A proposal that was withdrawn is tried no longer.</summary>
    internal async Task Close(NpgsqlConnection connection, Guid by, Guid proposal, CancellationToken cancel)
    {
        if ((await Read(connection, "proposal = @of and closed_at is null", proposal, cancel)).SingleOrDefault() is { } open)
            await Close(connection, by, open.Body, cancel);
    }

    internal static async Task<IReadOnlyList<Trial>> Read(NpgsqlConnection connection, string where, object of, CancellationToken cancel) =>
        [.. (await connection.QueryAsync<Row>(new CommandDefinition($"""
            select body, of_body as OfBody, proposal, title, parties, last_day::text as LastDay, opened_at as OpenedAt, ready_at as ReadyAt, closed_at as ClosedAt, edition, failure::text as Failure
            from editing.trial where {where}
            """, new { of }, cancellationToken: cancel))).Select(row => row.Trial)];

    private Task<Trial?> One(Person reader, string where, object of, CancellationToken cancel) =>
        database.Read(reader.Id, async connection => (await Read(connection, where, of, cancel)).SingleOrDefault(), cancel);

    private async Task Close(NpgsqlConnection connection, Guid by, string body, CancellationToken cancel)
    {
        await connection.ExecuteAsync(new CommandDefinition("update editing.trial set closed_by = @by, closed_at = @now where body = @body and closed_at is null", new { body, by, now = time.GetUtcNow() }, cancellationToken: cancel));
        await queue.Add(connection, MakeTrial.EraseKind, new MakeTrial.Asked(body), key: body, lane: Lane.Owner, attempts: 5);
    }

    private async Task<string> Add(NpgsqlConnection connection, Person by, Proposal proposal)
    {
        var used = (await connection.QueryAsync<string>("select body from editing.trial union select body from bodies.version union select body from bodies.party")).ToHashSet(StringComparer.Ordinal);
        var code = Trial.CodeFor(proposal.Body, used);
        await connection.ExecuteAsync("insert into editing.trial (body, of_body, proposal, title, opened_by, opened_at) values (@code, @Body, @Id, @Title, @by, @now)",
            new { code, proposal.Body, proposal.Id, proposal.Title, by = by.Id, now = time.GetUtcNow() });
        return code;
    }

    private sealed class Row
    {
        public string Body { get; init; } = "";

        public string OfBody { get; init; } = "";

        public Guid Proposal { get; init; }

        public string Title { get; init; } = "";

        public string[]? Parties { get; init; }

        public string? LastDay { get; init; }

        public DateTime OpenedAt { get; init; }

        public DateTime? ReadyAt { get; init; }

        public DateTime? ClosedAt { get; init; }

        public int? Edition { get; init; }

        public string? Failure { get; init; }

        public Trial Trial => new()
        {
            Body = Body,
            OfBody = OfBody,
            Proposal = Proposal,
            Title = Title,
            Parties = Parties,
            LastDay = LastDay is null ? null : DateOnly.ParseExact(LastDay, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            OpenedAt = At(OpenedAt),
            ReadyAt = ReadyAt is { } ready ? At(ready) : null,
            ClosedAt = ClosedAt is { } closed ? At(closed) : null,
            Edition = Edition,
            Failure = Failure is null ? null : JsonSerializer.Deserialize<List<Finding>>(Failure, JsonSerializerOptions.Web),
        };

        private static DateTimeOffset At(DateTime moment) => new(moment, TimeSpan.Zero);
    }
}
