namespace Entente.Disclosure.Access;

internal static class AccessParts
{
    public static void AddAccess(this WebApplicationBuilder builder) => _ = builder.Services;

    public static void MapAccess(this WebApplication app) => _ = app.Services;
}
