using Entente.Shared.Web;

namespace Entente.Disclosure.Log;

internal static class LogParts
{
    public static void AddLog(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(services =>
        {
            var settings = services.GetRequiredService<Settings>();
            return new LogKeys(settings.LogKeys, settings.Secret, LogKeys.NameAt(settings.Address));
        });
        services.AddSingleton<LogBook>();
        services.AddSingleton(services => Witnesses.Parse(services.GetRequiredService<Settings>().Witnesses));
    }

    public static void MapLog(this WebApplication app) => LogEndpoint.Map(app);
}
