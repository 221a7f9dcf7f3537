using Entente.Shared.Jobs;
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
        services.AddSingleton<LogFindings>();
        services.AddSingleton(services => new LogMonitor(services.GetRequiredService<Settings>().LogKeys is { } keys ? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(keys))!, "log-seen") : null));
        services.AddJob<AskWitnesses>(AskWitnesses.Job, (ask, _, stop) => ask.Run(stop));
        services.AddTimetable(AskWitnesses.Job, Schedule.Every(TimeSpan.FromMinutes(1)), AskWitnesses.Job);
        services.AddSingleton(services => Witnesses.Parse(services.GetRequiredService<Settings>().Witnesses));
    }

    public static void MapLog(this WebApplication app) => LogEndpoint.Map(app);
}
