namespace Entente.Administration;

public static class AdministrationRoom
{
    public static void AddAdministration(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<ErrorJournal>();
        services.AddSingleton<ILoggerProvider>(provider => provider.GetRequiredService<ErrorJournal>());
        services.AddHostedService<ErrorKeeper>();
        services.AddHostedService<Heartbeat>();
    }
}
