using Dapper;
using Entente.Shared.Data;

namespace Entente.Bodies;

/// <summary>
/// What an account may come to be worth: every post that is not over, also one that has not begun, is suspended or
/// waits for a second. They give no right to anything; whoever may open the account to somebody is measured by them.
/// </summary>
public sealed class UnendedPosts(Database database, People people)
{
    public Task<IReadOnlyList<Holding>> Of(Guid person, CancellationToken cancel) => database.Read(person, async connection =>
    {
        var rows = await connection.QueryAsync<(Guid Id, string Body, string? Party, string Post, DateOnly From, DateOnly? Until, string[]? Rights)>(new CommandDefinition("""
            select h.id, h.body, h.party, h.post, lower(h.period), upper(h.period), r.rights
            from bodies.holding h left join bodies.post r on r.body = h.body and r.code = h.post
            where h.person = @person and (upper_inf(h.period) or upper(h.period) > @today)
            """, new { person, today = people.Today }, cancellationToken: cancel));
        return (IReadOnlyList<Holding>)[.. rows.Select(row => new Holding(row.Id, row.Body, row.Party, row.Post, row.From, row.Until, row.Rights is null ? Rights.None : Rights.Read(row.Rights)))];
    }, cancel);
}
