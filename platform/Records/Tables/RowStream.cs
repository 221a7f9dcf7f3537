using Entente.Records.Content;
using Npgsql;
using NpgsqlTypes;

namespace Entente.Records.Tables;

/// <summary>How many rows a version wrote into a large table, and how many it ended; a corrected row counts in both.</summary>
public sealed record Streamed(long Added, long Ended);

/// <summary>
/// Large tables, as a stream and in bounded memory: a first version is copied straight into its table, a correction into a
/// table of the session's, from which only the rows that changed are taken.
/// </summary>
public static partial class RowStream
{
    /// <summary>The rows of the statement's first version. Within the caller's transaction.</summary>
    public static Task<Streamed> Add(NpgsqlConnection connection, SectionTable table, Guid statement, int version, RowSource rows, IReadOnlyList<Slice> slices, CancellationToken cancel = default) =>
        Add(connection, table, statement, version, rows, slices, after: 0, span: null, cancel);

    /// <summary>The same in parts, each after so many rows; for an entry of a register with the days on which it holds.</summary>
    public static async Task<Streamed> Add(NpgsqlConnection connection, SectionTable table, Guid statement, int version, RowSource rows, IReadOnlyList<Slice> slices, long after, Span? span, CancellationToken cancel)
    {
        long added = 0;
        foreach (var slice in slices)
            added += await Copy(connection, table, table.Sql.CopyInto(slice.Apart, span), slice, rows, (importer, row, place) =>
            {
                importer.Write(statement, NpgsqlDbType.Uuid);
                importer.Write(row.Id, NpgsqlDbType.Uuid);
                importer.Write((after + place) * RowChange.Step, NpgsqlDbType.Bigint);
                importer.Write(version, NpgsqlDbType.Integer);
                importer.Write(slice.Aud, NpgsqlDbType.Integer);
                if (span is null)
                    return;
                importer.Write(span.First, NpgsqlDbType.Date);
                importer.Write(span.End, NpgsqlDbType.Date);
                importer.Write(span.Known.UtcDateTime, NpgsqlDbType.TimestampTz);
            }, cancel);
        return new Streamed(added, 0);
    }

    internal static async Task<long> Copy(NpgsqlConnection connection, SectionTable table, string sql, Slice slice, RowSource rows, Action<NpgsqlBinaryImporter, Row, long> begin, CancellationToken cancel)
    {
        await using var importer = await connection.BeginBinaryImportAsync(sql, cancel);
        // Zero would be no time at all: what feeds the stream may pause for long.
        importer.Timeout = TimeSpan.FromDays(1);
        long place = 0;
        long written = 0;
        await foreach (var row in rows.Read(cancel))
        {
            place++;
            if (!slice.IsNeededBy(row))
                continue;
            Write(importer, table, slice, row, place, begin);
            written++;
        }
        await importer.CompleteAsync(cancel);
        return written;
    }

    // Nothing of this waits but when a packet is full, so that it is not asynchronous cell by cell.
    private static void Write(NpgsqlBinaryImporter importer, SectionTable table, Slice slice, Row row, long place, Action<NpgsqlBinaryImporter, Row, long> begin)
    {
        importer.StartRow();
        begin(importer, row, place);
        var columns = table.Columns;
        for (var at = 0; at < columns.Count; at++)
        {
            var column = columns[at];
            if (slice.Has(column.Field))
                Cells.Copy(importer, column, row.Answers[column.Field]);
            else
                importer.WriteNull();
        }
    }
}
