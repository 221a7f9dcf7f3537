namespace Entente.Bodies.Loading;

/// <summary>Brings a body's folder into memory. Follows no link, reads nothing that is too large, and looks only where a body has files.</summary>
public static class FolderReader
{
    private static readonly string[] Known = ["lists", "texts", "examples", "letters", "guidance", "demo"];

    public static Folder Read(string path)
    {
        var root = new DirectoryInfo(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        var files = new List<FolderFile>();
        foreach (var entry in root.EnumerateFileSystemInfos())
        {
            files.Add(Entry(entry, entry.Name));
            if (files[^1].Kind == FileKind.Folder && Known.Contains(entry.Name, StringComparer.Ordinal))
                files.AddRange(((DirectoryInfo)entry).EnumerateFileSystemInfos().Select(inner => Entry(inner, $"{entry.Name}/{inner.Name}")).Where(inner => entry.Name != "demo" || inner.Kind == FileKind.Plain));
        }
        return new Folder(root.Name, [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)]);
    }

    private static FolderFile Entry(FileSystemInfo entry, string path)
    {
        if (entry.LinkTarget is not null)
            return new FolderFile(path, [], FileKind.Link);
        if (entry is not FileInfo file)
            return new FolderFile(path, [], FileKind.Folder);
        try
        {
            // Pipes and devices say that they are empty; opening one could wait for ever.
            if (file.Length == 0 || !(FolderRules.Reads(path) || path == "README.md" || path.StartsWith("demo/", StringComparison.Ordinal)))
                return new FolderFile(path, []);
            return file.Length > Folder.Largest(path) ? new FolderFile(path, [], FileKind.TooLarge) : new FolderFile(path, File.ReadAllBytes(file.FullName));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return new FolderFile(path, [], FileKind.Unreadable);
        }
    }
}
