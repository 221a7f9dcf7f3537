using Npgsql;
using NpgsqlTypes;

namespace Entente.Records;

/// <summary>How far somebody came who takes what happened: everything up to here was taken.</summary>
public sealed record Taken(ulong Tx, Guid Statement, int Turn);

/// <summary>Something happened to a statement.</summary>
/// <param name="From">The first day that it is about: of its period, or of the days of an entry; null: not known, or since ever.</param>
/// <param name="Until">The day after the last of its period; null for what has none.</param>
public sealed record Happened(string Body, string Definition, string? Party, DateOnly? From, DateOnly? Until, Taken At);

/// <summary>What happened, in the order of its transactions: none is passed over, and nothing has to be ticked off.</summary>
public static class Happenings
{
    // The events first, by their index: figures that are behind let the database think that a third of all lie beyond.
    private const string Beyond = """
        with told as materialized (
          select e.tx, e.statement, e.turn, e.version from records.event e
          where (e.tx, e.statement, e.turn) > ($1, $2, $3) and e.tx < pg_snapshot_xmin(pg_current_snapshot())
          order by e.tx, e.statement, e.turn limit $4)
        select s.body, s.definition, s.party, lower(coalesce(s.period, v.valid)), upper(s.period), e.tx, e.statement, e.turn
        from told e
        cross join lateral (select * from records.statement s where s.id = e.statement offset 0) s
        left join lateral (select v.valid from records.version v where v.statement = e.statement and v.number = coalesce(e.version, s.version) offset 0) v on true
        order by e.tx, e.statement, e.turn
        """;

    private const string First = """
        select (select true from records.event e
                where (e.tx, e.statement, e.turn) > ($1, $2, $3) and e.tx < pg_snapshot_xmin(pg_current_snapshot())
                order by e.tx, e.statement, e.turn limit 1) is not null
        """;

    /// <summary>Whether there is anything beyond; cheap, to be asked every moment.</summary>
    public static async Task<bool> Any(NpgsqlConnection connection, Taken taken, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(First, connection);
        Add(command, taken);
        return (bool)(await command.ExecuteScalarAsync(cancel))!;
    }

    public static async Task<List<Happened>> Since(NpgsqlConnection connection, Taken taken, int most, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Beyond, connection);
        Add(command, taken);
        command.Parameters.Add(new() { Value = most });
        await using var row = await command.ExecuteReaderAsync(cancel);
        var happened = new List<Happened>();
        while (await row.ReadAsync(cancel))
            happened.Add(new Happened(row.GetString(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), Day(row, 3), Day(row, 4), new Taken(row.GetFieldValue<ulong>(5), row.GetGuid(6), row.GetInt32(7))));
        return happened;
    }

    private static void Add(NpgsqlCommand command, Taken taken)
    {
        command.Parameters.Add(new() { Value = taken.Tx, NpgsqlDbType = NpgsqlDbType.Xid8 });
        command.Parameters.Add(new() { Value = taken.Statement });
        command.Parameters.Add(new() { Value = taken.Turn });
    }

    private static DateOnly? Day(NpgsqlDataReader row, int at) => row.IsDBNull(at) || row.GetFieldValue<DateOnly>(at) is var day && (day == DateOnly.MinValue || day == DateOnly.MaxValue) ? null : row.GetFieldValue<DateOnly>(at);
}
