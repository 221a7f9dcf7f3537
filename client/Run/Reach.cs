namespace Entente.Client.Run;

/// <summary>
/// Whether the unprivileged account can get to a folder. A checkout under /root is closed to it, and so
/// would be the binaries and the data; both then go where it can reach them.
/// </summary>
public static class Reach
{
    private const string Elsewhere = "/var/lib/entente";

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
    public static string Programs(string native, string version, User? user)
    {
        if (!Closed(native, user))
            return native;
        var copy = Path.Combine(Elsewhere, $"postgresql-{version}");
        if (Directory.Exists(copy))
            return copy;
        var half = $"{copy}.{Environment.ProcessId}";
        Copy(new DirectoryInfo(native), half);
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

    private static void Copy(DirectoryInfo from, string to)
    {
        Directory.CreateDirectory(to, (UnixFileMode)0b111_101_101);
        foreach (var file in from.EnumerateFiles())
            if (file.LinkTarget is { } target)
                File.CreateSymbolicLink(Path.Combine(to, file.Name), target);
            else
                file.CopyTo(Path.Combine(to, file.Name));
        foreach (var folder in from.EnumerateDirectories())
            Copy(folder, Path.Combine(to, folder.Name));
    }
}
