using Dapper;
using Npgsql;

namespace Entente.Bodies.Editing;

/// <summary>A folder as it was published.</summary>
/// <param name="Version">The version of the body in force since.</param>
/// <param name="Files">By path, the digest of each.</param>
internal sealed record Edition(string Body, int Number, int Version, DateTimeOffset PublishedAt, Guid? Proposal, IReadOnlyDictionary<string, string> Files);

/// <summary>Somebody else published meanwhile.</summary>
internal sealed class EditionMoved : Exception;

/// <summary>The published folders of a body, one after the other.</summary>
internal static class Editions
{
    public static async Task<Edition?> Last(NpgsqlConnection connection, string body, CancellationToken cancel) =>
        await Numbered(connection, body, null, cancel);

    public static async Task<Edition?> Numbered(NpgsqlConnection connection, string body, int? number, CancellationToken cancel)
    {
        var row = await connection.QuerySingleOrDefaultAsync<(int Number, int Version, DateTime At, Guid? Proposal)?>(new CommandDefinition(
            "select number, version, published_at, proposal from editing.edition where body = @body and number = coalesce(@number, (select max(number) from editing.edition where body = @body))", new { body, number }, cancellationToken: cancel));
        if (row is not { } found)
            return null;
        var files = await connection.QueryAsync<(string Path, string Digest)>(new CommandDefinition(
            "select path, digest from editing.edition_file where body = @body and number = @number", new { body, number = found.Number }, cancellationToken: cancel));
        return new Edition(body, found.Number, found.Version, new DateTimeOffset(found.At, TimeSpan.Zero), found.Proposal, files.ToDictionary(file => file.Path, file => file.Digest, StringComparer.Ordinal));
    }

    /// <summary>The folder on disk as it was last taken into account.</summary>
    public static async Task<Dictionary<string, string>> OnDisk(NpgsqlConnection connection, string body, CancellationToken cancel) =>
        (await connection.QueryAsync<(string Path, string Digest)>(new CommandDefinition("select path, digest from editing.on_disk where body = @body", new { body }, cancellationToken: cancel)))
            .ToDictionary(file => file.Path, file => file.Digest, StringComparer.Ordinal);

    /// <summary>
    /// Within the publication: a new edition, unless the folder is as it was. <see cref="EditionMoved"/> where what was published
    /// last is no longer what the caller began from.
    /// </summary>
    /// <returns>The number of the edition in force.</returns>
    public static async Task<int> Add(NpgsqlConnection connection, string body, int? after, IReadOnlyDictionary<string, string> files, int version, Guid? proposal, DateTimeOffset now, CancellationToken cancel)
    {
        var last = await Last(connection, body, cancel);
        if (last is not null && Same(last.Files, files) && last.Version == version)
            return last.Number;
        if (last?.Number != after)
            throw new EditionMoved();
        var number = (after ?? 0) + 1;
        await connection.ExecuteAsync(new CommandDefinition("insert into editing.edition (body, number, version, published_at, proposal) values (@body, @number, @version, @now, @proposal)", new { body, number, version, now, proposal }, cancellationToken: cancel));
        await connection.ExecuteAsync(new CommandDefinition("insert into editing.edition_file (body, number, path, digest) select @body, @number, path, digest from unnest(@paths, @digests) as row (path, digest)",
            new { body, number, paths = files.Keys.ToArray(), digests = files.Values.ToArray() }, cancellationToken: cancel));
        return number;
    }

    /// <summary>From now on the folder on disk counts as seen like this.</summary>
    public static Task Seen(NpgsqlConnection connection, string body, IReadOnlyDictionary<string, string?> files, CancellationToken cancel) =>
        connection.ExecuteAsync(new CommandDefinition("""
            delete from editing.on_disk d using unnest(@paths, @digests) as seen (path, digest) where d.body = @body and d.path = seen.path and seen.digest is distinct from d.digest;
            insert into editing.on_disk (body, path, digest) select @body, path, digest from unnest(@paths, @digests) as seen (path, digest) where digest is not null on conflict do nothing
            """, new { body, paths = files.Keys.ToArray(), digests = files.Values.ToArray() }, cancellationToken: cancel));

    public static bool Same(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        one.Count == other.Count && one.All(file => other.GetValueOrDefault(file.Key) == file.Value);
}
