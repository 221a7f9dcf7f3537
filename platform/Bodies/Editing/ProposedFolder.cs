using Entente.Bodies.Loading;

namespace Entente.Bodies.Editing;

/// <summary>A file that a proposal changes, held against what is published now.</summary>
/// <param name="Published">Null: there is none.</param>
/// <param name="Proposed">Null: it is to be removed.</param>
/// <param name="Base">What was published when it was changed.</param>
public sealed record FileChange(string Path, string? Published, string? Proposed, string? Base, Guid? By, DateTimeOffset At)
{
    /// <summary>What is published is no longer what it was changed from, so that publishing it would take back somebody's work.</summary>
    public bool Moved => Published != Base && Published != Proposed;
}

/// <summary>The folder as a proposal would have it: what is published now, with the proposal's files in their places.</summary>
public sealed class ProposedFolder
{
    private readonly IReadOnlyDictionary<string, byte[]> _contents;

    private ProposedFolder(string body, IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> files, IReadOnlyList<FileChange> changes, IReadOnlyDictionary<string, byte[]> contents) =>
        (Body, Before, Files, Changes, _contents) = (body, before, files, changes, contents);

    public string Body { get; }

    /// <summary>What is published, by path.</summary>
    public IReadOnlyDictionary<string, string> Before { get; }

    public IReadOnlyDictionary<string, string> Files { get; }

    /// <summary>What differs from what is published.</summary>
    public IReadOnlyList<FileChange> Changes { get; }

    /// <summary>Names the whole: two that are alike have it alike.</summary>
    public string Digest => field ??= DigestOf(Files);

    public string DigestBefore => field ??= DigestOf(Before);

    internal static ProposedFolder Of(string body, IReadOnlyDictionary<string, string> before, IEnumerable<ProposedFile> proposed, IReadOnlyDictionary<string, byte[]> contents)
    {
        var files = before.ToDictionary(StringComparer.Ordinal);
        var changes = new List<FileChange>();
        foreach (var file in proposed.OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            if (file.Digest is { } digest)
                files[file.Path] = digest;
            else
                files.Remove(file.Path);
            if (before.GetValueOrDefault(file.Path) is var published && published != file.Digest)
                changes.Add(new FileChange(file.Path, published, file.Digest, file.Base, file.By, file.At));
        }
        return new ProposedFolder(body, before, files, changes, contents);
    }

    public byte[]? Bytes(string path) => Files.TryGetValue(path, out var digest) ? Content(digest) : null;

    public byte[]? PublishedBytes(string path) => Before.TryGetValue(path, out var digest) ? Content(digest) : null;

    /// <summary>The text of a file, whatever it was saved in; null where there is none.</summary>
    public string? Text(string path) => Bytes(path) is { } bytes ? FileText.Read(bytes) : null;

    public string? PublishedText(string path) => PublishedBytes(path) is { } bytes ? FileText.Read(bytes) : null;

    public Folder Folder => field ??= FolderFiles.Of(Body, Files.ToDictionary(file => file.Key, file => Content(file.Value)!, StringComparer.Ordinal));

    public Folder FolderBefore => field ??= FolderFiles.Of(Body, Before.ToDictionary(file => file.Key, file => Content(file.Value)!, StringComparer.Ordinal));

    internal byte[]? Content(string digest) => _contents.GetValueOrDefault(digest);

    private static string DigestOf(IReadOnlyDictionary<string, string> files) =>
        Contents.Digest(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => $"{file.Key} {file.Value}"))));
}

/// <summary>The text of a file as a form shows it, and back.</summary>
internal static class FileText
{
    public static string Read(byte[] bytes) => SourceText.Read(bytes, new FileFindings("", []));

    /// <summary>What a form sent, with the line ends that the file had: browsers send their own.</summary>
    public static byte[] Write(string typed, string? before)
    {
        var lines = before is not null && before.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        return new System.Text.UTF8Encoding(false).GetBytes(typed.ReplaceLineEndings(lines));
    }
}
