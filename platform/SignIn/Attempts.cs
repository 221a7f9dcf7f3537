using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Entente.Shared.Data;
using Npgsql;

namespace Entente.SignIn;

/// <summary>
/// Counts tries in the database, so that all nodes count together, and before the secret is looked at: a hundred
/// requests at once get five looks between them, not a hundred.
/// </summary>
public sealed class Attempts(Database database, InstallationSecret secret, TimeProvider time)
{
    private readonly byte[] _key = secret.Derive("attempts", 32);

    /// <summary>Null when the try may go on; otherwise how long to wait.</summary>
    /// <param name="who">A network, or an e-mail address as <see cref="Bodies.People.SameAddress"/> gives it: however it is typed, its tries count together.</param>
    public Task<TimeSpan?> Take(Allowance allowance, string who, CancellationToken cancel) =>
        Change(allowance, who, (before, now) => allowance.Take(before, now), cancel);

    public Task Forgive(Allowance allowance, string who, CancellationToken cancel) =>
        Change(allowance, who, (before, _) => (allowance.Forgive(before), null), cancel);

    /// <summary>After a sign-in: earlier mistakes and pauses of the address are over.</summary>
    public async Task Forget(Allowance allowance, string who, CancellationToken cancel)
    {
        await using var connection = await database.OpenWriter(cancel);
        await using var forget = new NpgsqlCommand("delete from sign_in.attempt where key = $1", connection) { Parameters = { new() { Value = Key(allowance, who) } } };
        await forget.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Homes and ministries have one IPv4 address, or one IPv6 /64, each.</summary>
    public static string NetworkOf(IPAddress? address) => address switch
    {
        null => "local",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => new IPAddress([.. address.GetAddressBytes()[..8], 0, 0, 0, 0, 0, 0, 0, 0]).ToString(),
        _ => address.ToString(),
    };

    private Task<TimeSpan?> Change(Allowance allowance, string who, Func<Tried, DateTimeOffset, (Tried Next, TimeSpan? Wait)> decide, CancellationToken cancel) =>
        database.Write(async connection =>
        {
            var key = Key(allowance, who);
            var now = time.GetUtcNow();
            var (next, wait) = decide(await Lock(connection, key, now, cancel), now);
            await Store(connection, key, next, cancel);
            return wait;
        }, cancel);

    private static async Task<Tried> Lock(NpgsqlConnection connection, byte[] key, DateTimeOffset now, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("insert into sign_in.attempt (key, tries, pauses, since, last_at) values ($1, 0, 0, $2, $2) on conflict do nothing") { Parameters = { new() { Value = key }, new() { Value = now } } },
                new("select tries, pauses, since, last_at, paused_until from sign_in.attempt where key = $1 for update") { Parameters = { new() { Value = key } } },
            },
        };
        await using var row = await batch.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return new Tried(row.GetInt32(0), row.GetInt32(1), row.GetFieldValue<DateTimeOffset>(2), row.GetFieldValue<DateTimeOffset>(3), row.GetFieldValue<DateTimeOffset?>(4));
    }

    private static async Task Store(NpgsqlConnection connection, byte[] key, Tried next, CancellationToken cancel)
    {
        await using var update = new NpgsqlCommand("update sign_in.attempt set tries = $2, pauses = $3, since = $4, last_at = $5, paused_until = $6 where key = $1", connection)
        {
            Parameters =
            {
                new() { Value = key }, new() { Value = next.Tries }, new() { Value = next.Pauses }, new() { Value = next.Since },
                new() { Value = next.LastAt }, new() { Value = (object?)next.PausedUntil ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz },
            },
        };
        await update.ExecuteNonQueryAsync(cancel);
    }

    // Keyed, so that the table does not list the addresses people tried.
    private byte[] Key(Allowance allowance, string who) => HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{allowance.Name}\0{who}"));
}
