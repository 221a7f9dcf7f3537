using System.Text.Json;
using Entente.Shared.Data;
using Entente.Shared.Web;
using Npgsql;

namespace Entente.SignIn;

/// <summary>
/// Steps at the door that need a second request: a passkey's challenge, a right password waiting for its code.
/// The browser holds a token, the database the sealed state; taking it deletes it, so that an answer counts once.
/// (The framework keeps this state in the cookie itself, where a copied cookie and answer could be used again.)
/// </summary>
public sealed class Unfinished(Database database, InstallationSecret secret, Site site, TimeProvider time)
{
    private readonly Sealed _sealed = new(secret, "unfinished");

    public async Task Begin<T>(HttpContext context, Step<T> step, Guid? person, T state)
    {
        var token = Token.New();
        var now = time.GetUtcNow();
        await using var connection = await database.OpenWriter(context.RequestAborted);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new("delete from sign_in.unfinished where until < $1") { Parameters = { new() { Value = now } } });
        batch.BatchCommands.Add(new("insert into sign_in.unfinished (token_hash, step, person, state, until) values ($1, $2, $3, $4, $5)")
        {
            Parameters =
            {
                new() { Value = token.Hash }, new() { Value = step.Name }, new() { Value = (object?)person ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid },
                new() { Value = _sealed.Close(JsonSerializer.SerializeToUtf8Bytes(state), step.Name + Convert.ToHexString(token.Hash)) }, new() { Value = now + step.Lasts },
            },
        });
        await batch.ExecuteNonQueryAsync(context.RequestAborted);
        context.Response.Cookies.Append(site.Cookie(step.Name), token.Text, site.CookieOptions(step.Lasts));
    }

    /// <summary>Looks without taking, for the page in between.</summary>
    public Task<Standing<T>?> Look<T>(HttpContext context, Step<T> step) =>
        Find(context, step, "select person, state from sign_in.unfinished where token_hash = $1 and step = $2 and until > $3");

    public async Task<Standing<T>?> Take<T>(HttpContext context, Step<T> step)
    {
        var standing = await Find(context, step, "delete from sign_in.unfinished where token_hash = $1 and step = $2 and until > $3 returning person, state");
        context.Response.Cookies.Delete(site.Cookie(step.Name), site.CookieOptions());
        return standing;
    }

    private async Task<Standing<T>?> Find<T>(HttpContext context, Step<T> step, string sql)
    {
        if (Token.HashOf(context.Request.Cookies[site.Cookie(step.Name)]) is not { } hash)
            return null;
        await using var connection = await database.OpenWriter(context.RequestAborted);
        await using var find = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = hash }, new() { Value = step.Name }, new() { Value = time.GetUtcNow() } } };
        await using var row = await find.ExecuteReaderAsync(context.RequestAborted);
        if (!await row.ReadAsync(context.RequestAborted))
            return null;
        var state = _sealed.Open(row.GetFieldValue<byte[]>(1), step.Name + Convert.ToHexString(hash));
        return new Standing<T>(await row.IsDBNullAsync(0) ? null : row.GetGuid(0), JsonSerializer.Deserialize<T>(state)!);
    }
}

/// <summary>One kind of unfinished step, with what it remembers.</summary>
public sealed record Step<T>(string Name, TimeSpan Lasts);

public sealed record Standing<T>(Guid? Person, T State);

/// <summary>All steps that may stand unfinished.</summary>
public static class Steps
{
    /// <summary>A challenge waiting for a passkey to answer it.</summary>
    public static readonly Step<string> Passkey = new("passkey", TimeSpan.FromMinutes(5));

    /// <summary>A challenge waiting for a new passkey.</summary>
    public static readonly Step<string> NewPasskey = new("new-passkey", TimeSpan.FromMinutes(5));

    /// <summary>The password was right; the code is to follow.</summary>
    public static readonly Step<PasswordPassed> Password = new("password", SignInSettings.UnfinishedStep);

    /// <summary>A ticket was shown (and its code, if it asks for one); the person chooses a way to sign in.</summary>
    public static readonly Step<TicketShown> Ticket = new("ticket", SignInSettings.Enrolment);

    /// <summary>A password was chosen; it counts once the first code from the telephone is right.</summary>
    public static readonly Step<NewPassword> NewPassword = new("new-password", SignInSettings.Enrolment);

    /// <summary>The code for whoever vouched to tell, until it has been told.</summary>
    public static readonly Step<SpokenCode> SpokenCode = new("spoken-code", SignInSettings.UnfinishedStep);

    /// <summary>Recovery codes just made, to be printed or kept.</summary>
    public static readonly Step<IReadOnlyList<string>> Codes = new("codes", SignInSettings.UnfinishedStep);
}

public sealed record PasswordPassed;

public sealed record TicketShown(Guid Ticket, TicketPurpose Purpose);

public sealed record SpokenCode(string Name, string Code);

public sealed record NewPassword(string Hash, byte[] CodeKey);
