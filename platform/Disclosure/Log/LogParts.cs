namespace Entente.Disclosure.Log;

internal static class LogParts
{
    public static void AddLog(this WebApplicationBuilder builder) => _ = builder.Services;

    public static void MapLog(this WebApplication app) => _ = app.Services;
}
