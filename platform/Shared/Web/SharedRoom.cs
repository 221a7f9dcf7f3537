using Entente.Shared.Data;
using Entente.Shared.Jobs;
using Entente.Shared.Localisation;
using Entente.Shared.Mail;

namespace Entente.Shared.Web;

/// <summary>What all rooms share, put together in one place so that Program reads as a list of rooms.</summary>
public static class SharedRoom
{
    public static void AddShared(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        var settings = Settings.Read(builder.Configuration);
        services.AddSingleton(settings);
        services.AddSingleton(new Site(settings.Address));
        services.AddSingleton(settings.Logins);
        services.AddSingleton(settings.Secret);
        services.AddSingleton<Database>();
        builder.AddLogs();
        services.AddTelemetryExport(settings);
        services.AddKeys();
        builder.AddShell(settings);
        services.AddLocalisation();
        services.AddJobs();
        services.AddMail();
        // Pages live in the rooms, so the content root is the root of all pages and each names its own address.
        services.AddRazorPages(options => options.RootDirectory = "/");
    }

    public static void UseShared(this WebApplication app)
    {
        app.UseRequestLog();
        app.UseShell();
        app.UseLocalisation();
        app.MapHealth();
        app.MapShell();
        app.MapRazorPages();
    }
}
