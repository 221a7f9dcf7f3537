using System.Text.Json;
using Dapper;
using Npgsql;

namespace Entente.Bodies.Editing;

/// <summary>Proposals as the tables have them.</summary>
internal static class ProposalRows
{
    private const string Columns = """
        select id, body, title, why, origin, reverts, state, begun_by as "BegunBy", begun_at as "BegunAt", changed_at as "ChangedAt", proposed_by as "ProposedBy", approved_by as "ApprovedBy",
          stage, failure::text as "Failure", edition
        from editing.proposal
        """;

    public static async Task<Proposal?> Find(NpgsqlConnection connection, Guid id, CancellationToken cancel) =>
        (await Read(connection, Columns + " where id = @id", new { id }, cancel)).SingleOrDefault();

    /// <summary>Those of a body, the latest first.</summary>
    public static async Task<IReadOnlyList<Proposal>> All(NpgsqlConnection connection, string body, CancellationToken cancel) =>
        await Read(connection, Columns + " where body = @body order by changed_at desc limit 500", new { body }, cancel);

    public static async Task<ProposedFolder> Folder(NpgsqlConnection connection, Proposal proposal, CancellationToken cancel)
    {
        // One that was published is held against the edition before the one it became.
        var before = await Editions.Numbered(connection, proposal.Body, proposal.Edition is { } became ? became - 1 : null, cancel);
        var files = before?.Files ?? new Dictionary<string, string>();
        var wanted = files.Values.Concat(proposal.Files.Select(file => file.Digest)).Concat(proposal.Files.Select(file => file.Base)).OfType<string>();
        return ProposedFolder.Of(proposal.Body, files, proposal.Files, await Contents.Read(connection, wanted, cancel));
    }

    private static async Task<List<Proposal>> Read(NpgsqlConnection connection, string sql, object values, CancellationToken cancel)
    {
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition(sql, values, cancellationToken: cancel))).ToList();
        var changes = (await connection.QueryAsync<ChangeRow>(new CommandDefinition(
            "select proposal, path, digest, base, by, at from editing.change where proposal = any (@ids) order by proposal, sequence", new { ids = rows.Select(row => row.Id).ToArray() }, cancellationToken: cancel)))
            .ToLookup(change => change.Proposal);
        return rows.ConvertAll(row => Of(row, [.. changes[row.Id]]));
    }

    private static Proposal Of(Row row, ChangeRow[] changes) =>
        new(row.Id, row.Body, row.Title, row.Why, Enum.Parse<ProposalOrigin>(row.Origin, ignoreCase: true), row.Reverts, Enum.Parse<ProposalState>(row.State, ignoreCase: true),
            row.BegunBy, row.BegunAt, row.ChangedAt, row.ProposedBy, row.ApprovedBy, row.Stage,
            row.Failure is null ? null : JsonSerializer.Deserialize<List<Finding>>(row.Failure, JsonSerializerOptions.Web), row.Edition)
        {
            Files = [.. changes.GroupBy(change => change.Path, StringComparer.Ordinal).Select(file => file.Last()).Select(last => new ProposedFile(last.Path, last.Digest, last.Base, last.By, last.At))],
            Authors = changes.Select(change => change.By).OfType<Guid>().ToHashSet(),
        };

    private sealed record Row(Guid Id, string Body, string Title, string? Why, string Origin, int? Reverts, string State, Guid? BegunBy, DateTimeOffset BegunAt,
        DateTimeOffset ChangedAt, Guid? ProposedBy, Guid? ApprovedBy, string? Stage, string? Failure, int? Edition);

    private sealed record ChangeRow(Guid Proposal, string Path, string? Digest, string? Base, Guid? By, DateTimeOffset At);
}
