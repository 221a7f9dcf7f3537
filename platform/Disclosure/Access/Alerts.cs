using Dapper;
using Entente.Bodies;
using Entente.Shared.Data;
using Entente.Shared.Localisation;
using Entente.Shared.Mail;
using Entente.Shared.Web;
using Npgsql;

namespace Entente.Disclosure.Access;

/// <summary>An alert as its reader may see it: the reasons for whoever watches over the body, the number of its own records for a party.</summary>
public sealed record AlertShown(Guid Id, Guid Person, string Name, DateOnly Day, bool High, DateTimeOffset? SettledAt, IReadOnlyList<Reason> Reasons, IReadOnlyList<(string Party, int Records)> Parties, IReadOnlyList<Settling> Settlings)
{
    public bool Waits => SettledAt is null;
}

/// <summary>That somebody looked into it, and what they found.</summary>
public sealed record Settling(Guid Person, string Name, string Note, DateTimeOffset At);

/// <summary>Looks for what is unusual, tells who has to know, and keeps what came of it.</summary>
public sealed class Alerts(Database database, BodyCatalogue bodies, People people, Outbox outbox, Texts texts, Site site, TimeProvider time)
{
    public const string Job = "watch-readings";

    private const int Most = 100;

    /// <summary>Whether somebody may say what came of it: who watches, not about themselves, and each once.</summary>
    public static bool MaySettle(Person person, string body, AlertShown alert) =>
        alert.Waits && person.Id != alert.Person && Granting.Watches(person, body) && alert.Settlings.All(one => one.Person != person.Id);

    /// <summary>How many have to agree.</summary>
    public static int Needed(bool high) => high ? 2 : 1;

    /// <summary>One round over all bodies: the day that is, and the one before, which may have ended since.</summary>
    public async Task Watch(CancellationToken stop)
    {
        foreach (var body in bodies.All.Where(body => body.TrialOf is null))
        {
            var today = body.Today(time);
            var (read, refused) = await database.Write(connection => Facts(connection, body, today, stop), stop);
            foreach (var day in new[] { today.AddDays(-1), today })
                foreach (var found in Unusual.On(day, read, refused))
                    await database.Write(connection => Keep(connection, body, found, stop), stop);
        }
    }

    public Task<IReadOnlyList<AlertShown>> In(Person reader, string body, CancellationToken cancel) => database.Read(reader.Id, async connection =>
    {
        var found = (await connection.QueryAsync<(Guid Id, Guid Person, string Name, DateOnly Day, bool High, DateTimeOffset? Settled)>(new CommandDefinition(
            $"select id, person, disclosure.name_of_reader(person), day, high, settled_at from disclosure.alert where body = @body order by settled_at is not null, day desc, score desc limit {Most}", new { body }, cancellationToken: cancel))).AsList();
        var ids = found.Select(one => one.Id).ToArray();
        var reasons = (await connection.QueryAsync<(Guid Alert, string What, double Measured, double From, double To, double Score)>(new CommandDefinition("select alert, what, measured, usual_from, usual_to, score from disclosure.alert_reason where alert = any (@ids) order by score desc", new { ids }, cancellationToken: cancel)))
            .ToLookup(one => one.Alert, one => new Reason(Enum.Parse<Watched>(one.What), one.Measured, one.From, one.To, one.Score));
        var parties = (await connection.QueryAsync<(Guid Alert, string Party, int Records)>(new CommandDefinition("select alert, party, records from disclosure.alert_party where alert = any (@ids) order by records desc, party", new { ids }, cancellationToken: cancel))).ToLookup(one => one.Alert, one => (one.Party, one.Records));
        var settled = (await connection.QueryAsync<(Guid Alert, Guid Person, string Name, string Note, DateTimeOffset At)>(new CommandDefinition("select alert, person, disclosure.name_of_reader(person), note, at from disclosure.settling where alert = any (@ids) order by at", new { ids }, cancellationToken: cancel)))
            .ToLookup(one => one.Alert, one => new Settling(one.Person, one.Name, one.Note, one.At));
        return (IReadOnlyList<AlertShown>)[.. found.Select(one => new AlertShown(one.Id, one.Person, one.Name, one.Day, one.High, one.Settled, [.. reasons[one.Id]], [.. parties[one.Id]], [.. settled[one.Id]]))];
    }, cancel);

    /// <summary>False where this person may not, or somebody else was faster.</summary>
    public async Task<bool> Settle(Person person, string body, Guid id, string note, CancellationToken cancel)
    {
        if ((await In(person, body, cancel)).FirstOrDefault(one => one.Id == id) is not { } alert || !MaySettle(person, body, alert))
            return false;
        return await database.Write(async connection =>
        {
            var now = time.GetUtcNow();
            await connection.ExecuteAsync("select 1 from disclosure.alert where id = @id for update", new { id });
            if (await connection.ExecuteAsync("insert into disclosure.settling (alert, person, note, at) values (@id, @person, @note, @now) on conflict do nothing", new { id, person = person.Id, note, now }) == 0)
                return false;
            await connection.ExecuteAsync("update disclosure.alert set settled_at = @now where id = @id and (select count(*) from disclosure.settling s where s.alert = @id) >= case when high then 2 else 1 end", new { id, now });
            return true;
        }, cancel);
    }

