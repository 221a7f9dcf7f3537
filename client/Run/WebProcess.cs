using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Entente.Shared.Data;

namespace Entente.Client.Run;

/// <summary>The web application as a child process that is given the writer's and reader's logins, never the owner's.</summary>
public sealed class WebProcess(ApplicationFiles files, User? user, Launcher launcher, DataFolder data, Logins logins, RunOptions options, Action<string> log) : IAsyncDisposable
{
    private readonly LastWords _said = new();
    private Process? _process;

    public Task Exited => _process!.WaitForExitAsync();

    public bool Ended => _process is null || _process.HasExited;

    /// <param name="patience">How long an application that outlives its killed steward may take to let go.</param>
    public static async Task RefuseTakenPort(int port, TimeSpan patience, CancellationToken cancel)
    {
        for (var waited = Stopwatch.StartNew(); IsTaken(port); await Task.Delay(50, cancel))
            if (waited.Elapsed >= patience)
                throw new Refusal($"Port {port} on 127.0.0.1 is taken by another program. Choose another with --port.");
    }

    private static bool IsTaken(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    public async Task Start() =>
        _process = await launcher.Start([files.Dotnet, files.Assembly], "TERM", user, Settings(), Hear);

    private void Hear(string line)
    {
        _said.Hear(line);
        log(line);
    }

    public async Task UntilReady(CancellationToken cancel)
    {
        if (!await IsReady(cancel))
            throw new Refusal($"The application ended before it was ready. Its last words, from {Path.Combine(data.Logs, "application.log")}:\n{_said}");
    }

    /// <summary>Waits until the application says it is ready; false when it ended instead.</summary>
    public async Task<bool> IsReady(CancellationToken cancel)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        while (!Ended && !cancel.IsCancellationRequested)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{options.Port}/health/ready"), cancel);
                if (answer.IsSuccessStatusCode)
                    return true;
            }
            catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
            {
                // Not listening yet.
            }
            await Task.Delay(25, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return false;
    }

    public async Task Stop()
    {
        if (Ended)
            return;
        Signals.Send(_process!.Id, Signals.Terminate);
        try
        {
            await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(20));
        }
        catch (TimeoutException)
        {
            _process.Kill(entireProcessTree: true);
        }
    }

    private Dictionary<string, string> Settings() => new()
    {
        ["ENTENTE_WRITER"] = logins.Writer,
        ["ENTENTE_READER"] = logins.Reader,
        ["ENTENTE_SECRET"] = data.SecretText(),
        ["ENTENTE_ADDRESS"] = options.Address,
        ["ENTENTE_FOLDER"] = data.Path,
        ["ENTENTE_LOG_KEYS"] = data.LogKeysFile,
        ["ENTENTE_MAIL"] = options.MailRoute(data),
        ["ENTENTE_DATABASE"] = "",
        ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{options.Port}",
        ["ASPNETCORE_CONTENTROOT"] = files.ContentRoot,
        ["ASPNETCORE_ENVIRONMENT"] = options.Development ? "Development" : "Production",
        ["DOTNET_gcServer"] = "0",
        // The runtime would let as much become garbage as the processor's cache holds, which on a large server is more than all else together.
        ["DOTNET_GCgen0size"] = Environment.GetEnvironmentVariable("DOTNET_GCgen0size") ?? "0x600000",
        ["DOTNET_GCConserveMemory"] = Environment.GetEnvironmentVariable("DOTNET_GCConserveMemory") ?? "7",
    };

    public async ValueTask DisposeAsync()
    {
        await Stop();
        _process?.Dispose();
    }
}
