using Entente.Bodies.Loading;

namespace Entente.Bodies.Editing;

/// <summary>Which files of a folder are kept with an edition, and how they become a folder again.</summary>
internal static class FolderFiles
{
    /// <summary>Whatever a body has: what is read of it, what explains it, and its demonstration.</summary>
    public static bool Kept(string path) => FolderRules.Reads(path) || path == "README.md" || IsDemonstration(path);

    /// <summary>Officers change descriptions; who is in a demonstration and where facts come from is kept along.</summary>
    public static bool MayChange(string path) => FolderRules.Reads(path) && FolderPaths.IsPlain(path);

    public static bool IsDemonstration(string path) => path.StartsWith("demo/", StringComparison.Ordinal);

    public static Dictionary<string, string> Digests(Folder folder) =>
        folder.Files.Where(file => file is { Kind: FileKind.Plain, Bytes.Length: > 0 } && Kept(file.Path)).ToDictionary(file => file.Path, file => Contents.Digest(file.Bytes), StringComparer.Ordinal);

    /// <summary>The folder with these files, and with whatever else stood in it that is no file of a body: that is reported.</summary>
    public static Folder With(Folder folder, IReadOnlyDictionary<string, byte[]> files) =>
        new(folder.Name, [.. folder.Files.Where(file => !(file.Kind == FileKind.Plain && Kept(file.Path) && (file.Bytes.Length > 0 || files.ContainsKey(file.Path)))).Concat(Of(files)).OrderBy(file => file.Path, StringComparer.Ordinal)]);

    public static Folder Of(string body, IReadOnlyDictionary<string, byte[]> files) => new(body, [.. Of(files)]);

    // What a demonstration holds is no matter of the description.
    private static IEnumerable<FolderFile> Of(IReadOnlyDictionary<string, byte[]> files) =>
        files.Where(file => !IsDemonstration(file.Key)).OrderBy(file => file.Key, StringComparer.Ordinal)
            .Select(file => file.Value.Length > Folder.Largest(file.Key) ? new FolderFile(file.Key, [], FileKind.TooLarge) : new FolderFile(file.Key, file.Value));
}

/// <summary>Paths that lead nowhere but into the folder, on every system.</summary>
internal static class FolderPaths
{
    private const int Longest = 120;

    public static bool IsPlain(string path) =>
        path.Length <= Longest && path.Split('/') is { Length: 1 or 2 } parts && Array.TrueForAll(parts, part => part.Length > 0 && part[0] != '.' && part[^1] != '.' && part.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_'));
}
