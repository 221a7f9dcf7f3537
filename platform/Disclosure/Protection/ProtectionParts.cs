namespace Entente.Disclosure.Protection;

internal static class ProtectionParts
{
    public static void AddProtection(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(new Place(builder.Configuration["ENTENTE_PLACE"]));
        services.AddSingleton<ProtectionSource>(provider => provider.GetRequiredService<WayFacts>().Ask);
        services.AddSingleton<ProtectionSource>(provider => provider.GetRequiredService<DoorFacts>().Ask);
        services.AddSingleton<ProtectionSource>(provider => provider.GetRequiredService<DatabaseFacts>().Ask);
        services.AddSingleton<ProtectionSource>(provider => provider.GetRequiredService<KeyFacts>().Ask);
        services.AddSingleton<ProtectionSource>(provider => provider.GetRequiredService<CareFacts>().Ask);
        services.AddSingleton<ProtectionSource>(provider => provider.GetRequiredService<LogFacts>().Ask);
        services.AddSingleton<ProtectionSource>(provider => provider.GetRequiredService<HouseFacts>().Ask);
        services.AddSingleton<WayFacts>().AddSingleton<DoorFacts>().AddSingleton<DatabaseFacts>().AddSingleton<KeyFacts>().AddSingleton<CareFacts>().AddSingleton<LogFacts>().AddSingleton<HouseFacts>();
    }
}

/// <summary>Where the data lie, as whoever runs the installation says it.</summary>
internal sealed record Place(string? Said);
