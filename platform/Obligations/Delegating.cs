using Dapper;
using Entente.Bodies;
using Entente.Records;
using Entente.Shared.Data;

namespace Entente.Obligations;

/// <summary>Gives something that is owed to a colleague, or takes it back. The others of the party go on seeing it.</summary>
public sealed class Delegating(Database database, People people, ReadersOf readers, TimeProvider time)
{
    public const int LongestNote = 1000;

    /// <summary>The colleagues to whom it can be given: whoever may enter or submit for the same party, by their names.</summary>
    public async Task<IReadOnlyList<Person>> Colleagues(Person by, Guid obligation, CancellationToken cancel = default) =>
        await Find(by, obligation, cancel) is var (body, party)
            ? [.. (await database.Write(connection => people.Holding(connection, body, person => May(person, body, party)), cancel)).OrderBy(person => person.Name, StringComparer.CurrentCulture)] : [];

    /// <param name="to">Null: it is given to nobody in particular again.</param>
    public async Task<Delegated> Give(Person by, Guid obligation, Guid? to, string? note, CancellationToken cancel = default)
    {
        if (await Find(by, obligation, cancel) is not var (body, party))
            return Delegated.NotThere;
        if (note?.Length > LongestNote)
            return Delegated.TooLong;
        return await database.Write(async connection =>
        {
            // Two colleagues at once: the second waits here, and its word counts.
            var known = await connection.QuerySingleOrDefaultAsync<(string State, int OwnAud)?>(new CommandDefinition("select state, own_aud from obligations.obligation where id = @obligation for update", new { obligation }, cancellationToken: cancel));
            if (known is not ("owed", var aud))
                return Delegated.NotOwed;
            if (to is { } someone && !(await people.Holding(connection, body, person => May(person, body, party))).Any(person => person.Id == someone))
                return Delegated.NotAColleague;
            await connection.ExecuteAsync(new CommandDefinition("update obligations.delegation set until = @now where obligation = @obligation and until is null", new { obligation, now = time.GetUtcNow() }, cancellationToken: cancel));
            if (to is not null)
                await connection.ExecuteAsync(new CommandDefinition("insert into obligations.delegation (id, obligation, own_aud, person, by, note, at) values (@id, @obligation, @aud, @to, @by, @note, @now)",
                    new { id = Guid.CreateVersion7(time.GetUtcNow()), obligation, aud, to, by = by.Id, note = string.IsNullOrWhiteSpace(note) ? null : note.Trim(), now = time.GetUtcNow() }, cancellationToken: cancel));
            return Delegated.Done;
        }, cancel);
    }

    private async Task<(string Body, string Party)?> Find(Person by, Guid obligation, CancellationToken cancel)
    {
        var found = await readers.As(by, "whose it is", connection => connection.QuerySingleOrDefaultAsync<(string Body, string Party)?>(new CommandDefinition(
            "select o.body, o.party from obligations.obligation o where o.id = @obligation", new { obligation }, cancellationToken: cancel)), cancel);
        return found is var (body, party) && May(by, body, party) ? found : null;
    }

    private static bool May(Person person, string body, string party) =>
        person.In(body).Any(holding => holding.Party == party && holding.Rights.Any(right => right is Right.Enter or Right.Submit));
}

/// <summary>What became of giving something to a colleague.</summary>
public enum Delegated { Done, NotThere, NotOwed, NotAColleague, TooLong }
