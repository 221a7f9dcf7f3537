using System.CommandLine;
using Entente.Bodies;
using Entente.Client.Backup;
using Entente.Disclosure;
using Entente.Records.Receipts;
using Entente.Shared.Data;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Entente.Client.Run;

/// <summary><c>./entente audit</c>: compares everything that is kept with the log, now, and names what differs. It changes nothing.</summary>
public static class AuditCommand
{
    public static Command Command()
    {
        var data = new Option<string>("--data") { Description = "The data folder of the installation", DefaultValueFactory = _ => Environment.GetEnvironmentVariable("ENTENTE_FOLDER") is { Length: > 0 } folder ? folder : "data" };
        var database = new Option<string?>("--database") { Description = "Owner's connection string of your own PostgreSQL 18, without its password; with it in ENTENTE_DATABASE or:" };
        var databaseFile = new Option<string?>("--database-file") { Description = "File that holds the owner's connection string" };
        var command = new Command("audit", "Compare what is kept with the log; ends with 0 when all agrees, 1 when something differs, 2 when it cannot be told") { data, database, databaseFile };
        command.SetAction(async (parsed, stop) =>
        {
            try
            {
                var folder = Path.GetFullPath(parsed.GetValue(data)!);
                var owner = Credentials.Database(parsed.GetValue(database), parsed.GetValue(databaseFile), Environment.GetEnvironmentVariable("ENTENTE_DATABASE") is { Length: > 0 } set ? set : null) ?? PrivatePostgres.RunningOwner(folder);
                var secret = Environment.GetEnvironmentVariable("ENTENTE_SECRET") is { Length: > 0 } given ? given : (await File.ReadAllTextAsync(Path.Combine(folder, "secret"), stop)).Trim();
                return await Run(Logins.From(owner, new InstallationSecret(secret)), BackupCommands.Root(folder), Path.Combine(folder, "keys", "log-seen"), TimeProvider.System, Console.Out, stop);
            }
            catch (Exception problem) when (problem is Refusal or NpgsqlException or IOException or UnauthorizedAccessException)
            {
                await Console.Error.WriteLineAsync(problem.Message);
                return 2;
            }
        });
        return command;
    }

    public static async Task<int> Run(Logins logins, RootKey root, string seen, TimeProvider time, TextWriter console, CancellationToken stop)
    {
        await using var database = new Database(logins, time);
        // Met by the connection, wherever something confidential is read.
        _ = new PartyKeys(logins, root, time);
        using var bodies = new BodyCatalogue(database, NullLogger<BodyCatalogue>.Instance);
        await bodies.StartAsync(stop);
        var compared = await new Monitoring(database, new DefinitionCatalogue(bodies, database), new LogMonitor(seen), findings: null, time).Compare(0, stop);
        await bodies.StopAsync(stop);
        foreach (var found in compared.Found)
            await console.WriteLineAsync($"DIFFERS  {found.Code}: {found.Subject}{(found.Place is { } place ? $" (place {place})" : "")} {found.Detail}".TrimEnd());
        await console.WriteLineAsync($"{compared.Versions} versions of statements were compared with {compared.Size} entries of the log: {(compared.Found.Count == 0 ? "all agrees." : $"{compared.Found.Count} things differ.")}");
        if (compared.Erased > 0)
            await console.WriteLineAsync($"{compared.Erased} parts were not checked: key destroyed. Their commitments are in the log, and nobody can open them.");
        if (compared.Closed > 0)
            await console.WriteLineAsync($"{compared.Closed} parts were not checked: the key is not here. Run it where the folder of keys is, or set ENTENTE_KEYS.");
        return compared.Found.Count == 0 ? 0 : 1;
    }
}
