using Entente.Shared.Data;
using Entente.Shared.Jobs;
using Npgsql;

namespace Entente.Bodies.Editing;

/// <summary>Writes what was published on the page into the folder on disk, where version control has it: the steward's work.</summary>
public sealed class FolderWriting(Database database, Queue queue)
{
    public const string Kind = "write-folder";

    public sealed record Asked(string Body);

    public Task Ask(string body, CancellationToken cancel) =>
        database.Write(connection => queue.Add(connection, Kind, new Asked(body), key: body, lane: Lane.Owner, attempts: 3), cancel);

    /// <param name="root">The folder that holds the folders of bodies.</param>
    public static async Task Run(NpgsqlDataSource owner, string root, string body, CancellationToken cancel)
    {
        await using var connection = await owner.OpenConnectionAsync(cancel);
        if (await Editions.Last(connection, body, cancel) is not { } last)
            return;
        var folder = Path.Combine(root, body);
        if (!Directory.Exists(folder))
            throw new PermanentFailure($"There is no folder {folder}. Download the files and put them there.");
        var before = await Editions.OnDisk(connection, body, cancel);
        var disk = FolderFiles.Digests(Loading.FolderReader.Read(folder));
        if (before.Keys.Union(disk.Keys, StringComparer.Ordinal).FirstOrDefault(path => before.GetValueOrDefault(path) != disk.GetValueOrDefault(path) && disk.GetValueOrDefault(path) != last.Files.GetValueOrDefault(path)) is { } changed)
            throw new PermanentFailure($"{changed} was changed in the folder and is not written over. Let the folder be published first: what both changed then waits as a proposal.");
        var contents = await Contents.Read(connection, last.Files.Values, cancel);
        foreach (var (path, digest) in last.Files.Where(file => disk.GetValueOrDefault(file.Key) != file.Value && FolderPaths.IsPlain(file.Key)))
            await Put(Path.Combine(folder, path), contents[digest], cancel);
        foreach (var path in disk.Keys.Where(path => !last.Files.ContainsKey(path) && FolderPaths.IsPlain(path)))
            File.Delete(Path.Combine(folder, path));
        var seen = disk.Keys.Union(last.Files.Keys, StringComparer.Ordinal).ToDictionary(path => path, path => last.Files.GetValueOrDefault(path), StringComparer.Ordinal);
        await Editions.Seen(connection, body, seen, cancel);
    }

    // Whole or not at all: whoever reads the folder meanwhile finds the old file or the new one.
    private static async Task Put(string file, byte[] bytes, CancellationToken cancel)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var half = file + ".tmp";
        await File.WriteAllBytesAsync(half, bytes, cancel);
        File.Move(half, file, overwrite: true);
    }
}
