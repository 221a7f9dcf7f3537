using System.Text.Json;
using Dapper;
using Npgsql;

namespace Entente.Bodies.Editing;

/// <summary>Erases what was declared to a body, within the owner's transaction; the room that keeps declarations knows how.</summary>
public delegate Task EraseDeclarations(NpgsqlConnection connection, string body, CancellationToken cancel);

/// <summary>What only the database's owner may do with test spaces: make their tables, and take them away.</summary>
public static class MakeTrial
{
    public const string Kind = "make-test-space";

    public const string EraseKind = "erase-test-space";

    public sealed record Asked(string Body);

    public static async Task Run(NpgsqlDataSource owner, string body, MakeTables tables, TryExamples examples, TimeProvider time, CancellationToken cancel)
    {
        await using var connection = await owner.OpenConnectionAsync(cancel);
        if ((await Trials.Read(connection, "body = @of and closed_at is null", body, cancel)).SingleOrDefault() is not { } trial || await ProposalRows.Find(connection, trial.Proposal, cancel) is not { } proposal)
            return;
        var made = Checking.Check(await ProposalRows.Folder(connection, proposal, cancel), examples);
        var wrong = made.Loaded.Body is null ? made.Wrong : [];
        if (made.Loaded.Body is { } described)
        {
            var loaded = made.Loaded with { Body = described with { Code = body, TrialOf = trial.OfBody, TrialParties = trial.Parties } };
            wrong = (await Publication.Publish(connection, loaded, body, tables, time.GetUtcNow(), cancel)).Findings;
        }
        await connection.ExecuteAsync(new CommandDefinition("update editing.trial set ready_at = case when @failure::jsonb is null then @now end, failure = @failure::jsonb where body = @body",
            new { body, now = time.GetUtcNow(), failure = wrong.Count == 0 ? null : JsonSerializer.Serialize(wrong, JsonSerializerOptions.Web) }, cancellationToken: cancel));
    }

    /// <summary>
    /// Everything that was declared to spaces that were closed, their tables and their rows. Versions of descriptions stay, as all
    /// do, and so do remarks: they belong to the proposal. One transaction each, and again from the beginning where it was cut short.
    /// </summary>
    public static async Task EraseClosed(NpgsqlDataSource owner, EraseDeclarations erase, TimeProvider time, CancellationToken cancel)
    {
        await using var connection = await owner.OpenConnectionAsync(cancel);
        foreach (var body in await connection.QueryAsync<string>(new CommandDefinition("select body from editing.trial where closed_at is not null and erased_at is null order by body", cancellationToken: cancel)))
        {
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            if (await connection.QuerySingleOrDefaultAsync<string>(new CommandDefinition("select body from editing.trial where body = @body and erased_at is null for update", new { body }, cancellationToken: cancel)) is null)
                continue;
            await erase(connection, body, cancel);
            await connection.ExecuteAsync(new CommandDefinition($"""
                drop schema if exists "{body}" cascade;
                delete from bodies.definition_in_force where body = @body;
                delete from bodies.definition_column where body = @body;
                delete from bodies.membership where body = @body;
                delete from bodies.party_group where body = @body;
                delete from bodies.standing_audience where body = @body;
                delete from bodies.label where body = @body;
                delete from bodies.list_code where body = @body;
                delete from bodies.post where body = @body;
                update editing.trial set erased_at = @now where body = @body;
                select pg_notify('{Publication.Channel}', @body)
                """, new { body, now = time.GetUtcNow() }, cancellationToken: cancel));
            await transaction.CommitAsync(cancel);
        }
    }
}
