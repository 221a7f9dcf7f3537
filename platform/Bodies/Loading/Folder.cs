namespace Entente.Bodies.Loading;

/// <summary>
/// What stands in a body's folder: its files as bytes, and what was there that is not a plain file. The folder's own
/// name is the body's code.
/// </summary>
public sealed record Folder(string Name, IReadOnlyList<FolderFile> Files)
{
    /// <summary>Larger files are not a description: registers and returns hold large data.</summary>
    public const int LargestYaml = 8 << 20;
    public const int LargestCsv = 10 << 20;

    public FolderFile? File(string path) => Files.FirstOrDefault(file => file.Path == path);

    public static int Largest(string path) => path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? LargestCsv : LargestYaml;
}

/// <summary>A file by its path from the folder, with forward slashes: <c>lists/gears.csv</c>.</summary>
public sealed record FolderFile(string Path, byte[] Bytes, FileKind Kind = FileKind.Plain);

/// <summary>Anything but a plain file has no bytes here.</summary>
public enum FileKind { Plain, Folder, Link, TooLarge, Unreadable }
