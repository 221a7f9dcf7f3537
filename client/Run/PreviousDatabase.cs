using System.Diagnostics;
using System.Globalization;

namespace Entente.Client.Run;

/// <summary>
/// The database that ran on the folder before. After a kill -9 of this program it is told to stop, which takes it a
/// moment. Killed itself, it stays in the list of processes until its parent has taken note, which some parents never
/// do; PostgreSQL takes that for a living server and refuses to start, and likewise when its number now belongs to somebody else.
/// </summary>
public static class PreviousDatabase
{
    /// <summary>Waits until no process of it lives, then takes away the note that it left.</summary>
    public static async Task Clear(string folder, CancellationToken cancel)
    {
        var note = Path.Combine(folder, "postmaster.pid");
        // Where there is no /proc PostgreSQL has to judge the note by itself.
        if (!File.Exists(note) || !Directory.Exists("/proc/self"))
            return;
        var place = RealPath(folder);
        _ = int.TryParse(File.ReadLines(note).FirstOrDefault(), CultureInfo.InvariantCulture, out var first);
        var waited = Stopwatch.StartNew();
        while (Living(place, first) is { } process)
        {
            if (waited.Elapsed > TimeSpan.FromSeconds(30))
                throw new Refusal($"A PostgreSQL server (process {process}) still holds {folder}. Stop it and start again.");
            await Task.Delay(50, cancel);
        }
        File.Delete(note);
    }

    // Every process of a server works in its data folder, also those that outlive the first of them for a moment.
    // In a container even root may not be told where others work: then the number in the note has to do.
    private static int? Living(string place, int first)
    {
        foreach (var process in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(process), CultureInfo.InvariantCulture, out var id) && IsPostgres(process)
                && (LeadsTo(process, "cwd") is { } works ? works == place : id == first))
                return id;
        return null;
    }

    // The line reads: 4711 (postgres) S …, where Z stands for dead and not yet taken note of.
    private static bool IsPostgres(string process)
    {
        try
        {
            var line = File.ReadAllText(Path.Combine(process, "stat"));
            return line.Contains(" (postgres) ", StringComparison.Ordinal) && !line.Contains(") Z ", StringComparison.Ordinal);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false; // it ended meanwhile
        }
    }

    private static string? LeadsTo(string process, string link)
    {
        try
        {
            return new FileInfo(Path.Combine(process, link)).LinkTarget;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null; // somebody else's
        }
    }

    // The system names folders by their real path, whatever links the person's way to it has.
    private static string RealPath(string folder)
    {
        using var inside = File.OpenHandle(Path.Combine(folder, "PG_VERSION"));
        return Path.GetDirectoryName(new FileInfo($"/proc/self/fd/{inside.DangerousGetHandle()}").LinkTarget)!;
    }
}
