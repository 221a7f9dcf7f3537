using Dapper;
using Entente.Bodies.Loading;
using Npgsql;

namespace Entente.Bodies.Editing;

/// <summary>A folder on disk on its way to be published: what of it counts beside what was published on the page.</summary>
internal sealed class DiskPublication
{
    private readonly Folder _folder;
    private readonly Edition? _last;
    private readonly Dictionary<string, byte[]> _bytes;
    private readonly Dictionary<string, string> _disk;

    private DiskPublication(Folder folder, Edition? last, Reconciled standing, Dictionary<string, string> disk, Dictionary<string, byte[]> bytes)
    {
        (_folder, _last, Standing, _disk, _bytes) = (folder, last, standing, disk, bytes);
        Folder = FolderFiles.With(folder, standing.Files.ToDictionary(file => file.Key, file => bytes[file.Value], StringComparer.Ordinal));
    }

    public Reconciled Standing { get; }

    /// <summary>What is to be loaded.</summary>
    public Folder Folder { get; }

    public static async Task<DiskPublication> Of(NpgsqlConnection connection, Folder folder, CancellationToken cancel)
    {
        var last = await Editions.Last(connection, folder.Name, cancel);
        var disk = FolderFiles.Digests(folder);
        var bytes = folder.Files.Where(file => disk.ContainsKey(file.Path)).DistinctBy(file => disk[file.Path]).ToDictionary(file => disk[file.Path], file => file.Bytes, StringComparer.Ordinal);
        var standing = Reconciling.Of(last is null ? new Dictionary<string, string>() : await Editions.OnDisk(connection, folder.Name, cancel), disk, last?.Files);
        foreach (var (digest, content) in await Contents.Read(connection, standing.Files.Values.Where(digest => !bytes.ContainsKey(digest)), cancel))
            bytes[digest] = content;
        return new DiskPublication(folder, last, standing, disk, bytes);
    }

    /// <summary>In the transaction of the publication: the folder as it was published, and as it was seen on disk.</summary>
    public async Task Keep(NpgsqlConnection connection, int version, DateTimeOffset now, CancellationToken cancel)
    {
        await Contents.Keep(connection, [.. _bytes.Values], cancel);
        await Editions.Add(connection, _folder.Name, _last?.Number, Standing.Files, version, null, now, cancel);
        await Editions.Seen(connection, _folder.Name, Standing.ChangedOnDisk.ToDictionary(path => path, path => _disk.GetValueOrDefault(path), StringComparer.Ordinal), cancel);
    }

    /// <summary>What was changed on disk beside what was published on the page waits as a proposal; the same one when it is found again.</summary>
    public async Task PutAside(NpgsqlConnection connection, DateTimeOffset now, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await Contents.Keep(connection, [.. _bytes.Values], cancel);
        var before = await Editions.OnDisk(connection, _folder.Name, cancel);
        var id = await connection.QuerySingleAsync<Guid>(new CommandDefinition("""
            insert into editing.proposal (id, body, title, origin, state, begun_at, changed_at) values (@id, @body, @title, 'folder', 'draft', @now, @now)
            on conflict (body) where origin = 'folder' and state in ('draft', 'proposed', 'approved') do update set changed_at = proposal.changed_at
            returning id
            """, new { id = Guid.CreateVersion7(now), body = _folder.Name, title = "bodies/" + _folder.Name, now }, cancellationToken: cancel));
        foreach (var path in Standing.ChangedOnDisk)
            await connection.ExecuteAsync(new CommandDefinition("""
                insert into editing.change (proposal, sequence, path, digest, base, at)
                select @id, coalesce(max(c.sequence), 0) + 1, @path, @digest, @base, @now from editing.change c where c.proposal = @id
                having not exists (select from editing.change mine where mine.proposal = @id and mine.path = @path and mine.by is null and mine.digest is not distinct from @digest)
                """, new { id, path, digest = _disk.GetValueOrDefault(path), @base = before.GetValueOrDefault(path), now }, cancellationToken: cancel));
        await transaction.CommitAsync(cancel);
    }
}
