using Dapper;
using Entente.Shared.Data;
using Npgsql;

namespace Entente.Bodies;

/// <summary>
/// Once a day: asks whoever vouches whether people still hold their posts, as often as the body says; reminds; and
/// suspends what nobody confirmed. A post that nobody else could confirm is left alone, so that no body locks itself out.
/// </summary>
public sealed class Reconfirmation(Database database, People people, PostMail mail, TimeProvider time)
{
    public const int DaysToConfirm = 30;
    private const int DaysUntilReminder = 20;

    // Of those in force today that the body wants confirmed. Confirmed first when given, then whenever somebody said so.
    private const string InForce = "where h.period @> @today and not h.awaits_second and h.suspended_at is null and ";

    public Task Run(CancellationToken stop) => database.Write(async connection =>
    {
        // Two jobs at once would ask twice: the second waits here and then finds nothing to do.
        await connection.ExecuteAsync("select pg_advisory_xact_lock(hashtextextended('reconfirm posts', 0))");
        await Suspend(connection);
        await Remind(connection);
        await Ask(connection);
    }, stop);

    private async Task Ask(NpgsqlConnection connection)
    {
        var due = await Read(connection, "h.asked_at is null and coalesce(h.confirmed_at, h.granted_at) + make_interval(months => r.reconfirm_months) <= @now");
        var asked = await ByConfirmer(connection, due);
        foreach (var held in asked.SelectMany(one => one.Held).DistinctBy(held => held.Id))
        {
            await connection.ExecuteAsync("update bodies.holding set asked_at = @now, reminded_at = null where id = @Id", new { held.Id, now = time.GetUtcNow() });
            await HoldingStep.Write(connection, time.GetUtcNow(), held.Id, "asked", by: null, note: null);
        }
        await Write(connection, asked, people.Today.AddDays(DaysToConfirm), reminder: false);
    }

    private async Task Remind(NpgsqlConnection connection)
    {
        var late = await Read(connection, "h.reminded_at is null and h.asked_at <= @now - make_interval(days => @DaysUntilReminder)");
        await connection.ExecuteAsync("update bodies.holding set reminded_at = @now where id = any (@ids)", new { ids = late.Select(held => held.Id).ToArray(), now = time.GetUtcNow() });
        await Write(connection, await ByConfirmer(connection, late), people.Today.AddDays(DaysToConfirm - DaysUntilReminder), reminder: true);
    }

    private async Task Suspend(NpgsqlConnection connection)
    {
        foreach (var held in await Read(connection, "h.asked_at <= @now - make_interval(days => @DaysToConfirm)"))
        {
            if ((await Confirmers(connection, held)).Count == 0)
                continue;
            await connection.ExecuteAsync("update bodies.holding set suspended_at = @now where id = @Id", new { held.Id, now = time.GetUtcNow() });
            await HoldingStep.Write(connection, time.GetUtcNow(), held.Id, "suspended", by: null, note: null);
            await mail.Suspended(connection, held);
        }
    }

    private async Task<List<HeldPost>> Read(NpgsqlConnection connection, string condition) =>
        (await connection.QueryAsync<HeldPost>(HeldPost.Select + InForce + condition + " order by h.body, h.party, p.name",
            new { today = people.Today, now = time.GetUtcNow(), DaysUntilReminder, DaysToConfirm })).ToList();

    private async Task<List<(Person Confirmer, string Body, List<HeldPost> Held)>> ByConfirmer(NpgsqlConnection connection, List<HeldPost> all)
    {
        var mine = new List<(Person Confirmer, HeldPost Held)>();
        foreach (var held in all)
            mine.AddRange((await Confirmers(connection, held)).Select(confirmer => (confirmer, held)));
        return [.. mine.GroupBy(pair => (pair.Confirmer.Id, pair.Held.Body), (_, pairs) => (pairs.First().Confirmer, pairs.First().Held.Body, pairs.Select(pair => pair.Held).ToList()))];
    }

    /// <summary>The contacts of the party; the secretariat for contacts and where a party has none.</summary>
    private async Task<IReadOnlyList<Person>> Confirmers(NpgsqlConnection connection, HeldPost held)
    {
        var able = await people.WhoMay(connection, held.Body, person => Appointing.Vouches(person, held.Person, held.Seat));
        var contacts = held.Party is null ? [] : able.Where(person => person.Holdings.Any(own => own.Body == held.Body && own.Party == held.Party && own.Rights.Contains(Right.Vouch))).ToList();
        return contacts.Count > 0 ? contacts : able;
    }

    private async Task Write(NpgsqlConnection connection, List<(Person Confirmer, string Body, List<HeldPost> Held)> asked, DateOnly before, bool reminder)
    {
        foreach (var (confirmer, body, held) in asked)
            await mail.ToConfirm(connection, confirmer, body, held.Count, before, reminder);
    }
}
