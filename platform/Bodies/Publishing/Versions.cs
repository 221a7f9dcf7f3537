using Npgsql;
using NpgsqlTypes;

namespace Entente.Bodies.Publishing;

/// <summary>The published versions of bodies.</summary>
internal static class Versions
{
    /// <summary>Nodes that publish at once queue here until the other has committed.</summary>
    public static Task TakeTurn(NpgsqlConnection connection, string body, CancellationToken cancel) =>
        Run(connection, "select pg_advisory_xact_lock(hashtextextended('publish a body: ' || $1, 0))", body, cancel);

    public static async Task<(int Number, string Digest)?> Current(NpgsqlConnection connection, string body, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select number, digest from bodies.current where body = $1", connection) { Parameters = { new() { Value = body } } };
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) ? (row.GetInt32(0), row.GetString(1)) : null;
    }

    public static async Task Add(NpgsqlConnection connection, string body, int number, string digest, byte[] content, DateTimeOffset now, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("insert into bodies.version (body, number, digest, content, published_at) values ($1, $2, $3, $4, $5)", connection)
        {
            Parameters = { new() { Value = body }, new() { Value = number }, new() { Value = digest }, new() { Value = content, NpgsqlDbType = NpgsqlDbType.Jsonb }, new() { Value = now } },
        };
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Heard by every node once the transaction is committed, and not if it is not.</summary>
    public static Task Tell(NpgsqlConnection connection, string body, CancellationToken cancel) =>
        Run(connection, $"select pg_notify('{Publication.Channel}', $1)", body, cancel);

    private static async Task Run(NpgsqlConnection connection, string sql, string body, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = body } } };
        await command.ExecuteNonQueryAsync(cancel);
    }
}
