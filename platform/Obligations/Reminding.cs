using Dapper;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Shared.Data;
using Entente.Shared.Mail;
using Entente.Shared.Web;
using Npgsql;

namespace Entente.Obligations;

/// <summary>
/// Reminds by mail of what is due, at the days that the body sets: one letter for all that a person is to be reminded of on a day, to
/// whoever has it, else to all who enter or submit for the party. What was sent is kept, and nobody is told the same twice.
/// </summary>
internal sealed class Reminding(Database database, BodyCatalogue bodies, DefinitionCatalogue definitions, People people, Outbox outbox, Site site, TimeProvider time)
{
    public const string Job = "remind-of-obligations";

    // Not in the night of whoever reads it at the seat of the body.
    private static readonly TimeOnly Morning = new(7, 0);

    // A node that stood still for days reminds once of what it missed, and of nothing older.
    private const int Missed = 3;

    private const string Due = """
        select o.id as "Id", o.definition as "Definition", o.party as "Party", o.due_on as "DueOn", o.own_aud as "OwnAud", d.person as "GivenTo"
        from obligations.obligation o left join obligations.delegation d on d.obligation = o.id and d.until is null
        where o.body = @Code and o.state = 'owed' and o.due_on between @from and @until
        order by o.due_on, o.definition, o.id
        """;

    public async Task Run(CancellationToken stop)
    {
        foreach (var body in bodies.All)
        {
            var local = TimeZoneInfo.ConvertTime(time.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(body.Zone)).DateTime;
            if (TimeOnly.FromDateTime(local) >= Morning)
                await database.Write(connection => Remind(connection, body, DateOnly.FromDateTime(local), stop), stop);
        }
    }

    private async Task Remind(NpgsqlConnection connection, Body body, DateOnly today, CancellationToken stop)
    {
        // Two nodes at once would write two letters: the second waits here and then finds that all is said.
        await connection.ExecuteAsync(new CommandDefinition("select pg_advisory_xact_lock(hashtextextended('reminders ' || @Code, 0))", new { body.Code }, cancellationToken: stop));
        var items = (await connection.QueryAsync<Item>(new CommandDefinition(Due, new { body.Code, from = today.AddDays(-Reminders.Furthest - Missed), until = today.AddDays(Reminders.Furthest) }, cancellationToken: stop))).ToList();
        var dues = items.SelectMany(item => DaysOf(body, item).Where(day => item.DueOn.AddDays(day) is var on && on <= today && on > today.AddDays(-Missed)).TakeLast(1).Select(day => (Item: item, Day: day))).ToList();
        if (dues.Count == 0)
            return;
        var staff = await people.Holding(connection, body.Code, person => person.In(body.Code).Any(holding => holding.Party is not null && holding.Rights.Any(right => right is Right.Enter or Right.Submit)));
        foreach (var (person, all) in dues.SelectMany(due => To(staff, body, due.Item).Select(person => (person, due))).GroupBy(pair => pair.person.Id, (_, pairs) => (pairs.First().person, pairs.Select(pair => pair.due).ToList())))
            await Write(connection, body, person, all, stop);
    }

    private IReadOnlyList<int> DaysOf(Body body, Item item)
    {
        var definition = definitions.Find(body.Code, item.Definition)?.Definition;
        return Reminders.Of(body, definition is null ? null : Owing.Of(definition)?.Remind);
    }

    private static IEnumerable<Person> To(IReadOnlyList<Person> staff, Body body, Item item) =>
        staff.FirstOrDefault(person => person.Id == item.GivenTo) is { } given ? [given]
            : staff.Where(person => person.In(body.Code).Any(holding => holding.Party == item.Party && holding.Rights.Any(right => right is Right.Enter or Right.Submit)));

    private async Task Write(NpgsqlConnection connection, Body body, Person person, List<(Item Item, int Day)> dues, CancellationToken stop)
    {
        var fresh = (await connection.QueryAsync<Guid>(new CommandDefinition("""
            insert into obligations.reminder (obligation, person, day, due_on, own_aud, sent_at)
            select n.obligation, @person, n.day, n.due_on, n.own_aud, @now from unnest(@ids, @days, @dues, @auds) as n (obligation, day, due_on, own_aud)
            on conflict do nothing returning obligation
            """, new
        {
            person = person.Id, now = time.GetUtcNow(), ids = dues.Select(due => due.Item.Id).ToArray(), days = dues.Select(due => due.Day).ToArray(),
            dues = dues.Select(due => due.Item.DueOn).ToArray(), auds = dues.Select(due => due.Item.OwnAud).ToArray(),
        }, cancellationToken: stop))).ToHashSet();
        if (fresh.Count == 0)
            return;
        var told = dues.Where(due => fresh.Contains(due.Item.Id)).ToList();
        var key = told.TrueForAll(due => due.Day > 0) ? "obligations.late.letter" : "obligations.reminder.letter";
        var language = person.Language ?? body.Languages[0];
        // texts: obligations.late.letter.*, obligations.reminder.letter.*
        await outbox.Send(connection, person, key, ("name", person.Name), ("body", body.ShortName.In(language).Text), ("count", told.Count), ("first", told.Min(due => due.Item.DueOn)), ("link", site.Link("/workspace")));
    }

    private sealed record Item(Guid Id, string Definition, string Party, DateOnly DueOn, int OwnAud, Guid? GivenTo);
}
