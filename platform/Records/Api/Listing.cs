using Entente.Bodies;
using Npgsql;
using NpgsqlTypes;

namespace Entente.Records.Api;

/// <summary>A statement in a list.</summary>
internal sealed record Listed(Guid Id, string Definition, string? Party, Period? Period, string? Number, string? Title, string State, int Version, DateTimeOffset ChangedAt);

/// <summary>Statements as the connection's reader may see them: row security leaves the rest out.</summary>
internal static class Listing
{
    private const string Columns = "s.id, s.definition, s.party, s.period, s.number, s.title, s.state, s.version, s.changed_at";

    /// <summary>One more than asked for where there is more.</summary>
    public static async Task<List<Listed>> Read(NpgsqlConnection connection, PublishedDefinition published, Question asked, string? entries, CancellationToken cancel)
    {
        // Only what is asked stands in it: of a condition that may be nothing the database plans as if it always were something.
        string[] asks =
        [
            asked.Party is null ? "" : "and s.party = $3",
            asked.Period is null ? "" : "and s.period = $4",
            asked.State is null ? "" : "and s.state = $5",
            asked.ChangedSince is null ? "" : "and s.changed_at >= $6",
            asked.After is null ? "" : "and (s.changed_at, s.id) > ($7, $8)",
            entries is null ? "" : $"and exists (select from {entries} e where e.statement = s.id and e.valid_from <= $10 and e.valid_until > $10 and e.known_from <= $11 and e.known_until > $11)",
        ];
        await using var command = new NpgsqlCommand($"""
            select {Columns} from records.statement s
            where s.body = $1 and s.definition = $2 {string.Join(' ', asks)}
            order by s.changed_at, s.id limit $9
            """, connection);
        var parameters = command.Parameters;
        parameters.AddWithValue(published.Body);
        parameters.AddWithValue(published.Definition.Code);
        parameters.Add(Maybe(asked.Party, NpgsqlDbType.Text));
        parameters.Add(Maybe(asked.Period is { } period ? Range(period) : null, NpgsqlDbType.DateRange));
        parameters.Add(Maybe(asked.State, NpgsqlDbType.Text));
        parameters.Add(Maybe(asked.ChangedSince?.UtcDateTime, NpgsqlDbType.TimestampTz));
        parameters.Add(Maybe(asked.After?.At.UtcDateTime, NpgsqlDbType.TimestampTz));
        parameters.Add(Maybe(asked.After?.Id, NpgsqlDbType.Uuid));
        parameters.AddWithValue(asked.Limit + 1);
        if (entries is not null)
        {
            parameters.Add(Maybe(asked.On, NpgsqlDbType.Date));
            parameters.Add(Maybe(asked.Known?.UtcDateTime, NpgsqlDbType.TimestampTz));
        }
        return await All(command, cancel);
    }

    public static async Task<Listed?> Find(NpgsqlConnection connection, string body, string definition, Guid id, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand($"select {Columns} from records.statement s where s.id = $1 and s.body = $2 and s.definition = $3", connection);
        command.Parameters.AddWithValue(id);
        command.Parameters.AddWithValue(body);
        command.Parameters.AddWithValue(definition);
        return (await All(command, cancel)).SingleOrDefault();
    }

    /// <summary>Under which version of its definition a version was declared; null where there is no such version.</summary>
    public static async Task<int?> DefinitionVersion(NpgsqlConnection connection, Guid id, int version, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select definition_version from records.version where statement = $1 and number = $2", connection);
        command.Parameters.AddWithValue(id);
        command.Parameters.AddWithValue(version);
        return await command.ExecuteScalarAsync(cancel) as int?;
    }

    private static async Task<List<Listed>> All(NpgsqlCommand command, CancellationToken cancel)
    {
        await using var row = await command.ExecuteReaderAsync(cancel);
        var all = new List<Listed>();
        while (await row.ReadAsync(cancel))
            all.Add(new Listed(row.GetGuid(0), row.GetString(1), Text(row, 2), row.IsDBNull(3) ? null : Span(row.GetFieldValue<NpgsqlRange<DateOnly>>(3)),
                Text(row, 4), Text(row, 5), row.GetString(6), row.GetInt32(7), row.GetFieldValue<DateTimeOffset>(8)));
        return all;
    }

    private static NpgsqlParameter Maybe(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };

    private static NpgsqlRange<DateOnly> Range(Period period) =>
        new(period.From ?? default, true, period.From is null, period.Until ?? default, false, period.Until is null);

    private static Period Span(NpgsqlRange<DateOnly> range) => new(range.LowerBoundInfinite ? null : range.LowerBound, range.UpperBoundInfinite ? null : range.UpperBound);

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
