using System.Collections.Immutable;
using System.Diagnostics;

namespace Entente.Bench.Processes;

/// <summary>A process that runs while the bench measures, with all it started; its last words are kept for the day it fails.</summary>
public sealed class Started : IDisposable
{
    private readonly Process _process;
    private readonly Queue<string> _output = new();

    public Started(IEnumerable<string> command, IReadOnlyDictionary<string, string>? environment = null, string? folder = null)
    {
        string[] words = [.. command];
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
            WorkingDirectory = folder ?? "",
        };
        foreach (var (name, value) in environment ?? ImmutableDictionary<string, string>.Empty)
            start.Environment[name] = value;
        Name = string.Join(' ', words);
        _process = Process.Start(start) ?? throw new CannotMeasure($"{Name} did not start.");
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Name { get; }

    public int Id => _process.Id;

    public string Output
    {
        get
        {
            lock (_output)
                return string.Join('\n', _output);
        }
    }

    /// <summary>Waits until a question is answered with yes, and fails with the output when the process ends before.</summary>
    public async Task Until(Func<Task<bool>> ready, TimeSpan patience, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        while (!await ready())
        {
            if (_process.HasExited)
                throw new CannotMeasure($"{Name} ended with {_process.ExitCode}:\n{Output}");
            if (clock.Elapsed > patience)
                throw new CannotMeasure($"{Name} was not ready after {patience.TotalSeconds} s:\n{Output}");
            await Task.Delay(5, cancel);
        }
    }

    /// <summary>As a person would with Ctrl-C, and waits for the end.</summary>
    public bool Interrupt(TimeSpan patience)
    {
        Command.Try("kill", "-INT", Id.ToString(provider: null));
        return _process.WaitForExit(patience);
    }

    /// <summary>Kills it without a chance to tell those it started, which have to notice by themselves.</summary>
    public void KillAlone()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Kills it and everything it started, and waits for the end.</summary>
    public void Kill()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit(TimeSpan.FromSeconds(10));
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        lock (_output)
        {
            _output.Enqueue(line ?? "");
            if (_output.Count > 40)
                _output.Dequeue();
        }
    }
}
