using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Entente.Client.Run;
using Entente.Shared.Data;
using Npgsql;

namespace Entente.Tests.Journeys.Faults;

/// <summary>What can stand in the way of the private database when it starts.</summary>
public sealed class PrivateDatabaseTests : IAsyncDisposable
{
    private readonly string _data = Started.NewFolder();
    private readonly Launcher _launcher = new();
    private readonly List<Process> _others = [];

    public PrivateDatabaseTests() => File.SetUnixFileMode(_data, (UnixFileMode)0b111_101_101);

    private string Folder => Path.Combine(_data, "postgres");

    [Theory]
    [InlineData("dead, and its parent takes no note", "sleep 0.01 & echo $!; exec sleep 300")]
    [InlineData("somebody else's by now", "echo $$; exec sleep 300")]
    public async Task A_note_of_a_killed_database_does_not_stop_the_next_start(string process, string script)
    {
        await using (var first = Database())
            await first.Start(CancellationToken.None);
        var note = Path.Combine(Folder, "postmaster.pid");
        await File.WriteAllTextAsync(note, $"{await AsTheDatabase(script)}\n{Folder}\n1\n1\n\n127.0.0.1\n");
        await using var second = Database();
        await second.Start(CancellationToken.None);
        (await Answers(second)).ShouldBeTrue(process);
    }

    [Fact]
    public async Task A_port_taken_after_it_was_chosen_is_left_for_another()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var taken = ((IPEndPoint)other.LocalEndpoint).Port;
        var ports = new Queue<int>([taken, taken, Started.FreePort()]);
        await using var database = Database(ports.Dequeue);
        await database.Start(CancellationToken.None);
        (await Answers(database)).ShouldBeTrue();
        ports.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_database_that_does_not_start_says_why_itself()
    {
        await using (var first = Database())
            await first.Start(CancellationToken.None);
        await File.AppendAllTextAsync(Path.Combine(Folder, "postgresql.conf"), "\nwork_mem = 'plenty'\n");
        await using var second = Database();
        var refusal = await Should.ThrowAsync<Refusal>(() => second.Start(CancellationToken.None));
        refusal.Message.ShouldContain("does not start");
        refusal.Message.ShouldContain("invalid value for parameter \"work_mem\": \"plenty\"");
        refusal.Message.ShouldContain(Path.Combine(_data, "logs", "postgres.log"));
    }

    [Fact]
    public async Task A_lost_secret_is_recognised_before_anything_is_changed()
    {
        await using (var first = Database())
            await first.Start(CancellationToken.None);
        await using var second = Database(secret: 'x');
        (await Should.ThrowAsync<Refusal>(() => second.Start(CancellationToken.None))).Message.ShouldContain($"Put back the file {_data}/owner-secret");
    }

    private PrivatePostgres Database(Func<int>? port = null, char secret = 's') =>
        new(House.Find(), _launcher, Folder, new InstallationSecret(new string(secret, 40)), _ => { })
        {
            Settings = ["fsync=off", "max_connections=10"],
            ChoosePort = port ?? Started.FreePort,
            Farewell = Signals.Quit,
        };

    private static async Task<bool> Answers(PrivatePostgres database)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.OwnerLogin()) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return true;
    }

    // PostgreSQL heeds numbers of its own account only.
    private async Task<int> AsTheDatabase(string script)
    {
        var said = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        _others.Add(await _launcher.Start(["bash", "-c", script], "KILL", User.ForDatabase(), new Dictionary<string, string>(), line => said.TrySetResult(int.Parse(line, provider: null))));
        var process = await said.Task;
        await Task.Delay(100);
        return process;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var other in _others)
        {
            other.Kill();
            await other.WaitForExitAsync();
            other.Dispose();
        }
        _launcher.Dispose();
        Directory.Delete(_data, recursive: true);
    }
}
