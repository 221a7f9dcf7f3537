using Npgsql;
using NpgsqlTypes;

namespace Entente.Records.Disclosing;

/// <summary>A change of who reads a statement, as it was made.</summary>
/// <param name="Version">From which version on.</param>
public sealed record SharedSince(int Version, string Was, string ShownTo, string? Because, DateTimeOffset At, Guid? By);

/// <summary>What is chosen for a statement: in force, and in the draft.</summary>
/// <param name="Drafted">Null: nothing chosen in the draft yet, or there is none.</param>
public sealed record ChoiceInForce(string ShownTo, string? Drafted, string? Because, int? Generation, DateTimeOffset OpenedAt)
{
    public Choice Now => Choice.Read(Drafted ?? ShownTo);
}

/// <summary>Who may read a statement, for those who read all of it.</summary>
public static class ChoiceReading
{
    /// <summary>Null for everybody else.</summary>
    public static async Task<ChoiceInForce?> Of(NpgsqlConnection connection, Guid statement, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            select s.shown_to, d.shown_to, d.because, d.generation, s.opened_at
            from records.statement s left join records.draft d on d.statement = s.id and d.ended is null
            where s.id = $1 and s.own_aud = any (records.reading())
            """, connection) { Parameters = { new() { Value = statement } } };
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel)
            ? new ChoiceInForce(row.GetString(0), Text(row, 1), Text(row, 2), row.IsDBNull(3) ? null : row.GetInt32(3), row.GetFieldValue<DateTimeOffset>(4))
            : null;
    }

    /// <summary>What goes with the draft when a program or a page submits it.</summary>
    public static async Task<(string? ShownTo, string? Because)> Drafted(NpgsqlConnection connection, Guid statement, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select shown_to, because from records.draft where statement = $1 and ended is null", connection) { Parameters = { new() { Value = statement } } };
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) ? (Text(row, 0), Text(row, 1)) : (null, null);
    }

    /// <summary>Each change, the first first.</summary>
    public static async Task<List<SharedSince>> Changes(NpgsqlConnection connection, Guid statement, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select version, was, shown_to, because, at, by from records.sharing where statement = $1 order by version, at", connection) { Parameters = { new() { Value = statement } } };
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var changes = new List<SharedSince>();
        while (await rows.ReadAsync(cancel))
            changes.Add(new SharedSince(rows.GetInt32(0), rows.GetString(1), rows.GetString(2), Text(rows, 3), rows.GetFieldValue<DateTimeOffset>(4), rows.IsDBNull(5) ? null : rows.GetGuid(5)));
        return changes;
    }

    /// <summary>Keeps what is chosen with the draft; false where it has ended meanwhile.</summary>
    public static async Task<bool> Keep(NpgsqlConnection connection, Guid statement, int generation, string shownTo, string? because, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("update records.draft set shown_to = $3, because = $4 where statement = $1 and generation = $2 and ended is null", connection)
        {
            Parameters = { new() { Value = statement }, new() { Value = generation }, new() { Value = shownTo }, new() { Value = (object?)because ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text } },
        };
        return await command.ExecuteNonQueryAsync(cancel) > 0;
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
