using Dapper;
using Npgsql;

namespace Entente.Bodies;

/// <summary>How posts end, as a part of <see cref="Appointments"/>: at once, once a second person agrees, or when a successor begins.</summary>
public sealed class Departures(People people, PostMail mail, TimeProvider time)
{
    internal async Task<Done> End(NpgsqlConnection connection, HeldPost held, Person ender, DateOnly until, string why)
    {
        var permit = HeldRules.MayEnd(ender, held, people.Today);
        if (!permit.Yes)
            return Done.No(permit.Problem!);
        if (until < people.Today)
            return Done.No("people.problem.end-in-the-past");
        if (held.Until <= until)
            return Done.No("people.problem.ends-earlier");
        return permit.Leave is Leave.WithSecond
            ? await Propose(connection, held, ender, until, why)
            : await Leaves(connection, held, ender, until, why);
    }

    /// <summary>The second agrees. Agreed late, it ends on the day of the agreement.</summary>
    internal Task<Done> Agreed(NpgsqlConnection connection, HeldPost held, Person second) =>
        Leaves(connection, held, second, Later(held.EndProposedUntil!.Value, people.Today), held.EndProposedWhy ?? "");

    /// <summary>The second does not agree, and the post goes on.</summary>
    internal async Task<Done> Declined(NpgsqlConnection connection, HeldPost held, Person second, string why)
    {
        await connection.ExecuteAsync("update bodies.holding set end_proposed_by = null, end_proposed_at = null, end_proposed_until = null, end_proposed_why = null where id = @Id", new { held.Id });
        await HoldingStep.Write(connection, time.GetUtcNow(), held.Id, "end-declined", second.Id, why);
        await mail.Declined(connection, held, "end-declined", second, why);
        return new Done(held.Id, false, []);
    }

    /// <summary>The successor begins. Agreed late, it passes on the day of the agreement.</summary>
    internal async Task HandedOver(NpgsqlConnection connection, HeldPost predecessor, HeldPost successor, Guid by)
    {
        var day = Later(successor.From, people.Today);
        if (predecessor.Until is null || predecessor.Until > day)
            await Finish(connection, predecessor, day, by, "handed-over", successor.Name);
        await mail.HandedOver(connection, predecessor, successor, day);
    }

    private async Task<Done> Propose(NpgsqlConnection connection, HeldPost held, Person ender, DateOnly until, string why)
    {
        // Alone nobody takes such a post, not even where nobody else could agree: the holder may still go by themselves.
        if (!await people.AnybodyMight(connection, held.Body, second => Appointing.IsSecond(second, ender.Id, held.Person, held.Seat)))
            return Done.No("people.problem.nobody-to-agree");
        await connection.ExecuteAsync("update bodies.holding set end_proposed_by = @ender, end_proposed_at = @now, end_proposed_until = @until, end_proposed_why = @why where id = @Id",
            new { held.Id, ender = ender.Id, now = time.GetUtcNow(), until, why });
        await HoldingStep.Write(connection, time.GetUtcNow(), held.Id, "end-proposed", ender.Id, why);
        await mail.EndProposed(connection, held, ender, until, why);
        return new Done(held.Id, true, []);
    }

    private async Task<Done> Leaves(NpgsqlConnection connection, HeldPost held, Person by, DateOnly until, string why)
    {
        // One ending at a time: two administrators who go at once would each still see the other.
        if (held.Rights.Contains(Right.Administer))
            await connection.ExecuteAsync("select pg_advisory_xact_lock(hashtextextended('bodies: the last administrator', 0))");
        if (held.Rights.Contains(Right.Administer) && (await people.WhoMay(connection, held.Body, other => other.Administers && other.Id != held.Person)).Count == 0)
            return Done.No("people.problem.last-administrator");
        await Finish(connection, held, until, by.Id, "ended", why);
        if (by.Id != held.Person)
            await mail.Ended(connection, held, until, why);
        return new Done(held.Id, false, []);
    }

    private async Task Finish(NpgsqlConnection connection, HeldPost held, DateOnly until, Guid by, string act, string why)
    {
        var never = until <= held.From;
        await HoldingStep.Write(connection, time.GetUtcNow(), held.Id, never ? "withdrawn" : act, by, why);
        // A proposal to end it earlier still stands; what it has overtaken does not.
        await connection.ExecuteAsync(never ? "delete from bodies.holding where id = @Id" : """
            update bodies.holding set period = daterange(lower(period), @until), ended_why = @why where id = @Id;
            update bodies.holding set end_proposed_by = null, end_proposed_at = null, end_proposed_until = null, end_proposed_why = null
            where id = @Id and end_proposed_until >= @until
            """, new { held.Id, until, why });
    }

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
}
