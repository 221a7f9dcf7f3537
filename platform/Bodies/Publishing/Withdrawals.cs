using Npgsql;

namespace Entente.Bodies.Publishing;

/// <summary>Bodies whose folder is gone.</summary>
internal static class Withdrawals
{
    /// <summary>Marks those without a folder and tells which were not marked before.</summary>
    public static async Task<IReadOnlyList<(string Body, int Version)>> Mark(NpgsqlConnection connection, string[] folders, DateTimeOffset now, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand($"""
            with gone as (
              insert into bodies.withdrawal (body, at) select body, $2 from bodies.current where body <> all ($1) and body not in (select t.body from editing.trial t)
              on conflict do nothing returning body)
            select c.body, c.number, pg_notify('{Publication.Channel}', c.body) from gone join bodies.current c on c.body = gone.body order by c.body
            """, connection) { Parameters = { new() { Value = folders }, new() { Value = now } } };
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var gone = new List<(string, int)>();
        while (await rows.ReadAsync(cancel))
            gone.Add((rows.GetString(0), rows.GetInt32(1)));
        return gone;
    }

    /// <summary>The folder is back. Whether it was gone.</summary>
    public static async Task<bool> End(NpgsqlConnection connection, string body, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("delete from bodies.withdrawal where body = $1", connection) { Parameters = { new() { Value = body } } };
        return await command.ExecuteNonQueryAsync(cancel) > 0;
    }
}
