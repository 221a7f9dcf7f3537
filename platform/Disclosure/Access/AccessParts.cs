using Entente.Bodies;
using Entente.Shared.Jobs;
using Entente.Shared.Layout;
using Entente.Shared.Localisation;
using Entente.Shared.Work;
using Entente.SignIn;

namespace Entente.Disclosure.Access;

internal static class AccessParts
{
    public static void AddAccess(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<ReadingLog>();
        services.AddHostedService(services => services.GetRequiredService<ReadingLog>());
        services.AddSingleton<ReadingsReading>().AddSingleton<Grants>();
        services.AddSingleton<WorkSource>(provider => provider.GetRequiredService<Grants>().Work);
        services.AddSingleton<BodyLinks>(_ => Links);
        services.AddSingleton<Alerts>().AddSingleton<OwnData>();
        services.AddJob<Alerts>(Alerts.Job, (alerts, _, stop) => alerts.Watch(stop));
        services.AddTimetable(Alerts.Job, Schedule.At("17 * * * *"), Alerts.Job);
        services.AddJob<ReadingsKept>(ReadingsKept.Job, (kept, _, stop) => kept.Tidy(stop));
        services.AddTimetable(ReadingsKept.Job, Schedule.At("47 3 * * *"), ReadingsKept.Job);
    }

    public static void MapAccess(this WebApplication app) => app.Use(Note);

    private static IEnumerable<Crumb> Links(Body body, Words t, Person? reader)
    {
        if (AccessTabs.Of(body.Code, "", reader).First is { } address)
            yield return new Crumb(t["disclosure.nav"], address) { Last = true };
    }

    // What is read in a request knows by which way it goes out, and is logged once.
    private static async Task Note(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<Person>() is not { } person)
        {
            await next(context);
            return;
        }
        Visit.Current = new Visit(Visit.WayOf(context.Request.Path, context.Request.Query["format"] == "csv" || context.Request.Query.ContainsKey("handler")), context.Features.Get<KeyUse>()?.Key);
        await next(context);
        if (Refusal.Of(context, person.Id, context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow()) is { } refusal)
            context.RequestServices.GetRequiredService<ReadingLog>().After(refusal);
    }
}
