using Npgsql;

namespace Entente.Bodies;

/// <summary>
/// Publishes the folders of bodies again whenever something in them changed, while they are being written. It looks once
/// a second at names, sizes and times, which works on every disk and share, and waits until a change has settled.
/// </summary>
public static class BodyWatch
{
    public static async Task Run(string owner, string root, MakeTables tables, TimeProvider time, Action<IReadOnlyList<Outcome>> published, CancellationToken cancel)
    {
        using var second = new PeriodicTimer(TimeSpan.FromSeconds(1));
        var done = State(root);
        var seen = done;
        while (await second.WaitForNextTickAsync(cancel))
        {
            var now = State(root);
            var settled = now == seen;
            seen = now;
            if (!settled || now == done)
                continue;
            try
            {
                published(await Publication.Publish(owner, root, tables, time, cancel));
                done = now;
            }
            catch (NpgsqlException)
            {
                // The database is away: the next second tries again.
            }
        }
    }

    private static string State(string root)
    {
        try
        {
            var files = new DirectoryInfo(root).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 3, AttributesToSkip = FileAttributes.ReparsePoint });
            return string.Join('\n', files.OrderBy(file => file.FullName, StringComparer.Ordinal).Select(file => $"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}"));
        }
        catch (IOException)
        {
            // A file went away while we looked: the next second tells.
            return "";
        }
    }
}
