using Dapper;
using Entente.Shared.Data;
using Entente.Shared.Jobs;
using Npgsql;

namespace Entente.Bodies.Editing;

/// <summary>What came of saving a file.</summary>
public abstract record Saving
{
    /// <param name="Merged">A colleague had saved the file meanwhile, and both changes stand.</param>
    public sealed record Saved(bool Merged) : Saving;

    /// <summary>A colleague had saved other words in the same lines: nothing was saved, both are shown.</summary>
    /// <param name="Theirs">Their text; null: they removed the file.</param>
    /// <param name="Seen">What to say was seen, once it was.</param>
    public sealed record Conflict(string? Theirs, string Seen, Guid? By) : Saving;

    /// <summary>The proposal can no longer be changed.</summary>
    public sealed record Closed : Saving;
}

/// <summary>The proposals of bodies: begun, changed file by file, proposed, approved by another person, withdrawn.</summary>
public sealed class Proposals(Database database, Queue queue, Trials trials, TimeProvider time)
{
    /// <summary>Stands for the digest of a file that is not there.</summary>
    public const string NoFile = "none";

    public Task<IReadOnlyList<Proposal>> All(Person reader, string body, CancellationToken cancel) =>
        database.Read(reader.Id, connection => ProposalRows.All(connection, body, cancel), cancel);

    public Task<Proposal?> Find(Person reader, Guid id, CancellationToken cancel) =>
        database.Read(reader.Id, connection => ProposalRows.Find(connection, id, cancel), cancel);

    public Task<IReadOnlyList<ProposalStep>> Steps(Person reader, Guid id, CancellationToken cancel) =>
        database.Read<IReadOnlyList<ProposalStep>>(reader.Id, async connection => [.. (await connection.QueryAsync<(DateTime At, string Act, Guid? By, string? Name, string? Note)>(new CommandDefinition(
            "select a.at, a.act, a.by, p.name, a.note from editing.act a left join bodies.person p on p.id = a.by where a.proposal = @id order by a.at desc", new { id }, cancellationToken: cancel)))
            .Select(step => new ProposalStep(new DateTimeOffset(step.At, TimeSpan.Zero), step.Act, step.By, step.Name, step.Note))], cancel);

    /// <summary>The folder as the proposal would have it, with all its files; one that is over as it was when it ended.</summary>
    public Task<ProposedFolder> Folder(Person reader, Proposal proposal, CancellationToken cancel) =>
        database.Read(reader.Id, connection => ProposalRows.Folder(connection, proposal, cancel), cancel);

    /// <summary>A file as some page showed it; null where the reader may not know of it.</summary>
    public Task<string?> Text(Person reader, string digest, CancellationToken cancel) =>
        database.Read(reader.Id, async connection => (await Contents.Read(connection, [digest], cancel)).TryGetValue(digest, out var bytes) ? FileText.Read(bytes) : null, cancel);

    public Task<Guid> Begin(Person author, string body, string title, string? why, CancellationToken cancel) =>
        database.Write(connection => Begin(connection, author, body, title, why, null, cancel), cancel);

    /// <summary>Back to an edition before: a proposal like any other, whose files are those of then.</summary>
    /// <param name="files">By path, what the file was then; null: there was none.</param>
    public Task<Guid> Revert(Person author, string body, int edition, string title, string? why, IReadOnlyDictionary<string, byte[]?> files, IReadOnlyDictionary<string, string> published, CancellationToken cancel) =>
        database.Write(async connection =>
        {
            var id = await Begin(connection, author, body, title, why, edition, cancel);
            await Contents.Keep(connection, [.. files.Values.OfType<byte[]>()], cancel);
            foreach (var (path, bytes) in files)
                await Add(connection, id, path, bytes is null ? null : Contents.Digest(bytes), published.GetValueOrDefault(path), author.Id, cancel);
            return id;
        }, cancel);

