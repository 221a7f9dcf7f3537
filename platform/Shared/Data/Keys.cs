using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;

namespace Entente.Shared.Data;

/// <summary>The framework's protection keys in PostgreSQL, so that a form given out by one node is accepted by the next.</summary>
public static class Keys
{
    /// <summary>Before anything that protects something is added: the first key has to be there before it is asked for.</summary>
    public static void AddKeys(this IServiceCollection services)
    {
        services.AddHostedService<FirstKey>();
        services.AddSingleton<KeyRing>();
        services.AddSingleton<KeySeal>();
        services.AddDataProtection().SetApplicationName("entente")
            .UseCryptographicAlgorithms(new AuthenticatedEncryptorConfiguration { EncryptionAlgorithm = EncryptionAlgorithm.AES_256_GCM });
        services.AddOptions<KeyManagementOptions>().Configure<KeyRing, KeySeal>((options, ring, seal) =>
        {
            options.XmlRepository = ring;
            options.XmlEncryptor = seal;
        });
    }
}

/// <summary>The ring as rows. The framework asks synchronously, once a day and when the process starts.</summary>
public sealed class KeyRing(Database database, TimeProvider time) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => Now(async connection =>
    {
        await using var select = new NpgsqlCommand("select element from keys.ring order by created_at, name", connection);
        await using var rows = await select.ExecuteReaderAsync();
        var elements = new List<XElement>();
        while (await rows.ReadAsync())
            elements.Add(XElement.Parse(rows.GetString(0)));
        return elements;
    });

    public void StoreElement(XElement element, string friendlyName) => Now(async connection =>
    {
        await using var insert = new NpgsqlCommand("insert into keys.ring (name, element, created_at) values ($1, $2, $3)", connection);
        insert.Parameters.AddWithValue(friendlyName);
        insert.Parameters.AddWithValue(element.ToString(SaveOptions.DisableFormatting));
        insert.Parameters.AddWithValue(time.GetUtcNow());
        return await insert.ExecuteNonQueryAsync();
    });

    private T Now<T>(Func<NpgsqlConnection, Task<T>> work) =>
        Task.Run(async () =>
        {
            await using var connection = await database.OpenWriter();
            return await work(connection);
        }).GetAwaiter().GetResult();
}

/// <summary>
/// Makes the first key one at a time. Two new nodes that each made their own would refuse each other's forms
/// until they read the ring again, a day later.
/// </summary>
public sealed class FirstKey(Database database, KeyRing ring, IKeyManager keys, ILogger<FirstKey> log) : IHostedService
{
    private const string OneAtATime = "select pg_advisory_xact_lock(hashtext('entente first key'))";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await database.Write(MakeIfNone, cancellationToken);
        }
        catch (NpgsqlException error)
        {
            log.LogWarning(error, "The database does not answer yet, so the first key is left to whoever asks for it first");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task MakeIfNone(NpgsqlConnection connection)
    {
        await using var turn = new NpgsqlCommand(OneAtATime, connection);
        await turn.ExecuteNonQueryAsync();
        if (ring.GetAllElements().Count > 0)
            return;
        // The key manager goes by the machine's clock, whatever the application is told.
        var now = TimeProvider.System.GetUtcNow();
        keys.CreateNewKey(now, now.AddDays(90));
    }
}
