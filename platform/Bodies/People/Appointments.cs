using Dapper;
using Entente.Shared.Data;
using Npgsql;

namespace Entente.Bodies;

/// <summary>What came of an act on a post: done, or the keys of the texts that say why not.</summary>
/// <param name="Waits">It takes effect only once a second person agrees.</param>
public sealed record Done(Guid Holding, bool Waits, IReadOnlyList<string> Problems)
{
    public bool Refused => Problems.Count > 0;

    internal static Done No(params IEnumerable<string> problems) => new(default, false, [.. problems]);
}

/// <summary>
/// The one way in which posts are given, agreed to, handed over, confirmed and ended. Each act locks what it decides
/// about, decides by <see cref="Appointing"/> and <see cref="AppointmentRules"/>, writes the holding and its step.
/// </summary>
public sealed class Appointments(Database database, Places places, People people, PostMail mail, TimeProvider time)
{
    public Task<Done> Give(Person giver, string body, Appointment asked, CancellationToken cancel = default) =>
        database.Write(connection => Give(connection, giver, body, asked), cancel);

    /// <summary>
    /// The same inside a transaction of the caller. What is refused has written nothing. <paramref name="vouched"/> says
    /// that a second person has agreed already, as the secretariat does to what a national contact approved.
    /// </summary>
    public async Task<Done> Give(NpgsqlConnection connection, Person giver, string body, Appointment asked, bool vouched = false)
    {
        if (places.Find(body) is not { } described || described.Post(asked.Post) is not { } post)
            return Done.No("people.problem.no-such-post");
        // One appointment of a person at a time, so that the rules below see what stands.
        if (await connection.QuerySingleOrDefaultAsync<string>("select name from bodies.person where id = @Person for no key update", new { asked.Person }) is null)
            return Done.No("people.problem.no-such-person");
        var predecessor = asked.Succeeds is { } succeeds ? await Holders.Lock(connection, succeeds) : null;
        var seat = Seat.Of(body, asked.Party, post);
        if (asked.Succeeds is not null && SpeaksAgainstSuccession(predecessor, seat, asked) is { } against)
            return Done.No(against);
        var leave = predecessor is null ? Appointing.ToGive(giver, asked.Person, seat) : Appointing.ToHandOver(giver, predecessor.Person, asked.Person, seat);
        if (leave is Leave.No)
            return Done.No(giver.Id == asked.Person ? "people.problem.yourself" : "people.problem.not-allowed");
        var problems = AppointmentRules.Problems(described, asked, await Before(connection, asked.Person, seat), people.Today);
        if (problems.Count > 0)
            return Done.No(problems);
        var alone = leave is Leave.WithSecond && !vouched;
        // With nobody else to agree, a first officer or a second administrator could never be; the history says so.
        var waits = alone && (!seat.IsHigh || (await people.WhoMay(connection, body, second => Appointing.MayAgree(second, giver.Id, asked.Person, seat))).Count > 0);
        var id = await Insert(connection, giver, body, asked, waits);
        await Step(connection, id, waits ? "proposed" : alone ? "given-alone" : "given", giver.Id, asked.Basis);
        if (waits)
            await mail.Proposed(connection, id);
        else
            await TakeEffect(connection, id, giver.Id);
        return new Done(id, waits, []);
    }

    /// <summary>
    /// Begins an installation that nobody runs: no post stands behind this, but the secret of the installation, which
    /// the caller has seen. Administrators whom nobody could sign in as give way.
    /// </summary>
    public async Task<Guid> Begin(NpgsqlConnection connection, Guid person)
    {
        foreach (var idle in await connection.QueryAsync<Guid>("select id from bodies.holding where body = @Installation and post = 'administrator'", new { Places.Installation }))
        {
            await Step(connection, idle, "withdrawn", by: null, note: null);
            await connection.ExecuteAsync("delete from bodies.holding where id = @idle", new { idle });
        }
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        await connection.ExecuteAsync("""
            insert into bodies.holding (id, person, body, post, period, granted_at, confirmed_at) values (@id, @person, @Installation, 'administrator', daterange(@Today, null), @now, @now)
            """, new { id, person, Places.Installation, people.Today, now });
        await Step(connection, id, "begun", by: null, note: null);
        return id;
    }

    /// <summary>The second pair of eyes agrees, and the post takes effect.</summary>
    public Task<Done> Agree(Person second, Guid holding, CancellationToken cancel = default) => database.Write(async connection =>
    {
        if (await Waiting(connection, second, holding) is { Length: > 0 } problem)
            return Done.No(problem);
        await connection.ExecuteAsync("update bodies.holding set awaits_second = false, seconded_by = @second where id = @holding", new { holding, second = second.Id });
        await Step(connection, holding, "agreed", second.Id, note: null);
        await TakeEffect(connection, holding, second.Id);
        return new Done(holding, false, []);
    }, cancel);

    /// <summary>The second pair of eyes does not agree: the post never began.</summary>
    public Task<Done> Decline(Person second, Guid holding, string why, CancellationToken cancel = default) => database.Write(async connection =>
    {
        if (await Waiting(connection, second, holding) is { Length: > 0 } problem)
            return Done.No(problem);
        await Step(connection, holding, "declined", second.Id, why);
        await mail.Declined(connection, holding, second, why);
        await connection.ExecuteAsync("delete from bodies.holding where id = @holding", new { holding });
        return new Done(holding, false, []);
    }, cancel);

