using Entente.Bodies.Editing;

namespace Entente.Bodies;

/// <summary>The room of the bodies: what each is, who belongs to it and which posts there are.</summary>
public static class BodiesRoom
{
    public static void AddBodies(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<BodyCatalogue>();
        builder.Services.AddSingleton<DefinitionCatalogue>();
        builder.Services.AddHostedService(services => services.GetRequiredService<BodyCatalogue>());
        builder.Services.AddSingleton<Shared.Jobs.WorkMayBegin>(services => () => services.GetRequiredService<BodyCatalogue>().Loaded);
        builder.Services.AddEditing();
    }

    public static void UseBodies(this WebApplication app) => app.Use((context, next) => context.RequestServices.GetRequiredService<TrialGate>().Pass(context, next));
}
