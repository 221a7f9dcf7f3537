using System.Security.Cryptography;
using Npgsql;

namespace Entente.Disclosure;

/// <summary>What the steward and the commands do with root keys, under the owner's login.</summary>
public static class RootKeys
{
    private const string Refused = "What this database holds was encrypted under the root key {0}. {1} Put the right one back (the folder keys of the data folder, or what ENTENTE_KEYS names) from where you keep its copy. Nothing was changed.";

    private static readonly System.Text.CompositeFormat RefusedFormat = System.Text.CompositeFormat.Parse(Refused);

    /// <summary>At the start: makes the first root key of a new installation, and otherwise looks whether it is the right one.</summary>
    /// <exception cref="RootKeyRefused">It is missing, or another one.</exception>
    public static async Task Begin(NpgsqlConnection owner, RootKey root, DateTimeOffset now, CancellationToken cancel = default)
    {
        await using (var any = new NpgsqlCommand("select exists (select from sealing.root)", owner))
            if (await any.ExecuteScalarAsync(cancel) is true)
            {
                await Check(owner, root, cancel);
                return;
            }
        var name = root.Name ?? (root as RootKeyFolder)?.Add() ?? throw new RootKeyRefused("The key service names no key to begin with.");
        await Remember(owner, name, "root-made", now, cancel);
    }

    /// <exception cref="RootKeyRefused">It is missing, or another one.</exception>
    public static async Task Check(NpgsqlConnection connection, RootKey root, CancellationToken cancel = default)
    {
        await using var command = new NpgsqlCommand("""
            select array(select distinct k.root from sealing.data_key k where k.wrapped is not null)
            """, connection);
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        // As long as nothing was encrypted, any key will do: two nodes that begin at once have one each.
        foreach (var name in row.GetFieldValue<string[]>(0))
            if (!root.Knows(name))
                throw new RootKeyRefused(string.Format(System.Globalization.CultureInfo.InvariantCulture, RefusedFormat, name, root.Name is { } other ? $"The one that is there is {other}." : "It is missing."));
    }

    /// <summary>Every key of the database as it stands in this very connection, to open with; what cannot be unwrapped here is refused when it is asked for.</summary>
    /// <returns>Throws <see cref="CryptographicException"/> for a key that is not there.</returns>
    public static async Task<Func<Guid, DataKey>> Ring(NpgsqlConnection owner, RootKey root, CancellationToken cancel = default)
    {
        var keys = new Dictionary<Guid, Func<DataKey>>();
        foreach (var (id, of, under, box) in await Living(owner, cancel))
            keys[id] = () => root.Unwrap(of, id, under, box) is { } plain ? new DataKey(id, plain, null) : new DataKey(id, null, root.DestroyedAt(of) ?? DateTimeOffset.UnixEpoch);
        await using var command = new NpgsqlCommand("select id, destroyed_at from sealing.data_key where wrapped is null", owner);
        await using var row = await command.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            var gone = new DataKey(row.GetGuid(0), null, row.GetFieldValue<DateTimeOffset>(1));
            keys[gone.Id] = () => gone;
        }
        var opened = new Dictionary<Guid, DataKey>();
        return id => opened.TryGetValue(id, out var there) ? there
            : opened[id] = keys.TryGetValue(id, out var open) ? open() : throw new CryptographicException("It was encrypted under a key that this database does not have.");
    }

    /// <summary>
    /// A new root key, under which the keys of all parties are wrapped anew, and new keys for what is written from now on. Cut
    /// off anywhere it is done again: both root keys are there until nothing needs the former.
    /// </summary>
    /// <returns>How many keys were wrapped anew.</returns>
    public static async Task<int> Rotate(NpgsqlConnection owner, RootKey root, string by, DateTimeOffset now, CancellationToken cancel = default)
    {
        await Check(owner, root, cancel);
        var folder = root as RootKeyFolder;
        folder?.Add();
        var name = root.Name!;
        var wrapped = 0;
        await using (var transaction = await owner.BeginTransactionAsync(cancel))
        {
            await Do(owner, "lock table sealing.data_key in share row exclusive mode", cancel);
            foreach (var (id, of, under, box) in await Living(owner, cancel))
            {
                if (root.Unwrap(of, id, under, box) is not { } key)
                    continue;
                await Do(owner, "update sealing.data_key set wrapped = $2, root = $3 where id = $1", cancel, id, root.Wrap(of, id, key), name);
                CryptographicOperations.ZeroMemory(key);
                wrapped++;
            }
            await Do(owner, "update sealing.data_key set retired_at = $1 where retired_at is null and destroyed_at is null", cancel, now);
            await Do(owner, "update sealing.root set until = $1 where until is null", cancel, now);
            await Do(owner, "insert into sealing.happening (at, what, by) values ($1, 'keys-rotated', $2)", cancel, now, by);
            await Remember(owner, name, "root-rotated", now, cancel, by);
            await transaction.CommitAsync(cancel);
        }
        folder?.ForgetFormer();
        return wrapped;
    }

    /// <summary>Destroys the keys of a party: what they closed nobody opens any more, here or in any backup.</summary>
    /// <returns>How many keys that were.</returns>
    public static async Task<int> Destroy(NpgsqlConnection owner, RootKey root, KeyOwner of, string by, DateTimeOffset now, CancellationToken cancel = default)
    {
        await Check(owner, root, cancel);
        // First outside: cut off here, what is left to do is only to say so.
        root.Destroy(of, now);
        await using var transaction = await owner.BeginTransactionAsync(cancel);
        var gone = await Do(owner, "update sealing.data_key set wrapped = null, destroyed_at = $3, retired_at = coalesce(retired_at, $3) where body = $1 and party = $2 and destroyed_at is null", cancel, of.Body, of.Party, now);
        await Do(owner, "insert into sealing.happening (at, what, body, party, by) values ($1, 'destroyed', $2, $3, $4)", cancel, now, of.Body, of.Party, by);
        await transaction.CommitAsync(cancel);
        return gone;
    }

    private static async Task Remember(NpgsqlConnection owner, string name, string what, DateTimeOffset now, CancellationToken cancel, string by = "the steward")
    {
        await Do(owner, "insert into sealing.root (name, since) values ($1, $2) on conflict (name) do update set until = null", cancel, name, now);
        await Do(owner, "insert into sealing.happening (at, what, by) values ($1, $2, $3)", cancel, now, what, by);
    }

    private static async Task<List<(Guid Id, KeyOwner Of, string Root, byte[] Wrapped)>> Living(NpgsqlConnection owner, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select id, body, party, root, wrapped from sealing.data_key where wrapped is not null", owner);
        await using var row = await command.ExecuteReaderAsync(cancel);
        var keys = new List<(Guid, KeyOwner, string, byte[])>();
        while (await row.ReadAsync(cancel))
            keys.Add((row.GetGuid(0), new KeyOwner(row.GetString(1), row.GetString(2)), row.GetString(3), row.GetFieldValue<byte[]>(4)));
        return keys;
    }

    private static async Task<int> Do(NpgsqlConnection connection, string sql, CancellationToken cancel, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return await command.ExecuteNonQueryAsync(cancel);
    }
}
