namespace Entente.Client.Run;

/// <summary>
/// Whether an unprivileged account can get to a folder. A checkout under /root is closed to it, and so
/// would be the programs and the data; both then go where it can reach them.
/// </summary>
public static class Reach
{
    /// <summary>Where things go that a closed checkout cannot hold.</summary>
    public const string Elsewhere = "/var/lib/entente";

    private const UnixFileMode Open = (UnixFileMode)0b111_101_101;

    public static bool Closed(string path, User? user)
    {
        if (user is null)
            return false;
        for (var folder = new DirectoryInfo(Path.GetFullPath(path)); folder is not null; folder = folder.Parent)
            if (folder.Exists && !folder.UnixFileMode.HasFlag(UnixFileMode.OtherExecute))
                return true;
        return false;
    }

    /// <summary>The data folder nobody chose: ./data, or one of this checkout's own outside the closed folder.</summary>
    public static string DataFolder(House house, User? user) =>
        Closed(house.Root, user)
            ? Path.Combine(Elsewhere, "data" + house.Root.Replace('/', '-'))
            : Path.Combine(house.Root, "data");

    /// <summary>The folder of PostgreSQL's programs, copied once when the account cannot reach where npm put them.</summary>
    public static string Programs(string native, string version, User? user) =>
        user is null || user.Can("-x", Path.Combine(native, "bin", "postgres")) ? native : CopyOnce($"postgresql-{version}", half => Copy(native, half));

    /// <summary>Fills a folder under <see cref="Elsewhere"/> that others may read, once: half a copy never has the name of a whole one.</summary>
    public static string CopyOnce(string name, Action<string> fill)
    {
        var copy = Path.Combine(Elsewhere, name);
        if (Directory.Exists(copy))
            return copy;
        var half = $"{copy}.{Environment.ProcessId}";
        Directory.CreateDirectory(half, Open);
        fill(half);
        try
        {
            Directory.Move(half, copy);
        }
        catch (IOException) when (Directory.Exists(copy))
        {
            // Another process made the same copy meanwhile.
            Directory.Delete(half, recursive: true);
        }
        return copy;
    }

    public static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to, Open);
        var folder = new DirectoryInfo(from);
        foreach (var file in folder.EnumerateFiles())
            if (file.LinkTarget is { } target)
                File.CreateSymbolicLink(Path.Combine(to, file.Name), target);
            else
                CopyFile(file.FullName, to);
        foreach (var inner in folder.EnumerateDirectories())
            Copy(inner.FullName, Path.Combine(to, inner.Name));
    }

    // Also for others to read, whatever the original's owner lets them.
    public static void CopyFile(string from, string to)
    {
        Directory.CreateDirectory(to, Open);
        var copy = Path.Combine(to, Path.GetFileName(from));
        File.Copy(from, copy);
        var mode = File.GetUnixFileMode(from);
        File.SetUnixFileMode(copy, mode | UnixFileMode.GroupRead | UnixFileMode.OtherRead | (mode.HasFlag(UnixFileMode.UserExecute) ? UnixFileMode.GroupExecute | UnixFileMode.OtherExecute : UnixFileMode.None));
    }
}
