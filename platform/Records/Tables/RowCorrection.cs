using Entente.Records.Content;
using Npgsql;

namespace Entente.Records.Tables;

/// <summary>
/// The rows of a later version, which arrive in parts in a table of the session's. Rows that say the same in the same order stay as
/// they are; the others end, and begin anew. Within the caller's transaction, with which the session's tables go.
/// </summary>
internal sealed class RowCorrection(NpgsqlConnection connection, SectionTable table, Guid statement, int version, IReadOnlyList<Slice> slices)
{
    private const int Columns = 3;

    private readonly IReadOnlyList<(CorrectionSql Sql, IReadOnlyList<Slice> Slices)> _parts =
        table.HasApart ? [(new CorrectionSql(table, apart: false), [slices[0]]), (new CorrectionSql(table, apart: true), [.. slices.Skip(1)])] : [(new CorrectionSql(table, apart: false), [slices[0]])];

    public async Task Begin(CancellationToken cancel)
    {
        foreach (var (sql, _) in _parts)
            await Do(sql.Arrive, cancel);
    }

    public async Task Add(RowSource rows, CancellationToken cancel)
    {
        foreach (var (sql, mine) in _parts)
            foreach (var slice in mine)
                await RowStream.Copy(connection, sql.CopyInto, new CopyRows(table, slice, Columns, statement), rows, Begin(slice), cancel);
    }

    /// <inheritdoc cref="RowStream.Packets"/>
    public IReadOnlyList<RowPacket> Packets() =>
        [.. _parts.SelectMany(part => part.Slices.Select(slice => new RowPacket(part.Sql.CopyInto, new CopyRows(table, slice, Columns, statement), Begin(slice))))];

    private static Action<CopyBytes, Row, long> Begin(Slice slice) => (bytes, row, ordinal) =>
    {
        bytes.Long(ordinal);
        bytes.Id(row.Id);
        bytes.Int(slice.Aud);
    };

    public async Task<Streamed> End(CancellationToken cancel)
    {
        var all = new Streamed(0, 0);
        foreach (var (sql, _) in _parts)
        {
            await Do(sql.Weigh, cancel);
            await Do(sql.Match, cancel, statement);
            await Do((bool)(await Ask(sql.IsTight, cancel))! ? sql.PlaceAnew : sql.Place, cancel);
            var ended = await Do(sql.End, cancel, statement, version);
            var added = await Do(sql.Begin, cancel, statement, version);
            await Do(sql.Leave, cancel);
            all = new Streamed(all.Added + added, all.Ended + ended);
        }
        return all;
    }

    private async Task<long> Do(string sql, CancellationToken cancel, params object[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var parameter in parameters)
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        return await command.ExecuteNonQueryAsync(cancel);
    }

    private async Task<object?> Ask(string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        return await command.ExecuteScalarAsync(cancel);
    }
}
