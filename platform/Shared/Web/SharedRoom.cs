using Entente.Shared.Data;
using Entente.Shared.Localisation;

namespace Entente.Shared.Web;

/// <summary>What all rooms share, put together in one place so that Program reads as a list of rooms.</summary>
public static class SharedRoom
{
    public static void AddShared(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(new Logins(Required(builder, "ENTENTE_WRITER"), Required(builder, "ENTENTE_READER")));
        services.AddSingleton(new InstallationSecret(Required(builder, "ENTENTE_SECRET")));
        services.AddSingleton<Database>();
        services.AddKeys();
        builder.AddShell();
        services.AddLocalisation();
        // Pages live in the rooms, so the content root is the root of all pages and each names its own address.
        services.AddRazorPages(options => options.RootDirectory = "/");
    }

    public static void UseShared(this WebApplication app)
    {
        app.UseShell();
        app.UseLocalisation();
        app.MapHealth();
        app.MapShell();
        app.MapRazorPages();
    }

    private static string Required(WebApplicationBuilder builder, string setting) =>
        builder.Configuration[setting] is { Length: > 0 } value
            ? value
            : throw new InvalidOperationException($"{setting} is not set. Start the application with ./entente run, which sets it, or see docs/operations.md.");
}
