using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Entente.Client.Run;
using Entente.Shared.Data;
using Npgsql;

namespace Entente.Tests.Journeys.Faults;

/// <summary><c>./entente run</c> as a person starts it, on a folder of the test, with everything it said.</summary>
public sealed class Started : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _said = new();
    private readonly Process _process;

    private Started(string data, int port, string[] more, IReadOnlyDictionary<string, string> environment, string? root)
    {
        (Data, Port) = (data, port);
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var info = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in (string[])[Path.Combine(root ?? House.Find().Root, "client", "bin", configuration, "net10.0", "entente.dll"), "run", "--data", data, "--port", $"{port}", .. more])
            info.ArgumentList.Add(argument);
        foreach (var (name, value) in environment)
            info.Environment[name] = value;
        _process = Process.Start(info)!;
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Data { get; }

    public int Port { get; }

    public string Said => string.Join('\n', _said);

    public int Steward => _process.Id;

    public int Postmaster => int.Parse(File.ReadLines(Path.Combine(Data, "postgres", "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    public int Application => Children(Steward).Single(child => CommandLine(child).Contains("Entente.Platform", StringComparison.Ordinal));

    public static string NewFolder() => Directory.CreateTempSubdirectory("entente-fault-").FullName;

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public static Started Now(string data, int? port = null, string[]? more = null, IReadOnlyDictionary<string, string>? environment = null, string? root = null)
    {
        // The unprivileged account of the database has to get there.
        File.SetUnixFileMode(data, (UnixFileMode)0b111_101_101);
        return new Started(data, port ?? FreePort(), more ?? [], environment ?? new Dictionary<string, string>(), root);
    }

    public static async Task<Started> Ready(string data, int? port = null, string[]? more = null, IReadOnlyDictionary<string, string>? environment = null, string? root = null)
    {
        var started = Now(data, port, more, environment, root);
        await started.Hears("Ready after");
        return started;
    }

    /// <summary>How often it was said so far: what was said before something happened is no news of it.</summary>
    public int Heard(string words) => _said.Count(line => line.Contains(words, StringComparison.Ordinal));

    public async Task Hears(string words, int times = 1)
    {
        var waited = Stopwatch.StartNew();
        while (Heard(words) < times)
        {
            // A start with a demonstration takes half a minute where nothing else runs, and the suites run side by side.
            if (waited.Elapsed > TimeSpan.FromMinutes(3) || (_process.HasExited && waited.Elapsed > TimeSpan.FromSeconds(2)))
                throw new TimeoutException($"'{words}' was not said. What was said:\n{Said}");
            await Task.Delay(50);
        }
    }

    public async Task<int> Ends()
    {
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return _process.ExitCode;
    }

    public static void Kill9(int process) => Process.GetProcessById(process).Kill();

    public void Stop() => Signals.Send(Steward, Signals.Terminate);

    public async Task<HttpStatusCode> Get(string path)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri($"http://localhost:{Port}{path}"));
        return answer.StatusCode;
    }

    /// <summary>The owner's connection, as the steward has it: what the test commits must survive.</summary>
    public async Task<object?> Sql(string sql)
    {
        await using var connection = await Open();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>The same, for as long as a test needs it.</summary>
    public async Task<NpgsqlConnection> Open()
    {
        var note = await File.ReadAllLinesAsync(Path.Combine(Data, "postgres", "postmaster.pid"));
        var secret = new InstallationSecret((await File.ReadAllTextAsync(Path.Combine(Data, "owner-secret"))).Trim());
        var login = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = int.Parse(note[3], CultureInfo.InvariantCulture),
            Username = "entente",
            Database = "entente",
            Password = Convert.ToHexStringLower(secret.Derive("owner login", 24)),
            Pooling = false,
        };
        var connection = new NpgsqlConnection(login.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public static bool Lives(int process) => Signals.IsAlive(process) && !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);

    public static async Task Gone(int process)
    {
        var waited = Stopwatch.StartNew();
        while (Lives(process))
        {
            if (waited.Elapsed > TimeSpan.FromSeconds(20))
                throw new TimeoutException($"Process {process} ({CommandLine(process)}) still lives.");
            await Task.Delay(50);
        }
    }

    private static IEnumerable<int> Children(int parent) =>
        File.ReadAllText($"/proc/{parent}/task/{parent}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Concat(Directory.EnumerateDirectories($"/proc/{parent}/task").SelectMany(task => File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            .Distinct(StringComparer.Ordinal).Select(child => int.Parse(child, CultureInfo.InvariantCulture));

    private static string CommandLine(int process) => File.ReadAllText($"/proc/{process}/cmdline");

    private void Hear(string? line)
    {
        if (line is not null)
            _said.Enqueue(line);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Stop();
            await Ends();
        }
        _process.Dispose();
    }
}
