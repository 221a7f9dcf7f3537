using Entente.Records.Content;
using Npgsql;

namespace Entente.Records.Tables;

/// <summary>Rows of one slice as the bytes of one COPY, made without a word to the database until there are enough of them to be sent.</summary>
internal sealed class RowPacket(string sql, CopyRows rows, Action<CopyBytes, Row, long> begin)
{
    public int Count => rows.Bytes.Count;

    /// <param name="place">Its place among all rows, from 1.</param>
    public void Add(Row row, long place)
    {
        if (!rows.Needs(row))
            return;
        if (Count == 0)
            rows.Bytes.Begin();
        rows.Begin();
        begin(rows.Bytes, row, place);
        rows.Fields(row);
    }

    public async Task Send(NpgsqlConnection connection, CancellationToken cancel)
    {
        if (Count == 0)
            return;
        rows.Bytes.End();
        await Copying.Send(connection, sql, rows.Bytes, cancel);
    }
}

internal static class Copying
{
    /// <summary>A whole COPY, and the buffer is empty again.</summary>
    public static async Task Send(NpgsqlConnection connection, string sql, CopyBytes bytes, CancellationToken cancel)
    {
        await using (var stream = await connection.BeginRawBinaryCopyAsync(sql, cancel))
        {
            try
            {
                await stream.WriteAsync(bytes.Written, cancel);
            }
            catch
            {
                // Else what was sent so far would count as all of it.
                await stream.CancelAsync();
                throw;
            }
        }
        bytes.Clear();
    }
}
