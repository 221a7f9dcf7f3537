using Dapper;
using Entente.Bodies;
using Entente.Shared.Data;
using Entente.SignIn;

namespace Entente.Obligations.Calendar;

/// <summary>An address as its owner sees it; the address itself was shown once.</summary>
public sealed record CalendarAddress(Guid Id, string Name, DateTimeOffset MadeAt, DateOnly? FetchedOn);

/// <summary>The secret addresses at which calendars read what is due: made, shown once, revoked.</summary>
public sealed class CalendarAddresses(Database database, TimeProvider time)
{
    /// <summary>One for each device, and no more than anybody can keep in mind.</summary>
    public const int Most = 10;

    public Task<IReadOnlyList<CalendarAddress>> Of(Person person, CancellationToken cancel) => database.Read(person.Id, async connection =>
        (IReadOnlyList<CalendarAddress>)[.. await connection.QueryAsync<CalendarAddress>(new CommandDefinition("""
            select id, name, made_at as "MadeAt", fetched_on as "FetchedOn" from obligations.calendar_address where person = @Id and revoked_at is null order by made_at desc, id
            """, new { person.Id }, cancellationToken: cancel))], cancel);

    /// <summary>The address, which is not kept; null where the person has as many as there may be.</summary>
    public Task<string?> Make(Person person, string name, CancellationToken cancel) => database.Write(async connection =>
    {
        var token = Token.New();
        var now = time.GetUtcNow();
        // One at a time for each person, so that two at once do not make one too many.
        await connection.ExecuteAsync(new CommandDefinition("select pg_advisory_xact_lock(hashtextextended('calendar ' || @Id, 0))", new { Id = person.Id.ToString() }, cancellationToken: cancel));
        var made = await connection.ExecuteAsync(new CommandDefinition("""
            insert into obligations.calendar_address (id, person, name, secret, made_at)
            select @id, @person, @name, @hash, @now
            where (select count(*) from obligations.calendar_address c where c.person = @person and c.revoked_at is null) < @Most
            """, new { id = Guid.CreateVersion7(now), person = person.Id, name, hash = token.Hash, now, Most }, cancellationToken: cancel));
        return made == 1 ? Path(token.Text) : null;
    }, cancel);

    public Task<bool> Revoke(Person person, Guid id, CancellationToken cancel) => database.Write(async connection => await connection.ExecuteAsync(new CommandDefinition(
        "update obligations.calendar_address set revoked_at = @now where id = @id and person = @person and revoked_at is null",
        new { id, person = person.Id, now = time.GetUtcNow() }, cancellationToken: cancel)) == 1, cancel);

    /// <summary>Whose address this is; null where it never was one, or is one no more.</summary>
    public async Task<Guid?> Whose(string secret, CancellationToken cancel)
    {
        if (Token.HashOf(secret) is not { } hash)
            return null;
        var person = await database.Read(null, connection => connection.QuerySingleAsync<Guid?>(new CommandDefinition("select obligations.whose_calendar(@hash)", new { hash }, cancellationToken: cancel)), cancel);
        // Once a day, so that its owner sees which addresses are still in use.
        if (person is not null)
            await database.Write(connection => connection.ExecuteAsync(new CommandDefinition("update obligations.calendar_address set fetched_on = @today where secret = @hash and fetched_on is distinct from @today",
                new { hash, today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime) }, cancellationToken: cancel)), cancel);
        return person;
    }

    private static string Path(string secret) => $"/calendar/{secret}.ics";
}
