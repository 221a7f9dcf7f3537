using Entente.Records.Content;
using Npgsql;

namespace Entente.Records.Tables;

public static partial class RowStream
{
    /// <summary>
    /// The rows of a later version. Rows that say the same in the same order stay as they are; the others end, and begin anew.
    /// Within the caller's transaction.
    /// </summary>
    public static async Task<Streamed> Correct(NpgsqlConnection connection, SectionTable table, Guid statement, int version, RowSource rows, IReadOnlyList<Slice> slices, CancellationToken cancel = default)
    {
        var correction = new RowCorrection(connection, table, statement, version, slices);
        await correction.Begin(cancel);
        await correction.Add(rows, cancel);
        return await correction.End(cancel);
    }
}
