using Entente.Bodies;
using Entente.Records;
using Entente.Shared.Data;
using Entente.Shared.Jobs;

namespace Entente.Obligations;

/// <summary>What is due, whether it came, and who is told.</summary>
public static class ObligationsRoom
{
    public static void AddObligations(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<Sweeping>().AddSingleton<Concerned>().AddSingleton<Follower>().AddSingleton<GoingThrough>().AddSingleton<Reminding>();
        services.AddStatus();
        services.AddSingleton<Owed>().AddSingleton<WhyOwed>().AddSingleton<Delegating>();
        services.AddHostedService<Following>();
        services.AddJob<GoingThrough>(GoingThrough.Job, (going, job, stop) => going.Run(job, stop));
        services.AddJob<GoingThrough>(GoingThrough.Look, (going, _, stop) => going.LookAfter(stop));
        services.AddTimetable(GoingThrough.Look, Schedule.At("7 * * * *"), GoingThrough.Look);
        services.AddJob<Reminding>(Reminding.Job, (reminding, _, stop) => reminding.Run(stop));
        services.AddTimetable(Reminding.Job, Schedule.At("12 * * * *"), Reminding.Job);
        services.AddSingleton<HeldAbout>(services => (person, cancel) => About(services.GetRequiredService<People>(), services.GetRequiredService<ReadersOf>(), person, cancel));
    }

    private static async Task<IReadOnlyList<Held>> About(People people, ReadersOf readers, Guid id, CancellationToken cancel) =>
        await people.Find(id, cancel) is not { } person ? [] : await readers.As(person, "what was given to them and what they were reminded of", async connection => (IReadOnlyList<Held>)
        [
            await HeldParts.Ask(connection, id, "given-to-them", "select d.obligation, d.note, d.at, d.until from obligations.delegation d where d.person = @person order by d.at", cancel),
            await HeldParts.Ask(connection, id, "given-by-them", "select d.obligation, d.at from obligations.delegation d where d.by = @person order by d.at", cancel),
            await HeldParts.Ask(connection, id, "reminders", "select r.obligation, r.day, r.due_on, r.sent_at from obligations.reminder r where r.person = @person order by r.sent_at", cancel),
            await HeldParts.Ask(connection, id, "calendar-addresses", "select c.name, c.made_at, c.fetched_on, c.revoked_at from obligations.calendar_address c where c.person = @person order by c.made_at", cancel),
            await HeldParts.Ask(connection, id, "letters-answered", "select l.id, l.replied_at from obligations.letter l where l.replied_by = @person order by l.replied_at", cancel),
        ], cancel);
}
