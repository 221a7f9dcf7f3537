using Dapper;
using Entente.Shared.Data;
using Entente.Shared.Web;
using Npgsql;

namespace Entente.SignIn;

/// <summary>The sessions in the database. Ending one there ends it at the browser's next request, on every node.</summary>
public sealed class Sessions(Database database, Site site, SignInSettings settings, TimeProvider time)
{
    public const string CookieName = "";

    public Task<Session?> Find(byte[] tokenHash, CancellationToken cancel) => database.Read(null, async connection =>
    {
        await using var find = new NpgsqlCommand("select id, person, how, started_at, ends_at, last_seen_at, proved_at, ended_at from sign_in.session_of($1)", connection) { Parameters = { new() { Value = tokenHash } } };
        await find.PrepareAsync(cancel);
        await using var row = await find.ExecuteReaderAsync(cancel);
        return !await row.ReadAsync(cancel) ? null : new Session(row.GetGuid(0), row.GetGuid(1), Enum.Parse<How>(row.GetString(2), ignoreCase: true),
            row.GetFieldValue<DateTimeOffset>(3), row.GetFieldValue<DateTimeOffset>(4), row.GetFieldValue<DateTimeOffset>(5), row.GetFieldValue<DateTimeOffset>(6), row.GetFieldValue<DateTimeOffset?>(7));
    }, cancel);

    public async Task Seen(Guid id, DateTimeOffset at, CancellationToken cancel)
    {
        await using var connection = await database.OpenWriter(cancel);
        await connection.ExecuteAsync(new CommandDefinition("update sign_in.session set last_seen_at = @at where id = @id and last_seen_at < @at", new { id, at }, cancellationToken: cancel));
    }

    /// <summary>Always with a token of its own, and ending the session this browser had before: nobody can plant one.</summary>
    public async Task<Token> Begin(NpgsqlConnection connection, HttpContext context, Guid person, How how)
    {
        var (token, now, visit) = (Token.New(), time.GetUtcNow(), Visit.Of(context));
        if (Token.HashOf(context.Request.Cookies[site.Cookie(CookieName)]) is { } before)
            await connection.ExecuteAsync("update sign_in.session set ended_at = @now, ended_why = 'replaced' where token_hash = @before and ended_at is null", new { before, now });
        await connection.ExecuteAsync("""
            insert into sign_in.session (id, token_hash, person, how, started_at, ends_at, last_seen_at, proved_at, ip, user_agent)
            values (@id, @Hash, @person, @how, @now, @ends, @now, @now, @Address::inet, @UserAgent)
            """, new { id = Guid.CreateVersion7(now), token.Hash, person, how = how.ToString().ToLowerInvariant(), now, ends = now + settings.Longest, visit.Address, visit.UserAgent });
        return token;
    }

    /// <summary>After the transaction that began it is committed.</summary>
    public void Give(HttpContext context, Token token) =>
        context.Response.Cookies.Append(site.Cookie(CookieName), token.Text, site.CookieOptions());

    public void TakeBack(HttpContext context) => context.Response.Cookies.Delete(site.Cookie(CookieName), site.CookieOptions());

    public Task<int> End(NpgsqlConnection connection, Guid person, Guid id, string why) => connection.ExecuteAsync(
        "update sign_in.session set ended_at = @now, ended_why = @why where id = @id and person = @person and ended_at is null",
        new { now = time.GetUtcNow(), why, id, person });

    public Task<int> EndOthers(NpgsqlConnection connection, Guid person, Guid? except, string why) => connection.ExecuteAsync(
        "update sign_in.session set ended_at = @now, ended_why = @why where person = @person and ended_at is null and (@except::uuid is null or id <> @except)",
        new { now = time.GetUtcNow(), why, person, except });

    public Task<int> Proved(NpgsqlConnection connection, Guid id) =>
        connection.ExecuteAsync("update sign_in.session set proved_at = @now where id = @id", new { now = time.GetUtcNow(), id });

    /// <summary>Has the person signed in before, but never with such a browser? (The first time ever is no surprise.)</summary>
    public static Task<bool> IsNewDevice(NpgsqlConnection connection, Guid person, Visit visit) => connection.QuerySingleAsync<bool>("""
        select count(*) > 0 and count(*) filter (where user_agent = @UserAgent) = 0 from sign_in.session where person = @person
        """, new { person, visit.UserAgent });

    public Task<IReadOnlyList<SessionShown>> Standing(Guid person, CancellationToken cancel) => database.Read(person, async connection =>
        (IReadOnlyList<SessionShown>)[.. await connection.QueryAsync<SessionShown>("""
            select id, how, started_at as StartedAt, last_seen_at as LastSeenAt, host(ip) as Ip, user_agent as UserAgent from sign_in.session
            where person = @person and ended_at is null and ends_at > @now and last_seen_at > @idleSince
            order by last_seen_at desc, started_at desc
            """, new { person, now = time.GetUtcNow(), idleSince = time.GetUtcNow() - settings.Idle })], cancel);
}

/// <summary>A line of "where am I signed in".</summary>
public sealed record SessionShown(Guid Id, string How, DateTimeOffset StartedAt, DateTimeOffset LastSeenAt, string? Ip, string UserAgent);
