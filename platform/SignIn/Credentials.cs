using Dapper;
using Entente.Shared.Data;
using Npgsql;

namespace Entente.SignIn;

/// <summary>Setting and removing ways to sign in, each in the transaction of whoever asks for it.</summary>
public sealed class Credentials(InstallationSecret secret, TimeProvider time)
{
    public static Sealed CodeKeys(InstallationSecret secret) => new(secret, "one-time codes");

    /// <summary>Both at once, with new recovery codes, which are returned and kept only as hashes.</summary>
    public async Task<IReadOnlyList<string>> SetPassword(NpgsqlConnection connection, Guid person, string passwordHash, byte[] codeKey, long usedStep)
    {
        await connection.ExecuteAsync("""
            insert into sign_in.account (person, password_hash, code_key, code_last_step, set_at) values (@person, @passwordHash, @key, @usedStep, @now)
            on conflict (person) do update set password_hash = excluded.password_hash, code_key = excluded.code_key, code_last_step = excluded.code_last_step, set_at = excluded.set_at
            """, new { person, passwordHash, key = CodeKeys(secret).Close(codeKey, person.ToString()), usedStep, now = time.GetUtcNow() });
        return await MakeRecoveryCodes(connection, person);
    }

    public async Task<IReadOnlyList<string>> MakeRecoveryCodes(NpgsqlConnection connection, Guid person)
    {
        var codes = RecoveryCodes.Make();
        await connection.ExecuteAsync("""
            delete from sign_in.recovery_code where person = @person;
            insert into sign_in.recovery_code (person, hash) select @person, unnest(@hashes)
            """, new { person, hashes = codes.Select(code => RecoveryCodes.Hash(code)!).ToArray() });
        return codes;
    }

    public static Task<int> RemovePassword(NpgsqlConnection connection, Guid person) =>
        connection.ExecuteAsync("delete from sign_in.account where person = @person", new { person });

    /// <summary>After a recovery: whoever had the account may have added a way in of their own, so none of them stays, nor a link to set up another.</summary>
    public Task<int> RemoveEveryWayIn(NpgsqlConnection connection, Guid person) => connection.ExecuteAsync("""
        delete from sign_in.account where person = @person;
        delete from sign_in.passkey where person = @person;
        update sign_in.program_key set revoked_at = @now where person = @person and revoked_at is null;
        update sign_in.ticket set void_at = @now where person = @person and used_at is null and void_at is null
        """, new { person, now = time.GetUtcNow() });

    public static Task<Ways> Ways(NpgsqlConnection connection, Guid person) => connection.QuerySingleAsync<Ways>("""
        select (select count(*)::int from sign_in.passkey where person = @person) as Passkeys,
               exists (select from sign_in.account where person = @person) as Password
        """, new { person });

    /// <summary>Locked, so that two removals at once cannot each leave the other's as the last one.</summary>
    public static async Task<Ways> LockWays(NpgsqlConnection connection, Guid person)
    {
        await connection.ExecuteAsync("select pg_advisory_xact_lock(hashtextextended('ways in ' || @person::text, 0))", new { person });
        return await Ways(connection, person);
    }
}

/// <summary>How somebody can come in.</summary>
public sealed record Ways(int Passkeys, bool Password)
{
    public bool None => Passkeys == 0 && !Password;

    /// <summary>Nobody locks themselves out.</summary>
    public bool MayRemovePasskey => Passkeys > 1 || Password;

    public bool MayRemovePassword => Passkeys > 0;
}
