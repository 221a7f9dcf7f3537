using System.Diagnostics;

namespace Entente.Shared.Paper;

/// <summary>A page could not be made a PDF; the page itself can still be printed by whoever reads it.</summary>
public sealed class PressFailed(string message, Exception? why = null) : Exception(message, why);

/// <summary>
/// Makes a PDF of a page of ours in a Chromium that is shut in: a folder of its own that is thrown away, none of the settings of this
/// process, no network and no scripts, so much time and processor and no more, one at a time. Where there is no Chromium there
/// is no press, and pages are printed from the browser.
/// </summary>
public sealed class Press(IConfiguration configuration, ILogger<Press> log) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);
    private const int LargestSheets = 64 * 1024 * 1024;

    // Before everything else in the page, whatever it says itself: no script runs, and nothing is fetched from anywhere.
    private const string Nothing = "<!doctype html><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n";

    private static readonly string[] Usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly string? _chromium = (configuration["ENTENTE_CHROMIUM"] is { Length: > 0 } named ? [named] : Usual).FirstOrDefault(File.Exists);
    private Walls? _walls;

    /// <summary>Whether there is one at all.</summary>
    public bool Present => _chromium is not null;

    /// <param name="page">A whole HTML page that needs nothing from elsewhere.</param>
    /// <param name="made">The date that the PDF bears: the same page of the same date is the same bytes.</param>
    /// <exception cref="PressFailed">With what Chromium said.</exception>
    public async Task<byte[]> Print(string page, DateTimeOffset made, CancellationToken cancel)
    {
        if (_chromium is null)
            throw new PressFailed("There is no Chromium on this machine: see ENTENTE_CHROMIUM.");
        await _turn.WaitAsync(cancel);
        try
        {
            _walls ??= await Strongest(cancel);
            return PdfDate.Set(await In(_walls, page, cancel), made);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    // What keeps Chromium in depends on the machine: tried once, the strongest first.
    private async Task<Walls> Strongest(CancellationToken cancel)
    {
        PressFailed? last = null;
        foreach (var walls in Walls.StrongestFirst)
        {
            try
            {
                await In(walls, "<!doctype html><title>.</title><p>.", cancel);
                if (!walls.WithoutNetwork)
                    log.LogWarning("Chromium could not be given a network namespace of its own; pages are printed with the network closed by its own settings alone");
                return walls;
            }
            catch (PressFailed failed)
            {
                last = failed;
            }
        }
        throw new PressFailed("Chromium starts within none of the walls tried.", last);
    }

    private async Task<byte[]> In(Walls walls, string page, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("entente-paper-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "page.html"), Nothing + page, cancel);
            var said = await Run(walls.Command(_chromium!, folder), folder, cancel);
            var sheets = new FileInfo(Path.Combine(folder, "page.pdf"));
            return sheets is { Exists: true, Length: > 0 and <= LargestSheets } ? await File.ReadAllBytesAsync(sheets.FullName, cancel)
                : throw new PressFailed($"Chromium printed nothing. It said: {said}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> Run(IReadOnlyList<string> command, string folder, CancellationToken cancel)
    {
        var info = new ProcessStartInfo(command[0], command.Skip(1)) { UseShellExecute = false, WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        // Passwords of the database are among ours.
        info.Environment.Clear();
        foreach (var (name, value) in new[] { ("PATH", "/usr/local/bin:/usr/bin:/bin"), ("HOME", folder), ("TMPDIR", folder), ("XDG_RUNTIME_DIR", folder), ("LANG", "C.UTF-8"), ("TZ", "UTC") })
            info.Environment[name] = value;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        using var process = Start(info);
        try
        {
            process.StandardInput.Close();
            var (said, errors) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            await process.WaitForExitAsync(limit.Token);
            var told = await said + await errors;
            return told.Length > 500 ? told[^500..] : told;
        }
        catch (OperationCanceledException error) when (!cancel.IsCancellationRequested)
        {
            throw new PressFailed($"Chromium did not print within {Patience.TotalSeconds} seconds.", error);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static Process Start(ProcessStartInfo info)
    {
        try
        {
            return Process.Start(info)!;
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            throw new PressFailed($"{info.FileName} could not be started.", error);
        }
    }
}
