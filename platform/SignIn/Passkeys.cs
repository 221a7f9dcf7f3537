using Dapper;
using Microsoft.AspNetCore.Identity;
using Npgsql;

namespace Entente.SignIn;

/// <summary>The passkeys in the database.</summary>
public static class Passkeys
{
    public static async Task<IList<UserPasskeyInfo>> Of(NpgsqlConnection connection, Guid person)
    {
        await using var select = new NpgsqlCommand("""
            select id, public_key, added_at, sign_count, transports, backup_eligible, backed_up, name from sign_in.passkey where person = $1 order by added_at
            """, connection) { Parameters = { new() { Value = person } } };
        await using var rows = await select.ExecuteReaderAsync();
        var passkeys = new List<UserPasskeyInfo>();
        while (await rows.ReadAsync())
            passkeys.Add(Read(rows));
        return passkeys;
    }

    public static Task<Guid?> OwnerOf(NpgsqlConnection connection, byte[] id) =>
        connection.QuerySingleOrDefaultAsync<Guid?>("select person from sign_in.passkey where id = @id", new { id });

    /// <summary>A new one, or what changed in one at its use. One that belongs to somebody else stays theirs.</summary>
    public static Task<int> Keep(NpgsqlConnection connection, Guid person, UserPasskeyInfo passkey) => connection.ExecuteAsync("""
        insert into sign_in.passkey as p (id, person, public_key, name, sign_count, transports, backup_eligible, backed_up, added_at)
        values (@CredentialId, @person, @PublicKey, @Name, @SignCount, @Transports, @IsBackupEligible, @IsBackedUp, @CreatedAt)
        on conflict (id) do update set sign_count = excluded.sign_count, backed_up = excluded.backed_up, name = excluded.name where p.person = @person
        """, new { passkey.CredentialId, person, passkey.PublicKey, passkey.Name, SignCount = (long)passkey.SignCount, Transports = passkey.Transports ?? [], passkey.IsBackupEligible, passkey.IsBackedUp, passkey.CreatedAt });

    /// <summary>
    /// After an answer was verified. False when another answer of the same passkey was counted meanwhile and this
    /// counter is not beyond it: a sign of a copied key.
    /// </summary>
    public static async Task<bool> Used(NpgsqlConnection connection, UserPasskeyInfo passkey, DateTimeOffset at) => await connection.ExecuteAsync("""
        update sign_in.passkey set sign_count = @count, backed_up = @IsBackedUp, last_used_at = @at
        where id = @CredentialId and (sign_count < @count or (sign_count = 0 and @count = 0))
        """, new { passkey.CredentialId, passkey.IsBackedUp, count = (long)passkey.SignCount, at }) == 1;

    public static Task<int> Remove(NpgsqlConnection connection, Guid person, byte[] id) =>
        connection.ExecuteAsync("delete from sign_in.passkey where id = @id and person = @person", new { id, person });

    public static Task<int> Rename(NpgsqlConnection connection, Guid person, byte[] id, string name) =>
        connection.ExecuteAsync("update sign_in.passkey set name = @name where id = @id and person = @person", new { id, person, name });

    private static UserPasskeyInfo Read(NpgsqlDataReader row) => new(
        row.GetFieldValue<byte[]>(0), row.GetFieldValue<byte[]>(1), row.GetFieldValue<DateTimeOffset>(2), (uint)row.GetInt64(3), row.GetFieldValue<string[]>(4),
        isUserVerified: true, row.GetBoolean(5), row.GetBoolean(6), attestationObject: [], clientDataJson: [])
    {
        Name = row.GetString(7),
    };
}
