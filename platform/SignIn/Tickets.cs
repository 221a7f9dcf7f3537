using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Entente.Shared.Data;
using Entente.Shared.Web;
using Npgsql;

namespace Entente.SignIn;

public enum TicketPurpose
{
    /// <summary>The first way to sign in of somebody new.</summary>
    Enrol,
    /// <summary>A way back for somebody whom a colleague vouched for.</summary>
    Recover,
}

/// <summary>
/// Links that let one person set up a way to sign in, once. Opening the link spends nothing (mail scanners open
/// links); it is spent in the transaction that keeps the new way in.
/// </summary>
public sealed class Tickets(Database database, DoorLog log, Site site, TimeProvider time)
{
    public static readonly TimeSpan EnrolWithin = TimeSpan.FromDays(7);
    public static readonly TimeSpan RecoverWithin = TimeSpan.FromHours(24);
    private const int CodeTries = 5;
    private const int CodeDigits = 8;

    /// <summary>The address to send to the person; an earlier ticket of the same purpose is void.</summary>
    public async Task<string> Issue(NpgsqlConnection connection, Guid person, TicketPurpose purpose = TicketPurpose.Enrol, Guid? issuedBy = null, TimeSpan? within = null) =>
        purpose == TicketPurpose.Enrol
            ? (await Issue(connection, person, purpose, issuedBy, within ?? EnrolWithin, code: null)).Address
            : throw new ArgumentException("A ticket to recover is issued by settling a recovery, which gives it its code.", nameof(purpose));

    internal async Task<IssuedRecovery> IssueRecovery(NpgsqlConnection connection, Guid person, Guid vouchedBy)
    {
        var code = RandomNumberGenerator.GetInt32((int)Math.Pow(10, CodeDigits)).ToString(CultureInfo.InvariantCulture).PadLeft(CodeDigits, '0');
        var (id, address) = await Issue(connection, person, TicketPurpose.Recover, vouchedBy, RecoverWithin, code);
        return new IssuedRecovery(id, address, $"{code[..4]} {code[4..]}");
    }

    public async Task<Ticket?> Find(string? token, CancellationToken cancel) =>
        Token.HashOf(token) is { } hash ? await Find("token_hash = @hash", new { hash }, cancel) : null;

    public Task<Ticket?> Find(Guid id, CancellationToken cancel) => Find("id = @id", new { id }, cancel);

    /// <summary>Whether the code told by whoever vouched is right. After five wrong ones the ticket is void.</summary>
    public Task<bool> CodeIsRight(Ticket ticket, string typed, CancellationToken cancel) => database.Write(async connection =>
    {
        var expected = await connection.QuerySingleOrDefaultAsync<byte[]?>("""
            update sign_in.ticket set code_tries = code_tries + 1, void_at = case when code_tries + 1 >= @CodeTries then @now end
            where id = @Id and used_at is null and void_at is null returning code_hash
            """, new { ticket.Id, CodeTries, now = time.GetUtcNow() });
        var right = expected is not null && CryptographicOperations.FixedTimeEquals(expected, CodeHash(ticket.Id, typed));
        if (right)
            await connection.ExecuteAsync("update sign_in.ticket set code_tries = 0, void_at = null where id = @Id", new { ticket.Id });
        return right;
    }, cancel);

    /// <summary>Spends it; false when somebody was quicker or its time is over.</summary>
    public async Task<bool> Spend(NpgsqlConnection connection, Guid id, Guid person) => await connection.ExecuteAsync(
        "update sign_in.ticket set used_at = @now where id = @id and person = @person and used_at is null and void_at is null and until > @now",
        new { id, person, now = time.GetUtcNow() }) == 1;

    private async Task<(Guid Id, string Address)> Issue(NpgsqlConnection connection, Guid person, TicketPurpose purpose, Guid? issuedBy, TimeSpan within, string? code)
    {
        var (token, now) = (Token.New(), time.GetUtcNow());
        var id = Guid.CreateVersion7(now);
        await connection.ExecuteAsync("""
            update sign_in.ticket set void_at = @now where person = @person and purpose = @purpose and used_at is null and void_at is null;
            insert into sign_in.ticket (id, token_hash, person, purpose, code_hash, issued_at, issued_by, until)
            values (@id, @Hash, @person, @purpose, @code, @now, @issuedBy, @until)
            """, new { id, token.Hash, person, purpose = DoorLog.Word(purpose), code = code is null ? null : CodeHash(id, code), now, issuedBy, until = now + within });
        await log.Write(connection, context: null, Happened.TicketIssued, person, DoorLog.Word(purpose), issuedBy);
        return (id, site.Link($"/enrol/{token.Text}"));
    }

    private async Task<Ticket?> Find(string condition, object values, CancellationToken cancel)
    {
        await using var connection = await database.OpenWriter(cancel);
        var row = await connection.QuerySingleOrDefaultAsync<(Guid Id, Guid Person, string Purpose, DateTimeOffset Until, bool Used, bool Void)?>(
            $"select id, person, purpose, until, used_at is not null, void_at is not null from sign_in.ticket where {condition}", values);
        return row is not { } found ? null : new Ticket(found.Id, found.Person, Enum.Parse<TicketPurpose>(found.Purpose, ignoreCase: true), State(found.Used, found.Void, found.Until));
    }

    private TicketState State(bool used, bool isVoid, DateTimeOffset until) =>
        used ? TicketState.Used : isVoid ? TicketState.Void : until <= time.GetUtcNow() ? TicketState.Late : TicketState.Good;

    // Eight digits and five tries within a day; hashed with the ticket's id so that equal codes do not look equal.
    private static byte[] CodeHash(Guid ticket, string typed) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{ticket}\0{OneTimeCodes.OnlyDigits(typed)}"));
}

public enum TicketState
{
    Good,
    Used,
    Void,
    Late,
}

public sealed record Ticket(Guid Id, Guid Person, TicketPurpose Purpose, TicketState State);

internal sealed record IssuedRecovery(Guid Ticket, string Address, string Code);