    private static async Task<(List<HourRead> Read, List<HourRefused> Refused)> Facts(NpgsqlConnection connection, Body body, DateOnly today, CancellationToken cancel)
    {
        var with = new { body = body.Code, zone = body.Zone, from = today.AddDays(-Unusual.Days - 1) };
        var read = (await connection.QueryAsync<(Guid Person, string Post, DateTime Hour, string Party, int Records, int Exports)>(new CommandDefinition("""
            select r.person, coalesce(r.posts[1], ''), date_trunc('hour', r.at at time zone coalesce(bodies.zone_of(r.person), @zone)), coalesce(r.party, ''), sum(r.records)::int, (count(*) filter (where r.way = 'export'))::int
            from disclosure.reading r
            where r.body = @body and r.at >= @from group by 1, 2, 3, 4 order by 3
            """, with, cancellationToken: cancel))).Select(one => new HourRead(one.Person, one.Post, one.Hour, one.Party, one.Records, one.Exports)).ToList();
        var refused = (await connection.QueryAsync<(Guid Person, DateTime Hour, int Times)>(new CommandDefinition("""
            select r.person, date_trunc('hour', r.at at time zone coalesce(bodies.zone_of(r.person), @zone)), count(*)::int from disclosure.refusal r
            where r.body = @body and r.at >= @from group by 1, 2
            """, with, cancellationToken: cancel))).Select(one => new HourRefused(one.Person, one.Hour, one.Times)).ToList();
        return (read, refused);
    }

    // A day that goes on may become more unusual; what was settled is not asked again.
    private async Task Keep(NpgsqlConnection connection, Body body, UnusualDay found, CancellationToken cancel)
    {
        var about = await people.Find(connection, found.Person);
        var high = about is not null && (about.Administers || about.In(body.Code).Any(holding => holding.Party is null && (holding.Rights.Contains(Right.Oversee) || holding.Rights.Contains(Right.Describe))));
        var now = time.GetUtcNow();
        var (id, fresh) = await connection.QuerySingleOrDefaultAsync<(Guid, bool)>(new CommandDefinition("""
            insert into disclosure.alert as a (id, body, person, day, score, high, made_at) values (uuidv7(), @body, @Person, @Day, @Score, @high, @now)
            on conflict (body, person, day) do update set score = greatest(a.score, excluded.score) where a.settled_at is null
            returning id, xmax = 0
            """, new { body = body.Code, found.Person, found.Day, found.Score, high, now = now.UtcDateTime }, cancellationToken: cancel));
        if (id == Guid.Empty)
            return;
        foreach (var reason in found.Reasons)
            await connection.ExecuteAsync("""
                insert into disclosure.alert_reason (alert, what, measured, usual_from, usual_to, score) values (@id, @what, @Measured, @From, @To, @Score)
                on conflict (alert, what) do update set measured = excluded.measured, usual_from = excluded.usual_from, usual_to = excluded.usual_to, score = excluded.score
                """, new { id, what = reason.What.ToString(), reason.Measured, reason.From, reason.To, reason.Score });
        foreach (var (party, records) in found.Parties.Where(one => one.Key.Length > 0))
            await connection.ExecuteAsync("insert into disclosure.alert_party (alert, side, party, records) values (@id, @side, @party, @records) on conflict (alert, party) do update set records = excluded.records", new { id, side = $"{body.Code}/{party}", party, records });
        if (fresh)
            await Tell(connection, body, found, about?.Name ?? "");
    }

    // texts: disclosure.unusual.mail.*.subject, disclosure.unusual.mail.*.body
    private async Task Tell(NpgsqlConnection connection, Body body, UnusualDay found, string who)
    {
        foreach (var person in await people.Holding(connection, body.Code, person => person.Id != found.Person && (Granting.Watches(person, body.Code) || Parties(person, body.Code).Any(found.Parties.ContainsKey))))
        {
            var watches = Granting.Watches(person, body.Code);
            var t = texts.WordsIn(person.Language, person.Zone);
            await outbox.Send(connection, person, $"disclosure.unusual.mail.{(watches ? "watcher" : "owner")}",
                ("name", person.Name), ("who", who), ("body", body.ShortName.In(t.Language.Code).Text), ("day", found.Day),
                ("reasons", watches ? string.Join("\n", found.Reasons.Select(reason => Say(t, reason))) : ""), ("count", Parties(person, body.Code).Sum(party => found.Parties.GetValueOrDefault(party))), ("link", site.Link($"/bodies/{body.Code}/unusual")));
        }
    }

    private static IEnumerable<string> Parties(Person person, string body) => person.In(body).Where(holding => holding.Party is not null && (holding.Rights.Contains(Right.Vouch) || holding.Rights.Contains(Right.Oversee))).Select(holding => holding.Party!).Distinct(StringComparer.Ordinal);

    /// <summary>A reason in words with its numbers.</summary>
    // texts: disclosure.unusual.reason.*
    public static string Say(Words t, Reason reason) =>
        t[$"disclosure.unusual.reason.{reason.What.ToString().ToLowerInvariant()}", ("count", (decimal)reason.Measured), ("usual", Usual(t, reason))];

    private static string Usual(Words t, Reason reason)
    {
        var (from, to) = ((decimal)reason.From, (decimal)reason.To);
        return to == 0 ? t["disclosure.unusual.usual.none"] : from == to ? t.Number(to) : t["disclosure.unusual.usual", ("from", from), ("to", to)];
    }
}
