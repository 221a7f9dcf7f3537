using Entente.Bodies;
using Entente.SignIn;

namespace Entente.Disclosure.Access;

internal static class AccessParts
{
    public static void AddAccess(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<ReadingLog>();
        services.AddHostedService(services => services.GetRequiredService<ReadingLog>());
    }

    public static void MapAccess(this WebApplication app) => app.Use(Note);

    // What is read in a request knows by which way it goes out, and is logged once.
    private static async Task Note(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<Person>() is not { } person)
        {
            await next(context);
            return;
        }
        Visit.Current = new Visit(Visit.WayOf(context.Request.Path, context.Request.Query["format"] == "csv"), context.Features.Get<KeyUse>()?.Key);
        await next(context);
        if (Refusal.Of(context, person.Id, context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow()) is { } refusal)
            context.RequestServices.GetRequiredService<ReadingLog>().After(refusal);
    }
}
