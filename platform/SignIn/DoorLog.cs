using System.Text.Json;
using Dapper;
using Entente.Shared.Data;
using Entente.Shared.Web;
using Npgsql;

namespace Entente.SignIn;

/// <summary>What can happen at the door. Kept as words without a language; pages put them into the reader's.</summary>
public enum Happened
{
    SignedIn,
    Refused,
    Paused,
    SignedOut,
    SessionEnded,
    SteppedUp,
    Renamed,
    PasskeyAdded,
    PasskeyRenamed,
    PasskeyRemoved,
    PasswordSet,
    PasswordRemoved,
    RecoveryCodesMade,
    RecoveryCodeUsed,
    TicketIssued,
    TicketUsed,
    RecoveryAsked,
    RecoveryConfirmed,
    RecoveryDeclined,
    Recovered,
    KeyMade,
    KeyRevoked,
}

/// <summary>Why somebody was not let in.</summary>
public enum Refused
{
    UnknownAddress,
    WrongPassword,
    WrongCode,
    PasskeyNotAccepted,
    PasskeyLate,
    PasskeyCopied,
    TicketNotGood,
    TicketCodeWrong,
}

/// <summary>The log of the door: written in the transaction of what it records, and never changed.</summary>
public sealed class DoorLog(Database database, TimeProvider time)
{
    /// <param name="context">The request it happened in; null for what a job did by itself.</param>
    public Task Write(NpgsqlConnection connection, HttpContext? context, Happened happened, Guid? person, string? detail = null, Guid? by = null) =>
        Write(connection, context is null ? null : Visit.Of(context), context?.Features.Get<Session>()?.Id, happened, person, detail, by);

    public Task Write(NpgsqlConnection connection, Visit? visit, Guid? session, Happened happened, Guid? person, string? detail = null, Guid? by = null)
    {
        if (happened is Happened.SignedIn or Happened.Refused)
            Telemetry.SignIns.Add(1, new KeyValuePair<string, object?>("outcome", happened == Happened.SignedIn ? "signed-in" : detail));
        var now = time.GetUtcNow();
        return connection.ExecuteAsync("""
            insert into sign_in.log (id, at, person, event, detail, done_by, session, ip, user_agent)
            values (@id, @now, @person, @happened, @detail, @by, @session, @Address::inet, @UserAgent)
            """, new { id = Guid.CreateVersion7(now), now, person, happened = Word(happened), detail, by, session, visit?.Address, visit?.UserAgent });
    }

    public async Task Write(HttpContext context, Happened happened, Guid? person, string? detail = null)
    {
        await using var connection = await database.OpenWriter(context.RequestAborted);
        await Write(connection, context, happened, person, detail);
    }

    public Task Write(HttpContext context, Refused why, Guid? person) => Write(context, Happened.Refused, person, Word(why));

    public Task<IReadOnlyList<Logged>> Of(Guid person, int most, CancellationToken cancel) => database.Read(person, async connection =>
        (IReadOnlyList<Logged>)[.. await connection.QueryAsync<Logged>(new CommandDefinition("""
            select at, event, detail, done_by as DoneBy, host(ip) as Ip, user_agent as UserAgent from sign_in.log where person = @person order by at desc, id desc limit @most
            """, new { person, most }, cancellationToken: cancel))], cancel);

    public static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}

/// <summary>One line of the log, as the person it is about sees it.</summary>
public sealed record Logged(DateTimeOffset At, string Event, string? Detail, Guid? DoneBy, string? Ip, string? UserAgent);
