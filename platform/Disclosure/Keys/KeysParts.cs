using Entente.Shared.Data;
using Entente.Shared.Web;

namespace Entente.Disclosure.Keys;

internal static class KeysParts
{
    public static void AddKeys(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(provider => RootKey.Of(builder.Configuration["ENTENTE_KEYS"], Path.Combine(provider.GetRequiredService<Settings>().Folder, "keys")));
        services.AddSingleton(provider => new PartyKeys(provider.GetRequiredService<Settings>().Logins, provider.GetRequiredService<RootKey>(), provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService<RightRoot>();
    }

    public static void MapKeys(this WebApplication app) => app.Services.GetRequiredService<PartyKeys>();
}

/// <summary>Before the first request: whether the root key is the one under which this database was encrypted.</summary>
internal sealed class RightRoot(Database database, RootKey root) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.OpenWriter(cancellationToken);
            await RootKeys.Check(connection, root, cancellationToken);
        }
        catch (Npgsql.NpgsqlException away) when (away is not Npgsql.PostgresException)
        {
            // Without its database the application lives and says so; a wrong key opens nothing when the database is back.
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
