using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dapper;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Writing;
using Entente.Shared.Data;

namespace Entente.Records.Registers.InBulk;

/// <summary>
/// Does what a workbook changes, one entry after the other, through the one door and under the rights that whoever sent it has today.
/// Whatever dies meanwhile, it goes on where it was, and nothing is done twice.
/// </summary>
internal sealed class CarryOutBulk(Database database, DefinitionCatalogue definitions, Entente.Bodies.People people, Door door, TimeProvider time)
{
    private const int AtOnce = 200;

    private sealed record Item(int Place, Guid Entry, string Act, string Wanted);

    private sealed record Load(string Body, string Definition, string? Party, Guid MadeBy, int? DefinitionVersion);

    public async Task Run(Guid id, CancellationToken stop)
    {
        await using var connection = await database.OpenWriter(stop);
        var load = await connection.QuerySingleOrDefaultAsync<Load>("""
            update records.entry_load set state = 'running', started_at = coalesce(started_at, @now) where id = @id and state in ('waiting', 'running')
            returning body, definition, party, made_by as "MadeBy", definition_version as "DefinitionVersion"
            """, new { id, now = time.GetUtcNow() });
        if (load is null || definitions.Find(load.Body, load.Definition) is not { } published || await people.Find(load.MadeBy, stop) is not { } person)
            return;
        var work = new Work(id, load.Party, published, Actor.Of(person), HasMoved: (load.DefinitionVersion ?? published.Version) != published.Version);
        // A number that one entry gives up and another takes is free only when the first was changed: what is left is tried once more.
        foreach (var again in new[] { false, true })
            while (await Next(connection, id, again) is { Count: > 0 } items)
                foreach (var item in items)
                    await Settle(connection, id, item, await Do(work, item, again, stop), last: again);
        await connection.ExecuteAsync("update records.entry_load set state = 'done', ended_at = @now where id = @id", new { id, now = time.GetUtcNow() });
    }

    private sealed record Work(Guid Load, string? Party, PublishedDefinition Published, Actor Actor, bool HasMoved);

    private async Task<IReadOnlyList<Fault>> Do(Work work, Item item, bool again, CancellationToken stop)
    {
        var definition = work.Published.Definition;
        if (work.HasMoved)
            return [Refusals.Of(Refusals.MovedSinceSent, definition.Code)];
        var command = RequestWriting.Read(item.Wanted, work.Published.Body, definition, definition, item.Entry);
        if (command is Take take)
            command = item.Act == EntryActs.Words(Act.Begin) ? take with { Opening = new Subject(work.Party) } : take;
        var before = command is Take { Opening: null } change ? await Opened(work, change, stop) : null;
        if (Requesting.Needed(definition, work.Published.Body, work.Actor))
            command = new RequestChange(item.Entry, work.Published.Body, definition.Code, Guid.CreateVersion7(time.GetUtcNow()), command);
        var key = string.Create(CultureInfo.InvariantCulture, $"bulk {work.Load} {item.Place}{(again ? " again" : "")}");
        var reply = await door.Do(command, work.Actor, new Once(key, SHA256.HashData(Encoding.UTF8.GetBytes(item.Wanted))), stop);
        if (reply.Done)
            return [];
        // An entry that was only opened to be changed is closed again.
        if (before is not null)
            await Close(work, item.Entry, before, stop);
        return [.. reply.Faults.Where(fault => fault.Blocks)];
    }

    // What is accepted is taken up for a change first, by the step of its workflow that does so.
    private async Task<string?> Opened(Work work, Take take, CancellationToken stop)
    {
        var workflow = work.Published.Definition.Workflow;
        var submit = workflow.Step(take.Step)!;
        var state = await StateOf(take.Statement, stop);
        if (state is null || submit.From.Contains(state, StringComparer.Ordinal))
            return null;
        var step = workflow.From(state).FirstOrDefault(one => !one.Submits && submit.From.Contains(one.To, StringComparer.Ordinal) && one.Reason != Reason.Required && workflow.State(one.To)?.Stands == true);
        return step is not null && (await door.Do(new Take(take.Statement, take.Body, take.Code, step.Code, take.Expected), work.Actor, cancel: stop)).Done ? state : null;
    }

    private async Task Close(Work work, Guid entry, string state, CancellationToken stop)
    {
        var now = await StateOf(entry, stop);
        if (now is null || work.Published.Definition.Workflow.From(now).FirstOrDefault(step => !step.Submits && step.To == state && step.Reason != Reason.Required) is not { } back)
            return;
        await using var connection = await database.OpenWriter(stop);
        var version = await connection.QuerySingleAsync<int>("select version from records.statement where id = @entry", new { entry });
        await door.Do(new Take(entry, work.Published.Body, work.Published.Definition.Code, back.Code, version), work.Actor, cancel: stop);
    }

    private async Task<string?> StateOf(Guid entry, CancellationToken stop)
    {
        await using var connection = await database.OpenWriter(stop);
        return await connection.QuerySingleOrDefaultAsync<string?>(new CommandDefinition("select state from records.statement where id = @entry", new { entry }, cancellationToken: stop));
    }

    private static async Task<List<Item>> Next(Npgsql.NpgsqlConnection connection, Guid load, bool again) =>
        (await connection.QueryAsync<Item>($"""
            select place, entry, act, wanted::text as "Wanted" from records.entry_load_item
            where load = @load and done_at is null and {(again ? "refused ->> 'final' = 'false'" : "refused is null")} order by place limit @most
            """, new { load, most = AtOnce })).AsList();

    private async Task Settle(Npgsql.NpgsqlConnection connection, Guid load, Item item, IReadOnlyList<Fault> refused, bool last) =>
        await connection.ExecuteAsync("""
            update records.entry_load_item set done_at = @done, refused = @refused::jsonb where load = @load and place = @Place
            """, new { load, item.Place, done = refused.Count == 0 ? time.GetUtcNow() : (DateTimeOffset?)null, refused = refused.Count == 0 ? null : JsonSerializer.Serialize(new { faults = refused, final = last || refused.All(fault => fault.Rule != "key-taken") }) });
}

/// <summary>What the job is given: the workbook whose changes it does.</summary>
internal sealed record BulkJob(Guid Id);
