using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using Dapper;
using Entente.Bodies;
using Entente.Shared.Data;
using Npgsql;

namespace Entente.SignIn;

/// <summary>A program's way in: the person who made the key, with the one post it was made for.</summary>
public sealed record KeyUse(Guid Key, Guid Holding, Person Person);

/// <summary>A line of "keys for programs".</summary>
public sealed record KeyShown(Guid Id, Guid Holding, string Name, DateTimeOffset MadeAt, DateTimeOffset ExpiresAt, DateTimeOffset? LastUsedAt, string? LastIp, DateTimeOffset? RevokedAt);

/// <summary>
/// Keys with which programs act for a post. A key is looked up at most every few seconds and remembered meanwhile, since a
/// program sends hundreds of requests a second; revoking it, or ending the post, is felt on every node within that time.
/// </summary>
public sealed class ProgramKeys(Database database, People people, TimeProvider time)
{
    public static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Guid, Known> _known = new();
    private readonly ConcurrentDictionary<Guid, Lazy<Task<Known?>>> _loading = new();

    /// <summary>Null for a key that is wrong, revoked or expired, or whose post is not held any more: all the same to who asks.</summary>
    public async Task<KeyUse?> Find(string text, IPAddress? from, CancellationToken cancel)
    {
        if (ProgramKey.Read(text) is not { } key)
            return null;
        var now = time.GetUtcNow();
        if (!_known.TryGetValue(key.Id, out var known) || known.At <= now - Remembered || known.ExpiresAt <= now)
        {
            known = await Together(key.Id, now).WaitAsync(cancel);
            if (known is null)
                return null;
        }
        if (!CryptographicOperations.FixedTimeEquals(known.Hash, key.Hash) || known.Use is null)
            return null;
        await Seen(key.Id, known, from, now, cancel);
        return known.Use;
    }

    /// <summary>What a key that was used before may still do, for work that waited; null once it is revoked or expired, or its post is not held any more.</summary>
    public async Task<KeyUse?> Use(Guid key, CancellationToken cancel) => (await Load(key, time.GetUtcNow(), cancel))?.Use;

    public async Task<string> Make(NpgsqlConnection connection, Person maker, Guid holding, string name, TimeSpan lasts)
    {
        var now = time.GetUtcNow();
        var (key, text) = ProgramKey.New(Guid.CreateVersion7(now));
        await connection.ExecuteAsync("""
            insert into sign_in.program_key (id, hash, person, holding, name, made_at, expires_at)
            values (@Id, @Hash, @person, @holding, @name, @now, @until)
            """, new { key.Id, key.Hash, person = maker.Id, holding, name, now, until = now + lasts });
        return text;
    }

    public async Task<bool> Revoke(NpgsqlConnection connection, Guid person, Guid key)
    {
        _known.TryRemove(key, out _);
        return await connection.ExecuteAsync("update sign_in.program_key set revoked_at = @now where id = @key and person = @person and revoked_at is null",
            new { now = time.GetUtcNow(), key, person }) == 1;
    }

    public Task<IReadOnlyList<KeyShown>> Of(Guid person, CancellationToken cancel) => database.Read(person, async connection =>
        (IReadOnlyList<KeyShown>)[.. await connection.QueryAsync<KeyShown>(new CommandDefinition("""
            select id, holding, name, made_at as MadeAt, expires_at as ExpiresAt, last_used_at as LastUsedAt, host(last_ip) as LastIp, revoked_at as RevokedAt
            from sign_in.program_key where person = @person order by made_at desc, id
            """, new { person }, cancellationToken: cancel))], cancel);

    // All that come in the moment when a key is to be looked up again wait for one look, and not each for its own.
    private async Task<Known?> Together(Guid id, DateTimeOffset now)
    {
        var look = _loading.GetOrAdd(id, static (id, of) => new Lazy<Task<Known?>>(() => of.keys.Load(id, of.now, CancellationToken.None)), (keys: this, now));
        try
        {
            if (await look.Value is not { } known)
                return null;
            return _known[id] = known;
        }
        finally
        {
            _loading.TryRemove(KeyValuePair.Create(id, look));
        }
    }

    private async Task<Known?> Load(Guid id, DateTimeOffset now, CancellationToken cancel)
    {
        var row = await database.Read(null, connection => connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition("""
            select hash, person, holding, expires_at as ExpiresAt, revoked_at as RevokedAt, last_used_at as LastUsedAt from sign_in.program_key_of(@id)
            """, new { id }, cancellationToken: cancel)), cancel);
        if (row is null)
            return null;
        var alive = row.RevokedAt is null && row.ExpiresAt > now;
        var person = alive ? await people.Find(row.Person, cancel) : null;
        var holding = person?.Holdings.FirstOrDefault(held => held.Id == row.Holding);
        var use = holding is null ? null : new KeyUse(id, row.Holding, person! with { Holdings = [holding] });
        return new Known(row.Hash, row.ExpiresAt, use, now) { SeenAt = row.LastUsedAt };
    }

    private async Task Seen(Guid id, Known known, IPAddress? from, DateTimeOffset now, CancellationToken cancel)
    {
        if (known.SeenAt > now - SeenEvery)
            return;
        known.SeenAt = now;
        await using var connection = await database.OpenWriter(cancel);
        await connection.ExecuteAsync(new CommandDefinition(
            "update sign_in.program_key set last_used_at = @now, last_ip = @from::inet where id = @id and (last_used_at is null or last_used_at < @now)",
            new { id, now, from = from?.ToString() }, cancellationToken: cancel));
    }

    private sealed record Row(byte[] Hash, Guid Person, Guid Holding, DateTimeOffset ExpiresAt, DateTimeOffset? RevokedAt, DateTimeOffset? LastUsedAt);

    private sealed record Known(byte[] Hash, DateTimeOffset ExpiresAt, KeyUse? Use, DateTimeOffset At)
    {
        public DateTimeOffset? SeenAt { get; set; }
    }
}
