using Entente.Ledger;
using Npgsql;

namespace Entente.Disclosure.Log;

/// <summary>A key of the log, and the places of the entries that say when it counted.</summary>
internal sealed record KnownKey(VerifierKey Key, long Begins, DateTimeOffset BegunAt, long? Ends, DateTimeOffset? EndedAt);

internal static class KnownKeys
{
    /// <summary>The oldest first.</summary>
    public static async Task<List<KnownKey>> Read(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select vkey, begins, begun_at, ends, ended_at from ledger.key order by begins", connection);
        await using var row = await command.ExecuteReaderAsync(cancel);
        var keys = new List<KnownKey>();
        while (await row.ReadAsync(cancel))
            keys.Add(new KnownKey(VerifierKey.Parse(row.GetString(0)), row.GetInt64(1), row.GetFieldValue<DateTimeOffset>(2), row.IsDBNull(3) ? null : row.GetInt64(3), row.IsDBNull(4) ? null : row.GetFieldValue<DateTimeOffset>(4)));
        return keys;
    }
}
