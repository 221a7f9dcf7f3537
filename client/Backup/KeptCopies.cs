using Npgsql;

namespace Entente.Client.Backup;

/// <summary>What the installation remembers of its backups, for the page that tells how its data are protected.</summary>
internal static class KeptCopies
{
    /// <param name="asOf">The moment of which the backup is.</param>
    public static async Task Add(string login, string what, DateTimeOffset asOf, TimeSpan took, string? body, TextWriter console, CancellationToken cancel)
    {
        try
        {
            await Add(login, what, asOf, took, body, cancel);
        }
        catch (NpgsqlException problem)
        {
            // Of a version that does not know the table yet, or gone by now: what was done was done.
            await console.WriteLineAsync($"It could not be written down that this was done: {problem.Message}");
        }
    }

    private static async Task Add(string login, string what, DateTimeOffset asOf, TimeSpan took, string? body, CancellationToken cancel)
    {
        await using var owner = new NpgsqlConnection(login);
        await owner.OpenAsync(cancel);
        await using var add = new NpgsqlCommand("insert into disclosure.kept_copy (what, at, as_of, seconds, body) values ($1, now(), $2, $3, $4)", owner)
        {
            Parameters = { new() { Value = what }, new() { Value = asOf.ToUniversalTime() }, new() { Value = (int)took.TotalSeconds }, new() { Value = (object?)body ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text } },
        };
        await add.ExecuteNonQueryAsync(cancel);
    }
}
