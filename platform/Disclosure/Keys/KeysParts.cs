namespace Entente.Disclosure.Keys;

internal static class KeysParts
{
    public static void AddKeys(this WebApplicationBuilder builder) => _ = builder.Services;

    public static void MapKeys(this WebApplication app) => _ = app.Services;
}
