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
/// about, decides by <see cref="Appointing"/>, <see cref="HeldRules"/> and <see cref="AppointmentRules"/>, writes the
/// holding and its step.
/// </summary>
public sealed class Appointments(Database database, Places places, People people, PostMail mail, Departures departures, TimeProvider time)
{
    /// <summary>To somebody whom the giver sees: nobody is appointed by an id that was guessed or kept.</summary>
    public async Task<Done> Give(Person giver, string body, Appointment asked, CancellationToken cancel = default) =>
        await people.Sees(giver, asked.Person, cancel)
            ? await database.Write(connection => Give(connection, giver, body, asked), cancel)
            : Done.No("people.problem.no-such-person");

    /// <summary>
    /// The same inside a transaction of the caller, who may just have made the person. What is refused has written
    /// nothing. <paramref name="vouched"/> says that a second person has agreed already, as the secretariat does to what
    /// a national contact approved.
    /// </summary>
    public async Task<Done> Give(NpgsqlConnection connection, Person giver, string body, Appointment asked, bool vouched = false)
    {
        if (places.Find(body) is not { } described || described.Post(asked.Post) is not { } post)
            return Done.No("people.problem.no-such-post");
        // One appointment of a person at a time, so that the rules below see what stands.
        if (await connection.QuerySingleOrDefaultAsync<string>("select name from bodies.person where id = @Person and left_at is null for no key update", new { asked.Person }) is null)
            return Done.No("people.problem.no-such-person");
        var seat = Seat.Of(body, asked.Party, post);
        var permit = await MayGive(connection, giver, asked, seat);
        if (!permit.Yes)
            return Done.No(giver.Id == asked.Person ? "people.problem.yourself" : permit.Problem!);
        var problems = AppointmentRules.Problems(described, asked, await Before(connection, asked.Person, seat), people.Today);
        if (problems.Count > 0)
            return Done.No(problems);
        var alone = permit.Leave is Leave.WithSecond && !(vouched && !seat.IsHigh);
        // With nobody else to agree, a first officer or a second administrator could never be; the history says so.
        var waits = alone && (!seat.IsHigh || await people.AnybodyMight(connection, body, second => Appointing.IsSecond(second, giver.Id, asked.Person, seat)));
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

    /// <summary>The second pair of eyes agrees: the post takes effect, or ends.</summary>
    public Task<Done> Agree(Person second, Guid holding, CancellationToken cancel = default) => On(holding, async (connection, held) =>
    {
        if (HeldRules.MayAgree(second, held, people.Today) is { Problem: { } problem })
            return Done.No(problem);
        if (!held.AwaitsSecond)
            return await departures.Agreed(connection, held, second);
        await connection.ExecuteAsync("update bodies.holding set awaits_second = false, seconded_by = @second where id = @holding", new { holding, second = second.Id });
        await Step(connection, holding, "agreed", second.Id, note: null);
        await TakeEffect(connection, holding, second.Id);
        return new Done(holding, false, []);
    }, cancel);

    /// <summary>The second pair of eyes does not agree: the post never began, or goes on.</summary>
    public Task<Done> Decline(Person second, Guid holding, string why, CancellationToken cancel = default) => On(holding, async (connection, held) =>
    {
        if (HeldRules.MayDecline(second, held, people.Today) is { Problem: { } problem })
            return Done.No(problem);
        if (!held.AwaitsSecond)
            return await departures.Declined(connection, held, second, why);
        await Step(connection, holding, "declined", second.Id, why);
        await mail.Declined(connection, held, "declined", second, why);
        await connection.ExecuteAsync("delete from bodies.holding where id = @holding", new { holding });
        return new Done(holding, false, []);
    }, cancel);

    /// <summary>From this day on the person no longer holds the post. One that has not begun is withdrawn.</summary>
    public Task<Done> End(Person ender, Guid holding, DateOnly until, string why, CancellationToken cancel = default) =>
        On(holding, (connection, held) => departures.End(connection, held, ender, until, why), cancel);

    /// <summary>The person still holds the post, says whoever vouches. Gives back what a missed confirmation took.</summary>
    public Task<Done> Confirm(Person confirmer, Guid holding, CancellationToken cancel = default) => On(holding, async (connection, held) =>
    {
        if (HeldRules.MayConfirm(confirmer, held, people.Today) is { Problem: { } problem })
            return Done.No(problem);
        await connection.ExecuteAsync("update bodies.holding set confirmed_at = @now, asked_at = null, reminded_at = null, suspended_at = null where id = @holding",
            new { holding, now = time.GetUtcNow() });
        await Step(connection, holding, held.SuspendedAt is null ? "confirmed" : "restored", confirmer.Id, note: null);
        if (held.SuspendedAt is not null)
            await mail.Restored(connection, held);
        return new Done(holding, false, []);
    }, cancel);

    private Task<Done> On(Guid holding, Func<NpgsqlConnection, HeldPost, Task<Done>> act, CancellationToken cancel) => database.Write(async connection =>
        await Holders.Lock(connection, holding) is { } held ? await act(connection, held) : Done.No("people.problem.already-decided"), cancel);

    private async Task<Permit> MayGive(NpgsqlConnection connection, Person giver, Appointment asked, Seat seat)
    {
        if (asked.Succeeds is not { } succeeds)
            return Appointing.ToGive(giver, asked.Person, seat);
        if (await Holders.Lock(connection, succeeds) is not { } predecessor || (predecessor.Body, predecessor.Party, predecessor.Post) != (seat.Body, seat.Party, seat.Post))
            return "people.problem.no-predecessor";
        var permit = HeldRules.MayHandOver(giver, predecessor, asked.Person, people.Today);
        return permit.Yes && asked.From <= predecessor.From ? "people.problem.before-predecessor" : permit;
    }

    private async Task TakeEffect(NpgsqlConnection connection, Guid id, Guid by)
    {
        var held = (await Holders.Lock(connection, id))!;
        if (held.Succeeds is { } before && await Holders.Lock(connection, before) is { } predecessor)
            await departures.HandedOver(connection, predecessor, held, by);
        await mail.Given(connection, held);
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

    private Task<int> Step(NpgsqlConnection connection, Guid holding, string act, Guid? by, string? note) =>
        HoldingStep.Write(connection, time.GetUtcNow(), holding, act, by, note);

    private static async Task<IReadOnlyList<Period>> Before(NpgsqlConnection connection, Guid person, Seat seat) =>
        [.. (await connection.QueryAsync<(DateOnly From, DateOnly? Until)>("""
            select lower(period), upper(period) from bodies.holding where person = @person and side = @Body || '/' || coalesce(@Party, '') and post = @Post
            """, new { person, seat.Body, seat.Party, seat.Post })).Select(period => new Period(period.From, period.Until))];
}
