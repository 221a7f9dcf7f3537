using System.Globalization;
using Entente.Client.Run;
using Npgsql;

namespace Entente.Client.Backup;

/// <summary>
/// The owner's login for a command: of the database that was given, of the private one that runs, or of the private one, which
/// is then started for as long as the command takes.
/// </summary>
internal sealed class Entrance : IAsyncDisposable
{
    private readonly DataFolder? _held;
    private readonly PrivatePostgres? _postgres;
    private readonly Launcher? _launcher;

    private Entrance(string login, string folder, DataFolder? held = null, PrivatePostgres? postgres = null, Launcher? launcher = null) =>
        (Login, Folder, _held, _postgres, _launcher) = (login, folder, held, postgres, launcher);

    public string Login { get; }

    /// <summary>The data folder, where the secret and the keys are.</summary>
    public string Folder { get; }

    /// <param name="alone">Nothing else may run on it.</param>
    public static async Task<Entrance> Open(string? database, string? data, bool alone, CancellationToken cancel)
    {
        var house = House.Find();
        var folder = Path.GetFullPath(data ?? Reach.DataFolder(house, User.ForApplication(database is null ? User.ForDatabase() : null)));
        if (database is not null)
            return new Entrance(database, folder, alone ? DataFolder.Take(folder) : null);
        if (!alone && await Running(folder, cancel) is { } running)
            return new Entrance(running, folder);
        var held = DataFolder.Take(folder);
        var launcher = new Launcher();
        var postgres = new PrivatePostgres(house, launcher, held.Postgres, held.OwnerSecret(), _ => { });
        await postgres.Start(cancel);
        return new Entrance(postgres.OwnerLogin(), folder, held, postgres, launcher);
    }

    private static async Task<string?> Running(string folder, CancellationToken cancel)
    {
        var (note, secret) = (Path.Combine(folder, "postgres", "postmaster.pid"), Path.Combine(folder, "owner-secret"));
        if (!File.Exists(note) || !File.Exists(secret) || (await File.ReadAllLinesAsync(note, cancel)) is not [_, _, _, var port, ..])
            return null;
        var login = PrivatePostgres.OwnerLoginAt(int.Parse(port, CultureInfo.InvariantCulture), new Shared.Data.InstallationSecret((await File.ReadAllTextAsync(secret, cancel)).Trim()));
        try
        {
            await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(login) { Pooling = false }.ConnectionString);
            await connection.OpenAsync(cancel);
            return login;
        }
        catch (NpgsqlException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_postgres is not null)
            await _postgres.DisposeAsync();
        _held?.Dispose();
        _launcher?.Dispose();
    }
}
