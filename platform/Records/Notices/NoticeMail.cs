using Dapper;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Disclosure;
using Entente.Records.Reading;
using Entente.Shared.Data;
using Entente.Shared.Mail;
using Entente.Shared.Web;

namespace Entente.Records.Notices;

/// <summary>
/// Tells people by mail that there are new notices: one letter for all that came since the last, which says how many and where,
/// and never what. Whoever said no is told nothing.
/// </summary>
public sealed class NoticeMail(Database database, Readings readings, NoticeReading notices, BodyCatalogue bodies, DefinitionCatalogue definitions, People people, Outbox outbox, Site site, TimeProvider time)
{
    public const string Job = "notice-mail";

    private const int Most = 100;

    public Task<bool> Wanted(Person person, string body, CancellationToken cancel) =>
        readings.As(person, Showing.Nothing("their own choice"), async connection => await connection.QuerySingleOrDefaultAsync<bool?>(new CommandDefinition("select wanted from records.notice_mail where person = @Id and body = @body", new { person.Id, body }, cancellationToken: cancel)) ?? true, cancel);

    public Task Choose(Person person, string body, bool wanted, CancellationToken cancel) => database.Write(connection => connection.ExecuteAsync(new CommandDefinition("""
        insert into records.notice_mail as m (person, body, wanted, told_at) values (@Id, @body, @wanted, @now)
        on conflict (person, body) do update set wanted = excluded.wanted, told_at = greatest(m.told_at, excluded.told_at)
        """, new { person.Id, body, wanted, now = time.GetUtcNow() }, cancellationToken: cancel)), cancel);

    /// <summary>One round over everybody who holds a post in a body that announces anything.</summary>
    public async Task Tell(CancellationToken stop)
    {
        foreach (var body in bodies.All)
        {
            if (!definitions.All(body.Code).Any(published => published.Definition.Kind == DefinitionKind.Notice))
                continue;
            var readers = await database.Write(connection => people.Holding(connection, body.Code, person => person.Holdings.Any(holding => holding.Body == body.Code && holding.Rights.Contains(Right.Read))), stop);
            foreach (var person in readers)
                await Tell(person, body, stop);
        }
    }

    private async Task Tell(Person person, Body body, CancellationToken stop)
    {
        var told = await readings.As(person, Showing.Nothing("their own choice"), connection => connection.QuerySingleOrDefaultAsync<(bool Wanted, DateTimeOffset At)?>(new CommandDefinition(
            "select wanted, told_at from records.notice_mail where person = @Id and body = @Code", new { person.Id, body.Code }, cancellationToken: stop)), stop);
        if (told is (false, _))
            return;
        // Read as this person reads: what is not published yet, or not for them, is not even counted.
        var fresh = (await notices.Unread(person, body.Code, Most, stop)).Count(notice => told is not var (_, at) || notice.MadeAt > at);
        if (fresh == 0)
            return;
        await database.Write(async connection =>
        {
            var now = time.GetUtcNow();
            await connection.ExecuteAsync("""
                insert into records.notice_mail as m (person, body, told_at) values (@Id, @Code, @now) on conflict (person, body) do update set told_at = excluded.told_at
                """, new { person.Id, body.Code, now });
            await outbox.Send(connection, person, "records.notice.letter", ("name", person.Name), ("body", body.ShortName.In(person.Language ?? "en").Text), ("count", fresh), ("link", site.Link($"/bodies/{body.Code}/notices")));
        }, stop);
    }
}
