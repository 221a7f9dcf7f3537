using Entente.Client.Run;
using Entente.Shared.Data;
using Npgsql;

namespace Entente.Tests.Kit;

/// <summary>
/// One private PostgreSQL per test run, thrown away afterwards, with a template that holds the whole schema:
/// every test class gets its own copy of it, so that classes run side by side.
/// </summary>
public sealed class TestCluster : IAsyncDisposable
{
    private static readonly Lazy<Task<TestCluster>> Shared = new(StartShared);
    private readonly string _folder = Directory.CreateTempSubdirectory("entente-test-").FullName;
    private readonly Launcher _launcher = new();
    private readonly SemaphoreSlim _oneCopyAtATime = new(1);
    private readonly PrivatePostgres _postgres;
    private int _copies;

    private TestCluster()
    {
        File.SetUnixFileMode(_folder, (UnixFileMode)0b111_101_101);
        // Nothing here has to survive a power cut.
        _postgres = new PrivatePostgres(House.Find(), _launcher, Path.Combine(_folder, "postgres"), Secret, _ => { })
        {
            Settings = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=128MB", "max_connections=1200", "autovacuum=off"],
            Farewell = Signals.Quit,
        };
        AppDomain.CurrentDomain.ProcessExit += (_, _) => DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    public static InstallationSecret Secret { get; } = new(SecretText);

    public const string SecretText = "a secret of the tests, not of any installation";

    public static Task<TestCluster> Get() => Shared.Value;

    /// <summary>A database of its own for one test class.</summary>
    public async Task<TestDatabase> NewDatabase(bool demonstration = false)
    {
        var name = $"test_{Interlocked.Increment(ref _copies)}";
        await _oneCopyAtATime.WaitAsync();
        try
        {
            await Do($"create database {name} template {(demonstration ? "template_demonstration" : "template_bare")} strategy file_copy");
        }
        finally
        {
            _oneCopyAtATime.Release();
        }
        return new TestDatabase(_postgres.OwnerLogin(name), Logins.From(_postgres.OwnerLogin(name), Secret));
    }

    /// <summary>An empty database, for tests of the migrations themselves.</summary>
    public async Task<string> EmptyDatabase()
    {
        var name = $"empty_{Interlocked.Increment(ref _copies)}";
        await Do($"create database {name}");
        return _postgres.OwnerLogin(name);
    }

    /// <summary>The same with the logins it will have once it is prepared.</summary>
    public async Task<TestDatabase> EmptyWithLogins()
    {
        var owner = await EmptyDatabase();
        return new TestDatabase(owner, Logins.From(owner, Secret));
    }

    private static async Task<TestCluster> StartShared()
    {
        var cluster = new TestCluster();
        await cluster._postgres.Start(CancellationToken.None);
        await cluster.MakeTemplate("template_bare", demonstration: false);
        await cluster.MakeTemplate("template_demonstration", demonstration: true);
        return cluster;
    }

    private async Task MakeTemplate(string name, bool demonstration)
    {
        await Do($"create database {name}");
        await Preparation.Run(_postgres.OwnerLogin(name), Secret, House.Find(), demonstration, new TestClock(), said: null, CancellationToken.None);
        NpgsqlConnection.ClearAllPools();
    }

    private async Task Do(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_postgres.OwnerLogin()) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _postgres.DisposeAsync();
        _launcher.Dispose();
        // Hundreds of databases take longer to delete than a test run may take to end.
        using var _ = System.Diagnostics.Process.Start("rm", ["-rf", _folder]);
    }
}

/// <summary>The logins of one test class's database.</summary>
public sealed record TestDatabase(string Owner, Logins Logins);
