using Entente.Bodies.Definitions;
using Entente.Records.Confidential;
using Entente.Records.Content;
using Npgsql;

namespace Entente.Records.Bulk;

/// <summary>The faults of what was sent last, in the order of the file.</summary>
internal static class FaultPage
{
    public static async Task<IReadOnlyList<Fault>> Read(NpgsqlConnection connection, Guid statement, int after, int most, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            select rule, level, section, row_id, row_number, field, facts from records.fault
            where statement = $1 and version = coalesce((select 0 from records.fault f where f.statement = $1 and f.version = 0 limit 1), (select max(f.version) from records.fault f where f.statement = $1))
            order by section, row_number, field, rule offset $2 limit $3
            """, connection) { Parameters = { new() { Value = statement }, new() { Value = after }, new() { Value = most } } };
        await using var row = await command.ExecuteReaderAsync(cancel);
        var faults = new List<Fault>();
        while (await row.ReadAsync(cancel))
            faults.Add(Boxed.Open(connection, statement, new Fault(row.GetString(0), Enum.Parse<CheckLevel>(row.GetString(1), ignoreCase: true), row.IsDBNull(2) ? null : row.GetString(2), row.IsDBNull(3) ? null : row.GetGuid(3),
                row.IsDBNull(4) ? null : row.GetInt64(4), row.IsDBNull(5) ? null : row.GetString(5), row.GetFieldValue<string[]>(6))));
        return faults;
    }
}
