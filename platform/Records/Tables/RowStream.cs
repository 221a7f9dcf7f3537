using Entente.Records.Content;
using Npgsql;

namespace Entente.Records.Tables;

/// <summary>How many rows a version wrote into a large table, and how many it ended; a corrected row counts in both.</summary>
public sealed record Streamed(long Added, long Ended);

/// <summary>
/// Large tables, as a stream and in bounded memory: a first version is copied straight into its table, a correction into a
/// table of the session's, from which only the rows that changed are taken.
/// </summary>
public static partial class RowStream
{
    private const int Packet = 1 << 16;

    /// <summary>The rows of the statement's first version. Within the caller's transaction.</summary>
    public static async Task<Streamed> Add(NpgsqlConnection connection, SectionTable table, Guid statement, int version, RowSource rows, IReadOnlyList<Slice> slices, CancellationToken cancel = default)
    {
        long added = 0;
        foreach (var slice in slices)
            added += await Copy(connection, table.Sql.CopyInto(slice.Apart, span: null), new CopyRows(table, slice, Columns(span: null), statement), rows, Begin(statement, version, slice, span: null), cancel);
        return new Streamed(added, 0);
    }

    /// <summary>The same in packets, for whoever makes one while another is on its way; for an entry of a register with the days on which it holds.</summary>
    internal static IReadOnlyList<RowPacket> Packets(SectionTable table, Guid statement, int version, IReadOnlyList<Slice> slices, Span? span) =>
        [.. slices.Select(slice => new RowPacket(table.Sql.CopyInto(slice.Apart, span), new CopyRows(table, slice, Columns(span), statement), Begin(statement, version, slice, span)))];

    private static int Columns(Span? span) => span is null ? 5 : 8;

    private static Action<CopyBytes, Row, long> Begin(Guid statement, int version, Slice slice, Span? span) => (bytes, row, place) =>
    {
        bytes.Id(statement);
        bytes.Id(row.Id);
        bytes.Long(place * RowChange.Step);
        bytes.Int(version);
        bytes.Int(slice.Aud);
        if (span is null)
            return;
        bytes.Day(span.First);
        bytes.Day(span.End);
        bytes.Instant(span.Known.UtcDateTime);
    };

    internal static async Task<long> Copy(NpgsqlConnection connection, string sql, CopyRows copy, RowSource rows, Action<CopyBytes, Row, long> begin, CancellationToken cancel)
    {
        var (place, written) = (0L, 0L);
        await using var stream = await connection.BeginRawBinaryCopyAsync(sql, cancel);
        try
        {
            copy.Bytes.Begin();
            await foreach (var row in rows.Read(cancel))
            {
                place++;
                if (!copy.Needs(row))
                    continue;
                copy.Begin();
                begin(copy.Bytes, row, place);
                copy.Fields(row);
                written++;
                if (copy.Bytes.Count > Packet)
                    await Send(stream, copy.Bytes, cancel);
            }
            copy.Bytes.End();
            await Send(stream, copy.Bytes, cancel);
        }
        catch
        {
            // Else what was sent so far would count as all of it.
            await stream.CancelAsync();
            throw;
        }
        return written;
    }

    private static async ValueTask Send(NpgsqlRawCopyStream stream, CopyBytes bytes, CancellationToken cancel)
    {
        await stream.WriteAsync(bytes.Written, cancel);
        bytes.Clear();
    }
}
