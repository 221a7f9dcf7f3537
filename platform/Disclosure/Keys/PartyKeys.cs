using System.Collections.Concurrent;
using System.Security.Cryptography;
using Entente.Shared.Data;
using Npgsql;

namespace Entente.Disclosure;

/// <summary>What came out of a box: its content, or when the key was destroyed.</summary>
public readonly record struct Opened(byte[]? Plain, DateTimeOffset? ErasedAt);

/// <summary>
/// The keys of a database's parties, in memory for a minute. Whoever has a connection to the database finds its ring by it:
/// what is sealed is met wherever rows are read.
/// </summary>
public sealed class PartyKeys
{
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(1);
    private static readonly ConcurrentDictionary<string, PartyKeys> Rings = new(StringComparer.Ordinal);

    private static readonly ConcurrentDictionary<string, string> Names = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<Guid, (DataKey Key, long Since)> _known = new();
    private readonly ConcurrentDictionary<KeyOwner, (DataKey Key, long Since)> _inUse = new();
    private readonly string _login;
    private readonly RootKey _root;
    private readonly TimeProvider _time;

    public PartyKeys(Logins logins, RootKey root, TimeProvider time)
    {
        (_root, _time) = (root, time);
        _login = new NpgsqlConnectionStringBuilder(logins.Writer) { MaxPoolSize = 4, ApplicationName = "entente keys" }.ConnectionString;
        Rings[Name(_login)] = this;
    }

    public static PartyKeys Of(NpgsqlConnection connection) =>
        Rings.TryGetValue(Names.GetOrAdd(connection.ConnectionString, Name), out var ring) ? ring : throw new RootKeyRefused("Something confidential was met where no keys are known: only the application reads it.");

    /// <summary>The key that closes what this party declares from now on; made when it is first needed.</summary>
    public DataKey For(string body, string? party)
    {
        var owner = new KeyOwner(body, party ?? "");
        if (_inUse.TryGetValue(owner, out var known) && IsFresh(known.Since))
            return known.Key;
        using var connection = Connect();
        var key = InUse(connection, owner) ?? Made(connection, owner);
        _inUse[owner] = (key, _time.GetTimestamp());
        return key;
    }

    /// <summary>What a box holds. It says itself under which key.</summary>
    /// <exception cref="CryptographicException">It was changed, or lay elsewhere.</exception>
    public Opened Open(ReadOnlySpan<byte> box, string place)
    {
        var key = Find(DataKey.KeyOf(box));
        return key.ErasedAt is { } at ? new Opened(null, at) : new Opened(key.Open(box, place), null);
    }

    public DataKey Find(Guid id)
    {
        if (_known.TryGetValue(id, out var known) && IsFresh(known.Since))
            return known.Key;
        using var connection = Connect();
        using var command = new NpgsqlCommand("select id, body, party, wrapped, root, destroyed_at from sealing.data_key where id = $1", connection) { Parameters = { new() { Value = id } } };
        return Read(command) ?? throw new CryptographicException("It was encrypted under a key that this database does not have.");
    }

    /// <summary>Forgets what it remembers: another key counts at once.</summary>
    public void Forget()
    {
        _known.Clear();
        _inUse.Clear();
    }

    private bool IsFresh(long since) => _time.GetElapsedTime(since) < Remembered;

    private NpgsqlConnection Connect()
    {
        var connection = new NpgsqlConnection(_login);
        connection.Open();
        return connection;
    }

    private DataKey? InUse(NpgsqlConnection connection, KeyOwner owner)
    {
        using var command = new NpgsqlCommand("select id, body, party, wrapped, root, destroyed_at from sealing.data_key where body = $1 and party = $2 and retired_at is null and destroyed_at is null", connection)
        {
            Parameters = { new() { Value = owner.Body }, new() { Value = owner.Party } },
        };
        return Read(command);
    }

    // Of two nodes at once the first one's key stands, and both use that.
    private DataKey Made(NpgsqlConnection connection, KeyOwner owner)
    {
        if (_root.Name is not { } root)
            throw new RootKeyRefused("There is no root key: start with ./entente run, which makes it, or see docs/operations.md.");
        var (id, key) = (Guid.CreateVersion7(_time.GetUtcNow()), RandomNumberGenerator.GetBytes(32));
        using var insert = new NpgsqlCommand("insert into sealing.data_key (id, body, party, wrapped, root, made_at) values ($1, $2, $3, $4, $5, $6) on conflict do nothing", connection)
        {
            Parameters = { new() { Value = id }, new() { Value = owner.Body }, new() { Value = owner.Party }, new() { Value = _root.Wrap(owner, id, key) }, new() { Value = root }, new() { Value = _time.GetUtcNow() } },
        };
        insert.ExecuteNonQuery();
        return InUse(connection, owner) ?? throw new CryptographicException("The key that was made is not there.");
    }

    private DataKey? Read(NpgsqlCommand command)
    {
        using var row = command.ExecuteReader();
        if (!row.Read())
            return null;
        var (id, owner) = (row.GetGuid(0), new KeyOwner(row.GetString(1), row.GetString(2)));
        var plain = row.IsDBNull(3) ? null : _root.Unwrap(owner, id, row.GetString(4), row.GetFieldValue<byte[]>(3));
        var key = new DataKey(id, plain, plain is not null ? null : row.IsDBNull(5) ? _root.DestroyedAt(owner) ?? DateTimeOffset.UnixEpoch : row.GetFieldValue<DateTimeOffset>(5));
        _known[id] = (key, _time.GetTimestamp());
        return key;
    }

    private static string Name(string login) => new NpgsqlConnectionStringBuilder(login) is var read ? $"{read.Host}:{read.Port}/{read.Database}" : "";
}
