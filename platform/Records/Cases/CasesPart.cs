using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Writing;
using Entente.Shared.Jobs;
using Entente.Shared.Layout;
using Entente.Shared.Work;

namespace Entente.Records.Cases;

/// <summary>What cases have beside other records: clocks that the house looks after, a queue, referrals, letters.</summary>
public static class CasesPart
{
    public static void AddCases(this IServiceCollection services)
    {
        services.AddSingleton<CaseDesk>().AddSingleton<ReferralReading>().AddSingleton<CaseDue>();
        services.AddJob<CaseClocks>(CaseClocks.Due, (clocks, _, stop) => clocks.RunOut(stop));
        services.AddJob<CaseClocks>(CaseClocks.Again, (clocks, _, stop) => clocks.Refresh(stop));
        services.AddTimetable(CaseClocks.Due, Schedule.At("*/5 * * * *"), CaseClocks.Due);
        services.AddTimetable(CaseClocks.Again, Schedule.At("41 2 * * *"), CaseClocks.Again);
        services.AddSingleton<BodyLinks>(provider => (body, t, reader) =>
            reader is not null && Actor.Of(reader).Serves(body.Code) && provider.GetRequiredService<DefinitionCatalogue>().All(body.Code).Any(published => published.Definition.Kind == DefinitionKind.Case)
                ? [new Crumb(t["records.case.queue"], $"/bodies/{body.Code}/cases")]
                : []);
        services.AddSingleton<WorkSource>(provider => (person, cancel) => Asked(provider.GetRequiredService<BodyCatalogue>(), provider.GetRequiredService<ReferralReading>(), person, cancel));
    }

    public static void MapCases(this WebApplication app)
    {
        app.MapPost("/api/{body}/{definition}/{id:guid}/allotment", CaseEndpoint.Allot).AllowAnonymous().DisableAntiforgery();
        app.MapPost("/api/{body}/{definition}/{id:guid}/referrals", CaseEndpoint.Refer).AllowAnonymous().DisableAntiforgery();
        app.MapPost("/api/{body}/{definition}/{id:guid}/referrals/{referral:guid}/opinion", CaseEndpoint.Advise).AllowAnonymous().DisableAntiforgery();
    }

    // The opinions that somebody is asked for.
    private static async Task<IReadOnlyList<WorkItem>> Asked(BodyCatalogue bodies, ReferralReading referrals, Person person, CancellationToken cancel)
    {
        var work = new List<WorkItem>();
        foreach (var code in person.Holdings.Select(holding => holding.Body).Distinct(StringComparer.Ordinal))
            if (bodies.Find(code) is not null)
                foreach (var asked in await referrals.Open(person, code, cancel))
                    if (Handling.MayAdvise(Actor.Of(person), code, asked.To))
                        work.Add(new WorkItem(WorkKind.Task, code, asked.To.StartsWith("party:", StringComparison.Ordinal) ? asked.To["party:".Length..] : null, "records.case.work.referral", [("what", asked.Published.Definition.Name)], $"/bodies/{code}/referrals/{asked.Id}", asked.Due));
        return work;
    }
}