    /// <summary>Saves a file, or removes it (null), unless a colleague's change of the same lines stands in the way.</summary>
    /// <param name="seen">The digest of the file that the page showed.</param>
    public Task<Saving> Save(Person author, Guid id, string path, byte[]? bytes, string seen, CancellationToken cancel) =>
        database.Write<Saving>(async connection =>
        {
            var proposal = await Locked(connection, id, cancel);
            if (!ProposalRules.MayChange(author, proposal) || !FolderFiles.MayChange(path))
                return new Saving.Closed();
            var published = (await Editions.Last(connection, proposal.Body, cancel))?.Files.GetValueOrDefault(path);
            var changed = proposal.Files.FirstOrDefault(file => file.Path == path);
            var standing = changed is null ? published : changed.Digest;
            var merged = false;
            if ((standing ?? NoFile) != seen)
            {
                var contents = await Contents.Read(connection, new[] { standing, seen }.OfType<string>(), cancel);
                if (Merge(contents.GetValueOrDefault(seen), bytes, standing is null ? null : contents[standing]) is not { } both)
                    return new Saving.Conflict(standing is null ? null : FileText.Read(contents[standing]), standing ?? NoFile, proposal.Files.FirstOrDefault(file => file.Path == path)?.By);
                (bytes, merged) = (both, true);
            }
            if (bytes is not null)
                await Contents.Keep(connection, [bytes], cancel);
            if ((bytes is null ? null : Contents.Digest(bytes)) is var digest && digest != standing)
                // What was published since this file was first changed here has still to be looked at.
                await Add(connection, id, path, digest, changed is null || changed.Digest == published ? published : changed.Base, author.Id, cancel);
            return new Saving.Saved(merged);
        }, cancel);

    /// <summary>The proposal's own change of a file stands although what is published changed meanwhile: somebody has looked at both.</summary>
    public Task<bool> Settle(Person author, Guid id, string path, string? published, CancellationToken cancel) =>
        database.Write(async connection =>
        {
            var proposal = await Locked(connection, id, cancel);
            if (!ProposalRules.MayChange(author, proposal) || proposal.Files.FirstOrDefault(file => file.Path == path) is not { } file
                || (await Editions.Last(connection, proposal.Body, cancel))?.Files.GetValueOrDefault(path) != published)
                return false;
            await Add(connection, id, path, file.Digest, published, author.Id, cancel);
            return true;
        }, cancel);

    public Task<bool> Rename(Person author, Guid id, string title, string? why, CancellationToken cancel) =>
        database.Write(async connection =>
        {
            if (!ProposalRules.MayChange(author, await Locked(connection, id, cancel)))
                return false;
            await connection.ExecuteAsync(new CommandDefinition("update editing.proposal set title = @title, why = @why, changed_at = @now where id = @id", new { id, title, why, now = time.GetUtcNow() }, cancellationToken: cancel));
            return true;
        }, cancel);

    public Task<bool> Propose(Person author, Guid id, CancellationToken cancel) =>
        Step(id, "proposed", author, null, ProposalRules.MayPropose, "state = 'proposed', proposed_by = @by, failure = null, stage = null", cancel);

    public Task<bool> Return(Person person, Guid id, string why, CancellationToken cancel) =>
        Step(id, "returned", person, why, ProposalRules.MayReturn, "state = 'draft', proposed_by = null", cancel);

    public Task<bool> Withdraw(Person person, Guid id, string? why, CancellationToken cancel) =>
        database.Write(async connection =>
        {
            var proposal = await Locked(connection, id, cancel);
            if (!ProposalRules.MayWithdraw(person, proposal))
                return false;
            // What was declined of the folder on disk has been looked at: it is not asked about again.
            if (proposal.Origin == ProposalOrigin.Folder)
                await SeenOnDisk(connection, proposal, cancel);
            await Put(connection, id, "withdrawn", person.Id, why, "state = 'withdrawn'", cancel);
            await trials.Close(connection, person.Id, id, cancel);
            return true;
        }, cancel);

