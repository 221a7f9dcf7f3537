using System.Text.Json;
using Dapper;
using Npgsql;

namespace Entente.Bodies.Editing;

/// <summary>
/// The publication of an approved proposal, as the database's owner. Version, tables, edition and the end of the proposal are one
/// transaction: killed in the midst of it, nothing happened, and whoever takes the work up begins again.
/// </summary>
public static class PublishProposal
{
    public const string Kind = "publish-proposal";

    public sealed record Asked(Guid Proposal);

    /// <returns>What stands in the way; empty once it is published.</returns>
    public static async Task<IReadOnlyList<Finding>> Run(NpgsqlDataSource owner, Guid id, MakeTables tables, TryExamples examples, TimeProvider time, CancellationToken cancel)
    {
        await using var connection = await owner.OpenConnectionAsync(cancel);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await Publish(owner, connection, id, tables, examples, time, cancel);
            }
            catch (EditionMoved) when (attempt < 5)
            {
                // The folder on disk was published in the same moment: what is proposed is held against it anew.
            }
        }
    }

    private static async Task<IReadOnlyList<Finding>> Publish(NpgsqlDataSource owner, NpgsqlConnection connection, Guid id, MakeTables tables, TryExamples examples, TimeProvider time, CancellationToken cancel)
    {
        if (await ProposalRows.Find(connection, id, cancel) is not { State: ProposalState.Approved } proposal)
            return [];
        await Say(owner, id, "checking", cancel);
        var last = await Editions.Last(connection, proposal.Body, cancel);
        var folder = await ProposalRows.Folder(connection, proposal, cancel);
        var wrong = await Wrong(connection, proposal, folder, time, cancel);
        var checkedFolder = wrong.Count > 0 ? null : Checking.Check(folder, examples);
        if (checkedFolder is { Passes: false })
            wrong = [.. checkedFolder.Wrong, .. checkedFolder.Examples];
        if (wrong.Count == 0)
        {
            await Say(owner, id, "publishing", cancel);
            var outcome = await Publication.Publish(connection, checkedFolder!.Loaded, proposal.Body, tables, time.GetUtcNow(), version => End(connection, proposal, folder, last?.Number, version, time.GetUtcNow(), cancel), cancel);
            wrong = outcome.Findings;
        }
        if (wrong.Count > 0)
            await Refuse(connection, proposal, wrong, time.GetUtcNow(), cancel);
        return wrong;
    }

    private static async Task<IReadOnlyList<Finding>> Wrong(NpgsqlConnection connection, Proposal proposal, ProposedFolder folder, TimeProvider time, CancellationToken cancel)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        foreach (var (person, rule) in new[] { (proposal.ProposedBy!.Value, "proposer-may-not"), (proposal.ApprovedBy!.Value, "publisher-may-not") })
            if (!await Describes(connection, person, proposal.Body, today, cancel))
                return [new Finding("", 1, 1, rule, "A person who proposed or approved this may no longer change the description.", "Somebody who may has to do it again.")];
        return [.. folder.Changes.Where(change => change.Moved).Select(change => new Finding(change.Path, 1, 1, "moved", "Another version of this file was published meanwhile.", "Look at both, and say which words stand."))];
    }

    // Between approval and publication a post may have ended: what counts is who may now.
    private static Task<bool> Describes(NpgsqlConnection connection, Guid person, string body, DateOnly today, CancellationToken cancel) =>
        connection.QuerySingleAsync<bool>(new CommandDefinition("""
            select exists (select from bodies.holding h join bodies.post p on p.body = h.body and p.code = h.post
              where h.person = @person and h.body = @body and h.party is null and 'describe' = any (p.rights)
                and h.period @> @today::date and not h.awaits_second and h.suspended_at is null)
            """, new { person, body, today = today.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) }, cancellationToken: cancel));

    private static async Task End(NpgsqlConnection connection, Proposal proposal, ProposedFolder folder, int? after, int version, DateTimeOffset now, CancellationToken cancel)
    {
        var number = await Editions.Add(connection, proposal.Body, after, folder.Files, version, proposal.Id, now, cancel);
        if (proposal.Origin == ProposalOrigin.Folder)
            await Proposals.SeenOnDisk(connection, proposal, cancel);
        await connection.ExecuteAsync(new CommandDefinition("""
            update editing.proposal set state = 'published', edition = @number, stage = null, failure = null, changed_at = @now where id = @id and state = 'approved';
            update editing.trial set edition = @number, closed_by = coalesce(closed_by, @by), closed_at = coalesce(closed_at, @now) where proposal = @id;
            insert into editing.act (proposal, at, act, by) values (@id, @now, 'published', @by)
            """, new { id = proposal.Id, number, now, by = proposal.ApprovedBy }, cancellationToken: cancel));
    }

    // Back to where it can be mended; what stood in the way is shown there.
    private static Task<int> Refuse(NpgsqlConnection connection, Proposal proposal, IReadOnlyList<Finding> wrong, DateTimeOffset now, CancellationToken cancel) =>
        connection.ExecuteAsync(new CommandDefinition("""
            update editing.proposal set state = 'draft', approved_by = null, proposed_by = null, stage = null, failure = @failure::jsonb, changed_at = @now where id = @id and state = 'approved';
            insert into editing.act (proposal, at, act) values (@id, @now, 'failed')
            """, new { id = proposal.Id, now, failure = JsonSerializer.Serialize(wrong, JsonSerializerOptions.Web) }, cancellationToken: cancel));

    // On another connection, so that it is seen while the transaction goes on.
    private static async Task Say(NpgsqlDataSource owner, Guid id, string stage, CancellationToken cancel)
    {
        await using var connection = await owner.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync(new CommandDefinition("update editing.proposal set stage = @stage where id = @id and state = 'approved'", new { id, stage }, cancellationToken: cancel));
    }
}
