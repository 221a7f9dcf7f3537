using System.Collections.Concurrent;
using System.Diagnostics;

namespace Entente.Client.Run;

/// <summary>
/// Starts the processes that must not outlive this one. Linux ties "signal me when my parent dies" to the
/// thread that started the child, and the thread pool retires its threads; so one thread starts them all.
/// </summary>
public sealed class Launcher : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];

    public Launcher() => new Thread(Loop) { IsBackground = true, Name = "launcher" }.Start();

    /// <param name="command">The program and its arguments.</param>
    /// <param name="dying">The signal it gets when this process dies: INT makes PostgreSQL stop at once but cleanly.</param>
    /// <param name="user">The unprivileged user to become, when this process is root.</param>
    /// <param name="environment">Added to this process's own.</param>
    /// <param name="line">Receives each line of output.</param>
    public Task<Process> Start(IReadOnlyList<string> command, string dying, User? user, IReadOnlyDictionary<string, string> environment, Action<string> line)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            try
            {
                started.SetResult(Launch(command, dying, user, environment, line));
            }
            catch (Exception error)
            {
                started.SetException(error);
            }
        });
        return started.Task;
    }

    private static Process Launch(IReadOnlyList<string> command, string dying, User? user, IReadOnlyDictionary<string, string> environment, Action<string> line)
    {
        var info = new ProcessStartInfo("setpriv") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        info.ArgumentList.Add($"--pdeathsig={dying}");
        foreach (var argument in user?.SetprivArguments ?? [])
            info.ArgumentList.Add(argument);
        info.ArgumentList.Add("--");
        foreach (var argument in command)
            info.ArgumentList.Add(argument);
        foreach (var (name, value) in environment)
            info.Environment[name] = value;
        if (user is not null)
        {
            // Root's own folders are closed to it, and it has no business there.
            info.WorkingDirectory = "/";
            info.Environment["HOME"] = "/nonexistent";
        }
        var process = new Process { StartInfo = info, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, data) => { if (data.Data is { } text) line(text); };
        process.ErrorDataReceived += (_, data) => { if (data.Data is { } text) line(text); };
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private void Loop()
    {
        foreach (var work in _work.GetConsumingEnumerable())
            work();
    }

    public void Dispose() => _work.CompleteAdding();
}