    /// <summary>The second person agrees: the steward, which alone may change what is published, is asked to publish it.</summary>
    public Task<bool> Approve(Person person, Guid id, CancellationToken cancel) =>
        database.Write(async connection =>
        {
            var proposal = await Locked(connection, id, cancel);
            if (!ProposalRules.MayApprove(person, proposal))
                return false;
            await Put(connection, id, "approved", person.Id, null, "state = 'approved', approved_by = @by, failure = null, stage = 'waiting'", cancel);
            await queue.Add(connection, PublishProposal.Kind, new PublishProposal.Asked(id), key: id.ToString(), lane: Lane.Owner, attempts: 5);
            return true;
        }, cancel);

    internal static async Task SeenOnDisk(NpgsqlConnection connection, Proposal proposal, CancellationToken cancel)
    {
        var seen = await connection.QueryAsync<(string Path, string? Digest)>(new CommandDefinition(
            "select distinct on (path) path, digest from editing.change where proposal = @id and by is null order by path, sequence desc", new { id = proposal.Id }, cancellationToken: cancel));
        await Editions.Seen(connection, proposal.Body, seen.ToDictionary(file => file.Path, file => file.Digest, StringComparer.Ordinal), cancel);
    }

    private Task<bool> Step(Guid id, string act, Person person, string? note, Func<Person, Proposal, bool> may, string set, CancellationToken cancel) =>
        database.Write(async connection =>
        {
            if (!may(person, await Locked(connection, id, cancel)))
                return false;
            await Put(connection, id, act, person.Id, note, set, cancel);
            return true;
        }, cancel);

    private Task<int> Put(NpgsqlConnection connection, Guid id, string act, Guid by, string? note, string set, CancellationToken cancel) =>
        connection.ExecuteAsync(new CommandDefinition($"""
            update editing.proposal set {set}, changed_at = @now where id = @id;
            insert into editing.act (proposal, at, act, by, note) values (@id, @now, @act, @by, @note)
            """, new { id, act, by, note, now = time.GetUtcNow() }, cancellationToken: cancel));

    private async Task<Guid> Begin(NpgsqlConnection connection, Person author, string body, string title, string? why, int? reverts, CancellationToken cancel)
    {
        var (id, now) = (Guid.CreateVersion7(time.GetUtcNow()), time.GetUtcNow());
        await connection.ExecuteAsync(new CommandDefinition("""
            insert into editing.proposal (id, body, title, why, origin, reverts, state, begun_by, begun_at, changed_at)
            values (@id, @body, @title, @why, case when @reverts::int is null then 'page' else 'revert' end, @reverts, 'draft', @by, @now, @now);
            insert into editing.act (proposal, at, act, by) values (@id, @now, 'begun', @by)
            """, new { id, body, title, why, reverts, by = author.Id, now }, cancellationToken: cancel));
        return id;
    }

    private Task<int> Add(NpgsqlConnection connection, Guid id, string path, string? digest, string? @base, Guid by, CancellationToken cancel) =>
        connection.ExecuteAsync(new CommandDefinition("""
            insert into editing.change (proposal, sequence, path, digest, base, by, at)
            select @id, coalesce(max(sequence), 0) + 1, @path, @digest, @base, @by, @now from editing.change where proposal = @id;
            update editing.proposal set changed_at = @now where id = @id
            """, new { id, path, digest, @base, by, now = time.GetUtcNow() }, cancellationToken: cancel));

    // One change after the other: whoever comes second sees what the first did.
    private static async Task<Proposal> Locked(NpgsqlConnection connection, Guid id, CancellationToken cancel)
    {
        await connection.ExecuteAsync(new CommandDefinition("select from editing.proposal where id = @id for update", new { id }, cancellationToken: cancel));
        return await ProposalRows.Find(connection, id, cancel) ?? throw new InvalidOperationException($"There is no proposal {id}.");
    }

    private static byte[]? Merge(byte[]? before, byte[]? mine, byte[]? theirs)
    {
        if (mine is not null && theirs is not null && mine.AsSpan().SequenceEqual(theirs))
            return mine;
        return before is null || mine is null || theirs is null || Merging.Of(FileText.Read(before), FileText.Read(mine), FileText.Read(theirs)) is not { } merged
            ? null : FileText.Write(merged, FileText.Read(theirs));
    }
}
