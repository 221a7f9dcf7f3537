using Dapper;
using Entente.Shared.Data;

namespace Entente.SignIn;

/// <summary>What the account page shows of somebody's ways in, read as that person.</summary>
public sealed class AccountWays(Database database)
{
    public Task<WaysShown> Of(Guid person, CancellationToken cancel) => database.Read(person, async connection =>
    {
        var passkeys = await connection.QueryAsync<PasskeyShown>("""
            select id, name, backed_up as BackedUp, added_at as AddedAt, last_used_at as LastUsedAt from sign_in.passkey where person = @person order by added_at
            """, new { person });
        var password = await connection.QuerySingleOrDefaultAsync<DateTimeOffset?>("select set_at from sign_in.account where person = @person", new { person });
        var codes = await connection.QuerySingleAsync<int>("select count(*)::int from sign_in.recovery_code where person = @person and used_at is null", new { person });
        return new WaysShown([.. passkeys], password, codes);
    }, cancel);
}

public sealed record WaysShown(IReadOnlyList<PasskeyShown> Passkeys, DateTimeOffset? PasswordSetAt, int RecoveryCodesLeft)
{
    public bool HasPassword => PasswordSetAt is not null;
}

public sealed record PasskeyShown(byte[] Id, string Name, bool BackedUp, DateTimeOffset AddedAt, DateTimeOffset? LastUsedAt)
{
    public string Address => "/account/passkey/" + Key;

    /// <summary>As it stands in addresses.</summary>
    public string Key => System.Buffers.Text.Base64Url.EncodeToString(Id);
}