    /// <summary>From this day on the person no longer holds the post. One that has not begun is withdrawn.</summary>
    public Task<Done> End(Person ender, Guid holding, DateOnly until, string why, CancellationToken cancel = default) => database.Write(async connection =>
    {
        if (await Holders.Lock(connection, holding) is not { } held)
            return Done.No("people.problem.already-decided");
        if (!Appointing.MayEnd(ender, held.Person, held.Seat))
            return Done.No("people.problem.not-allowed");
        if (until < people.Today)
            return Done.No("people.problem.end-in-the-past");
        if (held.Until <= until)
            return Done.No("people.problem.ends-earlier");
        // One ending at a time: two administrators who end each other at once would each still see the other.
        if (held.Rights.Contains(Right.Administer))
            await connection.ExecuteAsync("select pg_advisory_xact_lock(hashtextextended('bodies: the last administrator', 0))");
        if (held.Rights.Contains(Right.Administer) && (await people.WhoMay(connection, held.Body, other => other.Administers && other.Id != held.Person)).Count == 0)
            return Done.No("people.problem.last-administrator");
        await Finish(connection, held, until, ender.Id, "ended", why);
        if (ender.Id != held.Person)
            await mail.Ended(connection, held, until, why);
        return new Done(holding, false, []);
    }, cancel);

    /// <summary>The person still holds the post, says whoever vouches. Gives back what a missed confirmation took.</summary>
    public Task<Done> Confirm(Person confirmer, Guid holding, CancellationToken cancel = default) => database.Write(async connection =>
    {
        if (await Holders.Lock(connection, holding) is not { AwaitsSecond: false } held || held.On(people.Today) is HeldState.Past)
            return Done.No("people.problem.already-decided");
        if (!Appointing.MayConfirm(confirmer, held.Person, held.Seat))
            return Done.No(confirmer.Id == held.Person ? "people.problem.yourself" : "people.problem.not-allowed");
        await connection.ExecuteAsync("update bodies.holding set confirmed_at = @now, asked_at = null, reminded_at = null, suspended_at = null where id = @holding",
            new { holding, now = time.GetUtcNow() });
        await Step(connection, holding, held.SuspendedAt is null ? "confirmed" : "restored", confirmer.Id, note: null);
        if (held.SuspendedAt is not null)
            await mail.Restored(connection, held);
        return new Done(holding, false, []);
    }, cancel);

    private static string? SpeaksAgainstSuccession(HeldPost? predecessor, Seat seat, Appointment asked) =>
        predecessor is null || predecessor.Body != seat.Body || predecessor.Party != seat.Party || predecessor.Post != seat.Post || predecessor.AwaitsSecond ? "people.problem.no-predecessor"
        : predecessor.Person == asked.Person ? "people.problem.already-holds"
        : asked.From <= predecessor.From ? "people.problem.before-predecessor"
        : null;

    private async Task<string> Waiting(NpgsqlConnection connection, Person second, Guid holding) =>
        await Holders.Lock(connection, holding) is not { AwaitsSecond: true } held ? "people.problem.already-decided"
        : Appointing.MayAgree(second, held.GrantedBy, held.Person, held.Seat) ? ""
        : second.Id == held.GrantedBy || second.Id == held.Person ? "people.problem.yourself"
        : "people.problem.not-allowed";

    private async Task TakeEffect(NpgsqlConnection connection, Guid id, Guid by)
    {
        var held = (await Holders.Lock(connection, id))!;
        if (held.Succeeds is { } before && await Holders.Lock(connection, before) is { } predecessor)
        {
            var day = held.From > people.Today ? held.From : people.Today;
            if (predecessor.Until is null || predecessor.Until > day)
                await Finish(connection, predecessor, day, by, "handed-over", held.Name);
            await mail.HandedOver(connection, predecessor, held, day);
        }
        await mail.Given(connection, held);
    }

    private async Task Finish(NpgsqlConnection connection, HeldPost held, DateOnly until, Guid by, string act, string why)
    {
        var never = until <= held.From;
        await Step(connection, held.Id, never ? "withdrawn" : act, by, why);
        await connection.ExecuteAsync(never
            ? "delete from bodies.holding where id = @Id"
            : "update bodies.holding set period = daterange(lower(period), @until), ended_why = @why where id = @Id", new { held.Id, until, why });
    }

    private async Task<Guid> Insert(NpgsqlConnection connection, Person giver, string body, Appointment asked, bool waits)
    {
        var now = time.GetUtcNow();
        return await connection.QuerySingleAsync<Guid>("""
            insert into bodies.holding (id, person, body, party, post, period, succeeds, granted_by, granted_at, basis, awaits_second, confirmed_at)
            values (@id, @Person, @body, @Party, @Post, daterange(@From, @Until), @Succeeds, @giver, @now, @Basis, @waits, @now)
            returning id
            """, new { id = Guid.CreateVersion7(now), asked.Person, body, asked.Party, asked.Post, asked.From, asked.Until, asked.Succeeds, giver = giver.Id, now, asked.Basis, waits });
    }

    internal async Task Step(NpgsqlConnection connection, Guid holding, string act, Guid? by, string? note)
    {
        var now = time.GetUtcNow();
        await connection.ExecuteAsync("""
            insert into bodies.holding_step (id, at, holding, person, side, post, act, done_by, note)
            select @id, @now, h.id, h.person, h.side, h.post, @act, @by, @note from bodies.holding h where h.id = @holding
            """, new { id = Guid.CreateVersion7(now), now, holding, act, by, note });
    }

    private static async Task<IReadOnlyList<Period>> Before(NpgsqlConnection connection, Guid person, Seat seat) =>
        [.. (await connection.QueryAsync<(DateOnly From, DateOnly? Until)>("""
            select lower(period), upper(period) from bodies.holding where person = @person and side = @Body || '/' || coalesce(@Party, '') and post = @Post
            """, new { person, seat.Body, seat.Party, seat.Post })).Select(period => new Period(period.From, period.Until))];
}
