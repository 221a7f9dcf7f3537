using System.Runtime.CompilerServices;
using Entente.Records.Content;
using Entente.Records.Tables;
using Entente.Shared.Data;
using Npgsql;

namespace Entente.Records.Bulk;

/// <summary>The rows that a version had, read anew each time.</summary>
internal sealed class KeptRows(Database database, SectionTable table, Guid statement, int version) : RowSource
{
    public override async IAsyncEnumerable<Row> Read([EnumeratorCancellation] CancellationToken cancel = default)
    {
        await using var connection = await database.OpenWriter(cancel);
        await foreach (var placed in TypedRows.Stream(connection, table, statement, version, cancel))
            yield return placed.Row;
    }
}

/// <summary>The rows as the load has just written them, which nobody else sees yet.</summary>
internal sealed class WrittenRows(NpgsqlConnection connection, SectionTable table, Guid statement, int version) : RowSource
{
    public override async IAsyncEnumerable<Row> Read([EnumeratorCancellation] CancellationToken cancel = default)
    {
        await foreach (var placed in TypedRows.Stream(connection, table, statement, version, cancel))
            yield return placed.Row;
    }
}
