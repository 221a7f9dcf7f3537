using Entente.Records.Content;
using Npgsql;
using NpgsqlTypes;

namespace Entente.Records.Tables;

public static partial class RowStream
{
    /// <summary>
    /// The rows of a later version. Rows that say the same in the same order stay as they are; the others end, and begin anew.
    /// Within the caller's transaction, with which the session's tables go.
    /// </summary>
    public static async Task<Streamed> Correct(NpgsqlConnection connection, SectionTable table, Guid statement, int version, RowSource rows, IReadOnlyList<Slice> slices, CancellationToken cancel = default)
    {
        var main = await Correct(connection, table, apart: false, statement, version, rows, [slices[0]], cancel);
        if (!table.HasApart)
            return main;
        var companions = await Correct(connection, table, apart: true, statement, version, rows, [.. slices.Skip(1)], cancel);
        return new Streamed(main.Added + companions.Added, main.Ended + companions.Ended);
    }

    private static async Task<Streamed> Correct(NpgsqlConnection connection, SectionTable table, bool apart, Guid statement, int version, RowSource rows, IReadOnlyList<Slice> slices, CancellationToken cancel)
    {
        var sql = new CorrectionSql(table, apart);
        await Do(connection, sql.Arrive, cancel);
        foreach (var slice in slices)
            await Copy(connection, table, sql.CopyInto, slice, rows, (importer, row, ordinal) =>
            {
                importer.Write(ordinal, NpgsqlDbType.Bigint);
                importer.Write(row.Id, NpgsqlDbType.Uuid);
                importer.Write(slice.Aud, NpgsqlDbType.Integer);
            }, cancel);
        await Do(connection, sql.Weigh, cancel);
        await Do(connection, sql.Match, cancel, statement);
        await Do(connection, (bool)(await Ask(connection, sql.IsTight, cancel))! ? sql.PlaceAnew : sql.Place, cancel);
        var ended = await Do(connection, sql.End, cancel, statement, version);
        var added = await Do(connection, sql.Begin, cancel, statement, version);
        await Do(connection, sql.Leave, cancel);
        return new Streamed(added, ended);
    }

    private static async Task<long> Do(NpgsqlConnection connection, string sql, CancellationToken cancel, params object[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var parameter in parameters)
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        return await command.ExecuteNonQueryAsync(cancel);
    }

    private static async Task<object?> Ask(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        return await command.ExecuteScalarAsync(cancel);
    }
}
