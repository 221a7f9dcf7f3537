using System.Text;
using Dapper;
using Entente.Shared.Data;

namespace Entente.Bodies.Editing;

/// <summary>An edition as a list shows it.</summary>
/// <param name="Title">What the proposal was called; null for what was read from the folder on disk.</param>
public sealed record EditionRow(int Number, int Version, DateTimeOffset At, Guid? Proposal, string? Title, string? ProposedBy, string? ApprovedBy);

/// <summary>The editions of a body's folder, to be looked at and taken away.</summary>
public sealed class PublishedFolders(Database database)
{
    public Task<IReadOnlyList<EditionRow>> All(Person reader, string body, CancellationToken cancel) => database.Read<IReadOnlyList<EditionRow>>(reader.Id, async connection =>
        [.. (await connection.QueryAsync<(int Number, int Version, DateTime At, Guid? Proposal, string? Title, string? ProposedBy, string? ApprovedBy)>(new CommandDefinition("""
            select e.number, e.version, e.published_at, e.proposal, p.title, first.name, second.name
            from editing.edition e left join editing.proposal p on p.id = e.proposal
            left join bodies.person first on first.id = p.proposed_by left join bodies.person second on second.id = p.approved_by
            where e.body = @body order by e.number desc limit 500
            """, new { body }, cancellationToken: cancel)))
            .Select(row => new EditionRow(row.Number, row.Version, new DateTimeOffset(row.At, TimeSpan.Zero), row.Proposal, row.Title, row.ProposedBy, row.ApprovedBy))], cancel);

    /// <summary>The files of an edition, or of the last; null where there is none.</summary>
    public Task<IReadOnlyDictionary<string, byte[]>?> Files(Person reader, string body, int? number, CancellationToken cancel) =>
        database.Read<IReadOnlyDictionary<string, byte[]>?>(reader.Id, async connection =>
        {
            if (await Editions.Numbered(connection, body, number, cancel) is not { } edition)
                return null;
            var contents = await Contents.Read(connection, edition.Files.Values, cancel);
            return edition.Files.ToDictionary(file => file.Key, file => contents[file.Value], StringComparer.Ordinal);
        }, cancel);

    /// <summary>The digests of the last edition's files, by path.</summary>
    public Task<IReadOnlyDictionary<string, string>> Digests(Person reader, string body, CancellationToken cancel) =>
        database.Read<IReadOnlyDictionary<string, string>>(reader.Id, async connection => (await Editions.Last(connection, body, cancel))?.Files ?? new Dictionary<string, string>(), cancel);

    /// <summary>The files whose published text is not what the folder on disk had when it was last looked at.</summary>
    public Task<IReadOnlyList<string>> NotOnDisk(Person reader, string body, CancellationToken cancel) => database.Read<IReadOnlyList<string>>(reader.Id, async connection =>
    {
        var (disk, last) = (await Editions.OnDisk(connection, body, cancel), await Editions.Last(connection, body, cancel));
        return last is null ? [] : [.. disk.Keys.Union(last.Files.Keys, StringComparer.Ordinal).Where(path => disk.GetValueOrDefault(path) != last.Files.GetValueOrDefault(path)).Order(StringComparer.Ordinal)];
    }, cancel);

    /// <summary>From the folder on disk to what is published, as version control takes it.</summary>
    public Task<string> Patch(Person reader, string body, CancellationToken cancel) => database.Read(reader.Id, async connection =>
    {
        var (disk, last) = (await Editions.OnDisk(connection, body, cancel), await Editions.Last(connection, body, cancel));
        var files = last?.Files ?? new Dictionary<string, string>();
        var contents = await Contents.Read(connection, disk.Values.Concat(files.Values), cancel);
        var patch = new StringBuilder();
        foreach (var path in disk.Keys.Union(files.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
            patch.Append(UnifiedPatch.Of($"bodies/{body}/{path}", Text(disk.GetValueOrDefault(path)), Text(files.GetValueOrDefault(path))));
        return patch.ToString();

        string? Text(string? digest) => digest is null ? null : Encoding.UTF8.GetString(contents[digest]);
    }, cancel);
}
